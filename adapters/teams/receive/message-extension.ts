// A message that somebody hands in by its menu, wherever in Teams it stands, also where the bot is not.
import { asObject } from '../render/action-ids.ts'

/** What would be typed for it: the name of the command, and the words of the message. */
export function messageExtensionText(value: unknown): string {
  const { commandId, messagePayload } = asObject(value)
  const { content, contentType } = asObject(asObject(messagePayload).body)
  const text = typeof content !== 'string' ? '' : contentType === 'html' ? plainOf(content) : content
  return `${typeof commandId === 'string' ? commandId : ''} ${text.trim()}`.trim()
}

/** Linear in the length of the text. */
function plainOf(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/li|\/h\d)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#?\w{1,8});/g, (whole, name: string) => named[name] ?? numbered(name) ?? whole)
    .replace(/\u00a0/g, ' ')
    .replace(/[^\S\n]*\n\s*/g, '\n')
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** `#8217` and `#x2019`. */
function numbered(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name) ?? []
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
