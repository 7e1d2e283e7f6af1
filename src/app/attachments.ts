// What goes along with a message: files and pictures, made at the moment of sending.
import type { Attachment } from '../chat/attachment.ts'
import type { Block, Card } from '../chat/card.ts'
import type { ReaderLocale } from '../conversation/kit/reader-locale.ts'
import type { Reader } from '../conversation/notice-access.ts'
import type { People } from '../conversation/turn.ts'
import type { JournalEntry } from '../domain/events.ts'
import { activeFlags } from '../domain/flags/rule-flags.ts'
import { fold } from '../domain/network.ts'
import type { NoticeContent, PictureKind } from '../domain/notices/notice.ts'
import type { Network } from '../domain/state.ts'
import { withoutTakenBack } from '../domain/taken-back.ts'
import type { Db } from '../store/connection/database.ts'
import { loadEntries } from '../store/journal.ts'
import { people } from '../store/people.ts'
import type { Illustration } from '../story/build-story.ts'

export interface AttachmentContext {
  readonly db: Db
  readonly network: Network
  readonly known: People
  readonly reader: ReaderLocale
  /** Homes read less of a story than people do. */
  readonly audience: Reader['kind']
  /** The instant as of which pictures show the network. */
  readonly at: number
}

/** The files of a message about this. The caller has checked that its reader may have them. */
export function attachmentsFor(
  context: AttachmentContext,
  about: NoticeContent,
): Promise<readonly Attachment[]> {
  if (about.kind === 'story') return storyFiles(context)
  if (about.kind === 'export' && about.moving !== undefined) return movingFiles(context)
  if (about.kind === 'export') return exportFiles(context)
  return Promise.resolve([])
}

/** The card with what is drawn for it. The drawing code is loaded when the first picture is asked for. */
export async function withPicture(
  context: AttachmentContext,
  about: NoticeContent,
  card: Card,
): Promise<Card> {
  const kind = pictureFor(context.network, about)
  if (kind === undefined) return card
  const { db, known, reader, at } = context
  const [{ pictureOf }, journal] = await Promise.all([
    import('../pictures/picture.ts'),
    loadEntries(db, context.network.id),
  ])
  const entries = withoutTakenBack(journal)
  const { png, alt, columns, rows } = await pictureOf(kind, {
    network: fold(context.network.id, entries),
    entries,
    people: known,
    now: at,
    reader,
  })
  const image: Block = { kind: 'image', png, alt }
  // A message that is about something else says that first.
  if (about.kind !== 'picture') return { blocks: beforeButtons(card.blocks, image) }
  const table: Block = { kind: 'table', columns, rows: rows.map((row) => [...row]) }
  return { blocks: [...card.blocks.slice(0, 1), image, table, ...card.blocks.slice(1)] }
}

/** A message about a network that has stopped, or to which fewer and fewer come, shows how that came about. */
function pictureFor(network: Network, about: NoticeContent): PictureKind | undefined {
  if (about.kind === 'picture') return about.picture
  if (about.kind !== 'flag' || about.as !== undefined) return undefined
  const isAboutPace = activeFlags(network).some(
    ({ flag, since }) => since === about.since && (flag === 'dead-in-the-water' || flag === 'drifting'),
  )
  return isAboutPace ? 'timeline' : undefined
}

function beforeButtons(blocks: readonly Block[], block: Block): readonly Block[] {
  const index = blocks.findIndex(({ kind }) => kind === 'buttons')
  if (index < 0) return [...blocks, block]
  return blocks.toSpliced(index, 0, block)
}

/** The code that writes a story is loaded when the first one is asked for. */
async function storyFiles(context: AttachmentContext): Promise<readonly Attachment[]> {
  const { known, reader } = context
  const [{ buildStory }, { postedEntries }, { storyToMarkdown, storyToHtml }] = await Promise.all([
    import('../story/build-story.ts'),
    import('../story/posted-entries.ts'),
    import('../story/serialize.ts'),
  ])
  const journal = withoutTakenBack(await loadEntries(context.db, context.network.id))
  const entries =
    context.audience === 'home' ? postedEntries(journal, context.network.closing?.posted) : journal
  const network = fold(context.network.id, entries)
  const title = `The story of ${network.name}`
  const illustrations = await illustrate({ ...context, network }, entries)
  const story = buildStory(network, entries, known, reader, illustrations)
  const name = fileName(network.name)
  return [
    {
      name: `${name}-story.html`,
      type: 'text/html; charset=utf-8',
      bytes: Buffer.from(storyToHtml(story, title)),
      title: `${title}, as a page`,
    },
    {
      name: `${name}-story.md`,
      type: 'text/markdown; charset=utf-8',
      bytes: Buffer.from(storyToMarkdown(story)),
      title: `${title}, as Markdown`,
    },
  ]
}

async function illustrate(
  { network, known, reader, at }: AttachmentContext,
  entries: readonly JournalEntry[],
) {
  const { pictureOf } = await import('../pictures/picture.ts')
  const subject = { network, entries, people: known, now: at, reader }
  const illustrations: Illustration[] = []
  for (const kind of ['timeline', 'table', 'bonds'] as const)
    illustrations.push({ kind, ...(await pictureOf(kind, subject)) })
  return illustrations
}

async function exportFiles({ db, network, reader }: AttachmentContext): Promise<readonly Attachment[]> {
  const [{ personsIn, textOf }, { buildReading }, { tablesOf }, { zipped }] = await Promise.all([
    import('../export/export-document.ts'),
    import('../export/reading-document.ts'),
    import('../export/csv-tables.ts'),
    import('../export/zip.ts'),
  ])
  const journal = await loadEntries(db, network.id)
  const reading = buildReading(journal, await people(db, journal.flatMap(personsIn)))
  const tables = tablesOf(fold(network.id, reading.entries), reading, reader.zone)
  const name = fileName(network.name)
  const files = new Map([[`${name}.json`, textOf(reading)], ...tables])
  return [
    {
      name: `${name}-export.zip`,
      type: 'application/zip',
      bytes: zipped(files),
      title: `${network.name}, to read`,
    },
  ]
}

/** All data, with which the network can be set up elsewhere. */
async function movingFiles({ db, network }: AttachmentContext): Promise<readonly Attachment[]> {
  const { buildExport, personsIn, textOf } = await import('../export/export-document.ts')
  const journal = await loadEntries(db, network.id)
  const exported = buildExport(network.id, journal, await people(db, journal.flatMap(personsIn)))
  return [
    {
      name: `${fileName(network.name)}-to-move.json`,
      type: 'application/json',
      bytes: Buffer.from(textOf(exported)),
      title: `All data of ${network.name}`,
    },
  ]
}

/** The network's name, reduced to letters that every file system accepts. */
function fileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
  return plain.replace(/^-+|-+$/g, '').slice(0, 60) || 'network'
}
