// Eight weeks of a network with a hostile and a clumsy member among the others: risks are heard, and words reach only
// those whom the form named.
import { expect, test } from 'vitest'
import type { Profile } from '../../src/chat/address.ts'
import { day, hour } from '../../src/domain/core/time.ts'
import { aroha, margaret, olive, ruth, tom } from '../support/fixtures.ts'
import { begin, hemi, kiri, type Life, usual } from './random-life.ts'

const typed = [
  ...[
    'flag WORDS',
    'exposed WORDS',
    'ask WORDS',
    'blocker WORDS',
    'bend WORDS',
    'limit WORDS',
    'lesson WORDS',
  ],
  ...[
    'put WORDS hall',
    'put $200 WORDS',
    'withdraw',
    'use',
    'meet Thu 2pm',
    'met',
    'cancel',
    'move',
    'meetings',
  ],
  ...[
    '',
    'table',
    'flags',
    'undo',
    'codes',
    'homes',
    'members',
    'roles',
    'settings',
    'story',
    'export',
    'invite',
  ],
  ...['reframe WORDS', 'close', 'phase next', 'reflect', 'angel', 'extend', 'link', 'digest', 'leave WORDS'],
  ...[
    'join AAAA-BBBB-CCCC-DDDD',
    'link AAAA-BBBB-CCCC-DDDD',
    'moment WORDS',
    'thanks',
    'WORDS',
    'help WORDS',
  ],
]
const ordinary = [
  ...[
    'meet Wed 2pm',
    'met',
    'put WORDS van',
    'table',
    '',
    'lesson WORDS',
    'ask WORDS',
    'bend WORDS',
    'phase next',
  ],
]

/** One deed of somebody: the hostile press and submit what was never shown to them, the clumsy do things twice. */
async function oneDeed(life: Life): Promise<void> {
  const who = life.of([hemi, hemi, hemi, kiri, kiri, kiri, aroha, tom, ruth, margaret, olive])
  const { buttons, forms } = life.seenBy(who)
  const kind = life.of(['say', 'press', 'press', 'submit', 'submit'])
  const times = who === kiri ? 2 : 1
  const command = life.of((usual as readonly Profile[]).includes(who) ? ordinary : typed)
  const button = life.of(buttons)
  const form = life.of(forms.slice(-6))
  for (let time = 0; time < times; time += 1) {
    if (kind === 'press' && button !== undefined && mayHappen(button.action)) await life.press(who, button)
    else if (kind === 'submit' && form !== undefined && mayHappen(form.id)) await life.submit(who, form)
    else {
      const reply = await life.say(who, command)
      if (reply.kind === 'form' && mayHappen(reply.form.id)) await life.submit(who, reply.form)
    }
  }
  await life.settle()
}

/** What ends a life early is left out: it would leave nothing to look at. */
function mayHappen(name: string): boolean {
  return !['close', 'go-public', 'step-down', 'give-up', 'start'].includes(name)
}

let urgentFlags = 0

test.each([11, 22, 33, 44, 55, 66])(
  'risks are heard and words stay where they belong: seed %s',
  {
    timeout: 120_000,
  },
  async (seed) => {
    const life = await begin(seed)
    const flag = await life.say(hemi, 'flag WORDS')
    if (flag.kind === 'form') await life.submit(hemi, flag.form)
    for (let step = 0; step < 150; step += 1) {
      await oneDeed(life)
      if (step % 3 === 0) await life.bot.forward(life.of([1, 9, 20, 40]) * hour)
      await life.settle()
    }
    await life.bot.forward(4 * day)
    await life.settle()
    expect(Object.fromEntries(life.faults)).toEqual({})
    expect(await life.unheardFlags()).toEqual([])
    urgentFlags += life.urgentCount
    const warnings = await life.warnings()
    expect(warnings.length, warnings.join('\n')).toBeLessThanOrEqual(8)
    expect(JSON.stringify(life.bot.logged)).not.toMatch(/words\d+x/)
  },
)

test('there were urgent flags that could have been missed', () => {
  expect(urgentFlags).toBeGreaterThan(5)
})
