// The error of a setting that does not work.

/** Slack does not accept a setting. The message is one line for the operator, which says where in Slack to look. */
export class SlackSettingError extends Error {
  constructor(message: string) {
    super(message)
    // The stack is of no use to an operator.
    this.stack = message
  }
}
