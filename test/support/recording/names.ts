// The names that this version stores, or leaves in chats: from what it has written, and from its running rooms.
import { readdirSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import type { RecordedNames } from '../recorded.ts'

export async function namesIn(file: Sqlite.Database): Promise<RecordedNames> {
  const { actionIds, formIds } = await namesInChats()
  return {
    eventKinds: distinct(file, "select distinct payload ->> '$.kind' as name from entries"),
    noticeKinds: distinct(file, "select distinct about ->> '$.about.kind' as name from outbox"),
    actionIds,
    formIds,
    tables: tablesOf(file),
  }
}

export function tablesOf(file: Sqlite.Database): Record<string, readonly string[]> {
  const tables = distinct(
    file,
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
  )
  const columns = (table: string) => distinct(file, `select name from pragma_table_info('${table}')`)
  return Object.fromEntries(tables.map((table) => [table, columns(table)]))
}

function distinct(file: Sqlite.Database, query: string): string[] {
  const rows = file.prepare(query).all() as { readonly name: string | null }[]
  return rows.flatMap(({ name }) => (name === null ? [] : [name])).sort()
}

interface Room {
  readonly words: readonly { readonly name: string }[]
  readonly presses: object
  readonly submits: object
}

/** Words can be pressed too; two actions belong to no room. */
async function namesInChats() {
  const rooms = await roomsOf(new URL('../../../src/conversation/', import.meta.url))
  const actions = rooms.flatMap(({ words, presses }) => [
    ...words.map(({ name }) => name),
    ...Object.keys(presses),
  ])
  const forms = rooms.flatMap(({ submits }) => Object.keys(submits))
  return {
    actionIds: [...new Set([...actions, 'in', 'send-again'])].sort(),
    formIds: [...new Set(forms)].sort(),
  }
}

async function roomsOf(folder: URL): Promise<Room[]> {
  const rooms: Room[] = []
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  for (const name of files) {
    const found: Readonly<Record<string, unknown>> = await import(new URL(name, folder).href)
    rooms.push(...Object.values(found).filter(isRoom))
  }
  return rooms
}

function isRoom(one: unknown): one is Room {
  return typeof one === 'object' && one !== null && 'words' in one && 'presses' in one && 'submits' in one
}
