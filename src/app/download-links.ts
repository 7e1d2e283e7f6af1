// Files by a link that works once, for chats that cannot take them: the link, and the page behind it.
import { createHash, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { Attachment } from '../chat/attachment.ts'
import {
  downloadGoneText,
  downloadReadyText,
  linkLifetimeMinutes,
} from '../conversation/documents/download-page.ts'
import { mayRead } from '../conversation/notice-access.ts'
import type { NetworkId, PersonId } from '../domain/core/ids.ts'
import type { NoticeContent } from '../domain/notices/notice.ts'
import type { Clock } from '../scheduler/clock.ts'
import type { Db } from '../store/connection/database.ts'
import { deleteValue, getValue, popValue, setValue, valuesWithPrefix } from '../store/key-value/key-value.ts'
import { attachmentsFor } from './attachments.ts'
import type { NetworkRepository } from './network-repository.ts'
import { localeOf, peopleOf } from './people-directory.ts'

/** One file of one message, for one person. The file itself is made when it is fetched. */
interface DownloadTarget {
  readonly network: NetworkId
  readonly person: PersonId
  readonly about: NoticeContent
  readonly name: string
}

/** Stored as JSON. */
interface PendingDownload extends DownloadTarget {
  readonly until: number
}

export interface DownloadLinksOptions {
  readonly db: Db
  readonly networks: NetworkRepository
  readonly clock: Clock
  /** The address at which people reach this process, without a slash at the end. */
  readonly publicUrl?: string | undefined
}

export interface DownloadLinks {
  /** Makes an address that gives this file once; `undefined` when this process has no public address. */
  link(target: DownloadTarget): Promise<string | undefined>
  /** `GET` shows a page, and only its button takes the file: what looks links up beforehand does not use them up. */
  readonly pages: Hono
}

export function createDownloadLinks(options: DownloadLinksOptions): DownloadLinks {
  return {
    link: (target) => makeLink(target, options),
    pages: createPages(options),
  }
}

async function makeLink(
  target: DownloadTarget,
  { db, clock, publicUrl }: DownloadLinksOptions,
): Promise<string | undefined> {
  if (publicUrl === undefined) return undefined
  const token = randomBytes(24).toString('base64url')
  const pending: PendingDownload = { ...target, until: clock.now() + linkLifetimeMinutes * 60_000 }
  await setValue(db, nameOf(token), JSON.stringify(pending))
  return `${publicUrl}/files/${token}`
}

function createPages(options: DownloadLinksOptions): Hono {
  const pages = new Hono()
  pages.use('/files/*', async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) context.header(name, value)
  })
  pages.get('/files/:token', async (context) => {
    const pending = await pendingDownload(context.req.param('token'), options)
    if (pending === undefined) return context.html(page(downloadGoneText), 404)
    return context.html(page(downloadReadyText))
  })
  pages.post('/files/:token', async (context) => {
    const file = await fetchOnce(context.req.param('token'), options)
    if (file === undefined) return context.html(page(downloadGoneText), 404)
    return context.body(new Uint8Array(file.bytes), 200, {
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    })
  })
  return pages
}

async function pendingDownload(
  token: string,
  { db, clock }: DownloadLinksOptions,
): Promise<PendingDownload | undefined> {
  const stored = await getValue(db, nameOf(token))
  if (stored === undefined) return undefined
  const pending = JSON.parse(stored) as PendingDownload
  return clock.now() <= pending.until ? pending : undefined
}

async function fetchOnce(token: string, options: DownloadLinksOptions): Promise<Attachment | undefined> {
  const pending = await pendingDownload(token, options)
  const file = pending && (await fileOf(pending, options))
  if (file === undefined) return undefined
  // If several press at once, one of them gets it.
  const taken = await popValue(options.db, nameOf(token))
  return taken === undefined ? undefined : file
}

/** Whether the person may have the file is checked again when it is fetched. */
async function fileOf(
  { network: id, person, about, name }: PendingDownload,
  { db, networks, clock }: DownloadLinksOptions,
): Promise<Attachment | undefined> {
  const network = await networks.load(id)
  if (!mayRead(network, about, { kind: 'person', person })) return undefined
  const known = await peopleOf(db, [network])
  const reader = localeOf(network, known, { kind: 'person', person })
  const context = { db, network, known, reader, audience: 'person', at: clock.now() } as const
  const files = await attachmentsFor(context, about)
  return files.find((file) => file.name === name)
}

/** Deletes the links that nobody has used in time. */
export async function deleteExpiredLinks(db: Db, now: number): Promise<void> {
  for (const { name, value } of await valuesWithPrefix(db, prefix))
    if ((JSON.parse(value) as PendingDownload).until < now) await deleteValue(db, name)
}

const prefix = 'download '

/** The database has only a hash, so that reading it is not enough to fetch the file. */
function nameOf(token: string): string {
  return `${prefix}${createHash('sha256').update(token).digest('hex')}`
}

const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
}

/** The page names no network, so looking at a link tells nothing. */
function page({ title, text, button }: typeof downloadReadyText | typeof downloadGoneText): string {
  const form = button === undefined ? '' : `<form method="post"><button>${button}</button></form>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${text}</p>${form}</main></body></html>
`
}

const style = `:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 32rem; margin: 0 auto; padding: 3rem 1rem; }
button { font: inherit; padding: .6rem 1.2rem; min-height: 2.75rem; }`
