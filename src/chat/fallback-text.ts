// A card as plain text, for screen readers, notifications, tests, and chats that can show no more.
import type { Block, Card, Run, TimeStyle } from './card.ts'

/** Returns every word of the card, one line per block. `zone` and `locale` are the reader's. */
export function plainText(card: Card, zone?: string, locale = 'en-NZ'): string {
  return card.blocks.map((block) => plainBlock(block, zone, locale)).join('\n')
}

export function plainRuns(runs: readonly Run[], zone?: string, locale = 'en-NZ'): string {
  return runs.map((run) => plainRun(run, zone, locale)).join('')
}

function plainRun(run: Run, zone: string | undefined, locale: string): string {
  switch (run.kind) {
    case 'words':
    case 'typed':
      return run.text
    case 'person':
    case 'channel':
      return run.name
    case 'time':
      return spokenTime(run, zone, locale)
  }
}

/** Returns e.g. `Thu 26 Nov 2026, 2:00 pm NZDT`. A time always has its zone, since readers may live in several. */
export function spokenTime(run: Run & { kind: 'time' }, zone: string | undefined, locale: string): string {
  return formatter(locale, zone ?? run.zone, run.show).format(run.at)
}

const date = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const
const formatOptions: { readonly [style in TimeStyle]: Intl.DateTimeFormatOptions } = {
  date,
  time,
  'date-time': { ...date, ...time },
}

/** Formatters are cached, since making one costs far more than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string, timeZone: string, style: TimeStyle): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${style}`
  const cached = formatters.get(key)
  if (cached !== undefined) return cached
  const created = new Intl.DateTimeFormat(locale, { ...formatOptions[style], timeZone })
  formatters.set(key, created)
  return created
}

function plainBlock(block: Block, zone: string | undefined, locale: string): string {
  const plain = (runs: readonly Run[]) => plainRuns(runs, zone, locale)
  switch (block.kind) {
    case 'heading':
      return block.text
    case 'text':
    case 'note':
      return plain(block.runs)
    case 'facts':
      return block.facts.map((fact) => `${fact.label}: ${plain(fact.value)}`).join('\n')
    case 'list':
      return block.items.map((item) => `- ${plain(item)}`).join('\n')
    case 'table':
      return [block.columns.join(' | '), ...block.rows.map((row) => row.map(plain).join(' | '))].join('\n')
    case 'quote':
      return block.by === undefined ? `“${block.text}”` : `“${block.text}” (${block.by})`
    case 'image':
      return block.alt
    case 'buttons':
      return block.buttons.map((button) => `[${button.label}]`).join(' ')
    case 'inputs':
      return [block.form.title, ...block.form.fields.map((field) => `${field.label}: ____`)].join('\n')
  }
}
