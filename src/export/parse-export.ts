// The parser of exported documents: it understands all of a document, or refuses it with one sentence.
import * as v from 'valibot'
import type { JournalEntry } from '../domain/events.ts'
import { fold, nextWake } from '../domain/network.ts'
import type { Network } from '../domain/state.ts'
import { eventError, personShape } from './event-schemas.ts'
import { type ExportDocument, format, formatVersion } from './export-document.ts'
import { readingFormat } from './reading-document.ts'
import { id } from './value-schemas.ts'

export type ParseResult =
  | { readonly kind: 'read'; readonly exported: ExportDocument; readonly network: Network }
  | { readonly kind: 'refused'; readonly why: string }

const envelope = v.strictObject({
  format: v.literal(format),
  version: v.pipe(v.number(), v.integer()),
  network: id,
  people: v.array(v.unknown()),
  entries: v.pipe(v.array(v.unknown()), v.minLength(1)),
})

export function parseExport(text: string): ParseResult {
  const parsed = parse(text)
  if (parsed === undefined)
    return refused(
      'It is neither a zip nor JSON, or it was cut off. Take the file of an export for moving as you got it.',
    )
  const version = (parsed as { version?: unknown } | null)?.version
  if (typeof version === 'number' && version > formatVersion)
    return refused('It was written by a newer version of On the Table. Import it with that one.')
  if ((parsed as { format?: unknown } | null)?.format === readingFormat)
    return refused(
      'It is an export for reading. To move a network, take the export for moving, for which a guardian angel gives consent, or that of `npm run manage -- export`.',
    )
  const outer = v.safeParse(envelope, parsed)
  if (!outer.success || outer.output.version !== formatVersion)
    return refused(
      'It is no export of a network. Take the file of an export for moving as you got it, zip or JSON.',
    )
  const { people, entries } = outer.output
  const error = errorInPeople(people) ?? errorInEntries(entries)
  if (error !== undefined) return refused(error)
  // The entries stay as they were read, so that a later export writes the same.
  return folding(parsed as ExportDocument)
}

function refused(why: string): ParseResult {
  return { kind: 'refused', why }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorInPeople(people: readonly unknown[]): string | undefined {
  const index = people.findIndex((person) => !v.is(personShape, person))
  return index < 0 ? undefined : `Person ${index + 1} in it is not as an export writes them.`
}

function errorInEntries(entries: readonly unknown[]): string | undefined {
  for (const [index, entry] of entries.entries()) {
    const error = eventError(entry)
    if (error !== undefined) return `Entry ${index + 1} in it ${error}.`
    const { version, kind } = entry as JournalEntry
    if (version !== index + 1) return `Entry ${index + 1} in it is numbered ${version}: some are missing.`
    if ((kind === 'started') !== (index === 0))
      return 'Its journal does not begin with the start of a network.'
  }
  return undefined
}

/** Refuses entries that are well formed one by one, but make no sense together. */
function folding(exported: ExportDocument): ParseResult {
  try {
    const network = fold(exported.network, exported.entries)
    nextWake(network)
    return { kind: 'read', exported, network }
  } catch {
    return refused('Its entries do not fit together.')
  }
}
