// The error with which the playground refuses a request.

/** `status` is the HTTP status; the message is shown to the person as it is. */
export class RequestError extends Error {
  readonly status: 400 | 403 | 409 | 413 | 415 | 503

  constructor(status: RequestError['status'], message: string) {
    super(message)
    this.status = status
  }
}
