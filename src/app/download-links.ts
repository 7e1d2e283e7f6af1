// Files by a link that works once, for chats that cannot take them: the link, and the page behind it.
import { createHash, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { Attachment } from '../chat/attachment.ts'
import {
  downloadGoneText,
  downloadReadyText,
  linkLifetimeMinutes,
} from '../conversation/documents/download-page.ts'
import type { NetworkId, PersonId } from '../domain/core/ids.ts'
import type { NoticeContent } from '../domain/notices/notice.ts'
import { maySee } from '../domain/permissions.ts'
import type { Db } from '../store/connection/database.ts'
import { deleteValue, getValue, popValue, setValue, valuesWithPrefix } from '../store/key-value/key-value.ts'
import { attachmentsFor } from './attachments.ts'
import type { NetworkRepository } from './network-repository.ts'
import { localeOf, peopleOf } from './people-directory.ts'

/** Which file of which message, and for whom: the file itself is made when it is fetched. */
export interface DownloadTarget {
  readonly network: NetworkId
  readonly person: PersonId
  readonly about: NoticeContent
  readonly name: string
}

interface PendingDownload extends DownloadTarget {
  readonly until: number
}

export interface DownloadLinksOptions {
  readonly db: Db
  readonly networks: NetworkRepository
  readonly clock: { now(): number }
  /** Where people reach this process, without a slash at the end. */
  readonly publicUrl?: string | undefined
}

export interface DownloadLinks {
  /** An address that gives this file once; nothing without an address of our own. */
  link(wanted: DownloadTarget): Promise<string | undefined>
  /** `GET` shows a page, and only its button takes the file: what looks links up beforehand does not use them up. */
  readonly pages: Hono
}

export function createDownloadLinks({ db, networks, clock, publicUrl }: DownloadLinksOptions): DownloadLinks {
  async function waitingFor(token: string): Promise<PendingDownload | undefined> {
    const kept = await getValue(db, nameOf(token))
    const waiting = kept === undefined ? undefined : (JSON.parse(kept) as PendingDownload)
    return waiting !== undefined && clock.now() <= waiting.until ? waiting : undefined
  }

  /** Who may have it is asked again when it is fetched. */
  async function fileOf({
    network: id,
    person,
    about,
    name,
  }: PendingDownload): Promise<Attachment | undefined> {
    const network = await networks.load(id)
    if (!maySee(network, person)) return undefined
    const known = await peopleOf(db, [network])
    const reader = localeOf(network, known, { kind: 'person', person })
    const files = await attachmentsFor({ db, network, known, reader, at: clock.now() }, about)
    return files.find((file) => file.name === name)
  }

  async function fetched(token: string): Promise<Attachment | undefined> {
    const waiting = await waitingFor(token)
    const file = waiting && (await fileOf(waiting))
    // Of several who press at once, one gets it.
    return file !== undefined && (await popValue(db, nameOf(token))) !== undefined ? file : undefined
  }

  const pages = new Hono()
  pages.use('/files/*', async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) context.header(name, value)
  })
  pages.get('/files/:token', async (context) => {
    const ready = (await waitingFor(context.req.param('token'))) !== undefined
    return ready ? context.html(page(downloadReadyText)) : context.html(page(downloadGoneText), 404)
  })
  pages.post('/files/:token', async (context) => {
    const file = await fetched(context.req.param('token'))
    if (file === undefined) return context.html(page(downloadGoneText), 404)
    return context.body(new Uint8Array(file.bytes), 200, {
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    })
  })

  return {
    async link(wanted) {
      if (publicUrl === undefined) return undefined
      const token = randomBytes(24).toString('base64url')
      const waiting: PendingDownload = { ...wanted, until: clock.now() + linkLifetimeMinutes * 60_000 }
      await setValue(db, nameOf(token), JSON.stringify(waiting))
      return `${publicUrl}/files/${token}`
    },
    pages,
  }
}

/** Links that nobody has used in time. */
export async function deleteExpiredLinks(db: Db, now: number): Promise<void> {
  for (const { name, value } of await valuesWithPrefix(db, beginning))
    if ((JSON.parse(value) as PendingDownload).until < now) await deleteValue(db, name)
}

const beginning = 'download '

/** Whoever reads the database cannot fetch the file. */
function nameOf(token: string): string {
  return `${beginning}${createHash('sha256').update(token).digest('hex')}`
}

const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
}

/** It names no network: whoever only looks at the link learns nothing. */
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
