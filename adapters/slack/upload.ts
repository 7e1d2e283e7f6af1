// Pictures: uploaded unseen, and shown by the message that names them.
import type { Api, Called } from './api.ts'

/**
 * The id of the uploaded file; the call's fate where there is none. A file that no message shows is seen by nobody,
 * so an upload of unknown fate does no harm.
 */
export async function upload(
  call: Api['call'],
  workspace: string,
  png: Uint8Array,
  alt: string,
): Promise<string | Exclude<Called, { kind: 'ok' }>> {
  const asked = await call(workspace, 'files.getUploadURLExternal', {
    filename: 'picture.png',
    length: png.byteLength,
    alt_txt: alt.slice(0, 1_000),
  })
  if (asked.kind !== 'ok') return asked
  const { upload_url, file_id } = asked.body as { upload_url?: string; file_id?: string }
  if (upload_url === undefined || file_id === undefined)
    return { kind: 'failed', why: 'no_upload_url: Slack gave no place for the picture.' }
  try {
    const put = await fetch(upload_url, {
      method: 'POST',
      body: Buffer.from(png),
      headers: { 'content-type': 'application/octet-stream' },
      signal: AbortSignal.timeout(10_000),
    })
    if (!put.ok)
      return { kind: 'failed', why: `upload_refused: Slack answered ${put.status} to the picture.` }
  } catch {
    return { kind: 'unknown', why: 'The connection broke while the picture was uploaded.' }
  }
  const done = await call(workspace, 'files.completeUploadExternal', {
    files: [{ id: file_id, title: alt.slice(0, 200) }],
  })
  return done.kind === 'ok' ? file_id : done
}
