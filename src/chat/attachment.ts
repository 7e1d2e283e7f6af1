// A file that goes along with a message.

export interface Attachment {
  /** The file name with its ending, e.g. `south-side.json`. */
  readonly name: string
  /** The media type, e.g. `application/json`. */
  readonly type: string
  readonly bytes: Uint8Array
  /** What the file is, in words. */
  readonly title: string
  /**
   * Makes an address where the reader can fetch the file once, for a chat that takes no files. Returns `undefined` if
   * the server has no public address.
   */
  readonly link?: () => Promise<string | undefined>
}
