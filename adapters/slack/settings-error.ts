// The error of a setting that does not work.
import { SettingError } from '../../src/chat/adapter-descriptor.ts'

/** Slack does not accept a setting. The message is one line for the operator, which says where in Slack to look. */
export class SlackSettingError extends SettingError {
  constructor(message: string) {
    super(message)
    // The stack is of no use to an operator.
    this.stack = message
  }
}
