// The script of the tour.
import type { Step } from './tour-steps.ts'

export const showMe: readonly Step[] = [
  { caption: 'This is Aroha. She works in youth health, and she wonders what On the Table can do.' },
  { as: 'aroha-ngata', in: 'direct', say: 'help' },
  { caption: 'Only she sees this answer. The same works in every channel, and for everyone.' },
]
