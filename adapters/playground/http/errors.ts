// What the playground refuses, and why, in words for whoever asked.

/** A request that cannot be answered; `status` is the HTTP status, the message is shown as it is. */
export class RequestError extends Error {
  readonly status: 400 | 403 | 409 | 413 | 415 | 503

  constructor(status: RequestError['status'], message: string) {
    super(message)
    this.status = status
  }
}
