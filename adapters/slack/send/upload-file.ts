// Uploads of pictures and files. Nobody sees an upload until a message names it or it is published in a channel.
import type { Attachment } from '../../../src/chat/attachment.ts'
import type { CallResult, UnsuccessfulCall } from '../../shared/call-result.ts'
import type { Api } from './web-api.ts'

/** The workspace that an upload is for, and the calls by which it is made. */
export interface UploadTarget {
  readonly call: Api['call']
  readonly workspace: string
}

/** In milliseconds. */
const uploadTimeout = 10_000
/** What Slack takes, in characters. */
const maxAltText = 1_000
const maxTitle = 200

/**
 * Uploads a picture that a message can name. Resolves to its id in Slack. An upload whose result is unknown does no
 * harm, because nobody sees a file that no message names.
 */
export async function uploadPicture(
  target: UploadTarget,
  { png, alt }: { readonly png: Uint8Array; readonly alt: string },
): Promise<string | UnsuccessfulCall> {
  const id = await uploadBytes(target, { name: 'picture.png', bytes: png, title: alt })
  if (typeof id !== 'string') return id
  const published = await publishFiles(target, [{ id, title: alt }])
  return published.kind === 'ok' ? id : published
}

/** Resolves to the id of the file, which nobody sees until it is published. */
export async function uploadBytes(
  { call, workspace }: UploadTarget,
  { name, bytes, title }: Omit<Attachment, 'type'>,
): Promise<string | UnsuccessfulCall> {
  const result = await call(workspace, 'files.getUploadURLExternal', {
    filename: name,
    length: bytes.byteLength,
    alt_txt: title.slice(0, maxAltText),
  })
  if (result.kind !== 'ok') return result
  const { upload_url, file_id } = result.body as { upload_url?: string; file_id?: string }
  if (upload_url === undefined || file_id === undefined)
    return { kind: 'failed', why: 'no_upload_url: Slack gave no place for the file.' }
  return (await sendBytes(upload_url, bytes)) ?? file_id
}

/** Resolves to `undefined` when Slack has the bytes. */
async function sendBytes(url: string, bytes: Uint8Array): Promise<UnsuccessfulCall | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: Buffer.from(bytes),
      headers: { 'content-type': 'application/octet-stream' },
      signal: AbortSignal.timeout(uploadTimeout),
    })
    if (response.ok) return undefined
    return { kind: 'failed', why: `upload_refused: Slack answered ${response.status} to the file.` }
  } catch {
    return { kind: 'unknown', why: 'The connection broke while the file was uploaded.' }
  }
}

export interface UploadedFile {
  readonly id: string
  readonly title: string
}

/** With a `channel_id` in `message`, this posts the files: as a message of their own. */
export function publishFiles(
  { call, workspace }: UploadTarget,
  files: readonly UploadedFile[],
  message: Readonly<Record<string, unknown>> = {},
): Promise<CallResult> {
  const titled = files.map(({ id, title }) => ({ id, title: title.slice(0, maxTitle) }))
  return call(workspace, 'files.completeUploadExternal', { files: titled, ...message })
}
