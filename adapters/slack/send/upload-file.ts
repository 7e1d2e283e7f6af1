// Pictures and files: uploaded unseen, and shown by the message that names them or is posted with them.
import type { Attachment } from '../../../src/chat/attachment.ts'
import type { CallResult, UnsuccessfulCall } from '../../shared/call-result.ts'
import type { Api } from './web-api.ts'

/**
 * The id of the uploaded file; the call's fate where there is none. A file that no message shows is seen by nobody,
 * so an upload of unknown fate does no harm.
 */
export async function upload(
  call: Api['call'],
  workspace: string,
  png: Uint8Array,
  alt: string,
): Promise<string | UnsuccessfulCall> {
  const id = await uploadBytes(call, workspace, { name: 'picture.png', bytes: png, title: alt })
  if (typeof id !== 'string') return id
  const done = await publishFiles(call, workspace, [{ id, title: alt }])
  return done.kind === 'ok' ? id : done
}

/** Brings the bytes to Slack, where nobody sees them until they are completed; the id of the file. */
export async function uploadBytes(
  call: Api['call'],
  workspace: string,
  { name, bytes, title }: Omit<Attachment, 'type'>,
): Promise<string | UnsuccessfulCall> {
  const asked = await call(workspace, 'files.getUploadURLExternal', {
    filename: name,
    length: bytes.byteLength,
    alt_txt: title.slice(0, 1_000),
  })
  if (asked.kind !== 'ok') return asked
  const { upload_url, file_id } = asked.body as { upload_url?: string; file_id?: string }
  if (upload_url === undefined || file_id === undefined)
    return { kind: 'failed', why: 'no_upload_url: Slack gave no place for the file.' }
  try {
    const put = await fetch(upload_url, {
      method: 'POST',
      body: Buffer.from(bytes),
      headers: { 'content-type': 'application/octet-stream' },
      signal: AbortSignal.timeout(10_000),
    })
    if (!put.ok) return { kind: 'failed', why: `upload_refused: Slack answered ${put.status} to the file.` }
  } catch {
    return { kind: 'unknown', why: 'The connection broke while the file was uploaded.' }
  }
  return file_id
}

export interface UploadedFile {
  readonly id: string
  readonly title: string
}

/** With a `channel_id` in `posted`, this is what posts them: a message of its own. */
export function publishFiles(
  call: Api['call'],
  workspace: string,
  files: readonly UploadedFile[],
  posted: Readonly<Record<string, unknown>> = {},
): Promise<CallResult> {
  const titled = files.map(({ id, title }) => ({ id, title: title.slice(0, 200) }))
  return call(workspace, 'files.completeUploadExternal', { files: titled, ...posted })
}
