// The names that this version stores, or leaves in chats: from what it has written, and from its running modules.
import { readdirSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import type { RecordedNames } from './recorded.ts'

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

interface Module {
  readonly commands: readonly { readonly name: string }[]
  readonly actions: object
  readonly forms: object
}

/** Words can be pressed too; two actions belong to no module. */
async function namesInChats() {
  const modules = await modulesOf(new URL('../../../src/conversation/', import.meta.url))
  const actionIds = modules.flatMap(({ commands, actions }) => [
    ...commands.map(({ name }) => name),
    ...Object.keys(actions),
  ])
  const formIds = modules.flatMap(({ forms }) => Object.keys(forms))
  return {
    actionIds: [...new Set([...actionIds, 'in', 'send-again'])].sort(),
    formIds: [...new Set(formIds)].sort(),
  }
}

async function modulesOf(folder: URL): Promise<Module[]> {
  const modules: Module[] = []
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  for (const name of files) {
    const found: Readonly<Record<string, unknown>> = await import(new URL(name, folder).href)
    modules.push(...Object.values(found).filter(isModule))
  }
  return modules
}

function isModule(one: unknown): one is Module {
  return typeof one === 'object' && one !== null && 'commands' in one && 'actions' in one && 'forms' in one
}
