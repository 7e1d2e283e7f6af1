// A file that goes along with a message.

export interface Attachment {
  /** With its ending, e.g. `south-side.json`. */
  readonly name: string
  /** The media type, e.g. `application/json`. */
  readonly type: string
  readonly bytes: Uint8Array
  /** What it is, in words. */
  readonly title: string
  /** Makes an address where its reader can fetch it once, for a chat that cannot take it; nothing where that is not set up. */
  readonly link?: () => Promise<string | undefined>
}
