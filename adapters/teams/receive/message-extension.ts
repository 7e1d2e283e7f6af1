// The message extension: a command in the menu of any message in Teams, also where the bot is not installed.
import { asObject } from '../render/action-ids.ts'

/** What would be typed instead: the name of the command and the text of the message. */
export function messageExtensionText(value: unknown): string {
  const { commandId, messagePayload } = asObject(value)
  const { content, contentType } = asObject(asObject(messagePayload).body)
  const command = typeof commandId === 'string' ? commandId : ''
  return `${command} ${textOf(content, contentType).trim()}`.trim()
}

function textOf(content: unknown, contentType: unknown): string {
  if (typeof content !== 'string') return ''
  if (contentType === 'html') return plainTextOf(content)
  return content
}

/** Takes time linear in the length of the text. */
function plainTextOf(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/li|\/h\d)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#?\w{1,8});/g, (whole, name: string) => namedEntities[name] ?? numericEntity(name) ?? whole)
    .replace(/\u00a0/g, ' ')
    .replace(/[^\S\n]*\n\s*/g, '\n')
}

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** Decodes `#8217` and `#x2019`; returns `undefined` for anything else. */
function numericEntity(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name) ?? []
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code)
  return undefined
}
