// The few sentences that the adapter itself has to say, and what an operator reads when a setting is wrong.
import type { Reply } from '../../src/chat/adapter.ts'
import { SettingError } from '../../src/chat/adapter-descriptor.ts'

export const sentences = {
  outdated:
    'That button or form is from an earlier time and does not work any more. Type /network to see it anew.',
  elsewhere:
    'The app is not in your own workspace, and Slack does not let me write to you directly, so I can only answer you here. Ask your workspace’s admin to add the app; then /network works there too.',
  notInstalled: 'The app is not installed in this workspace any more. An admin can add it again.',
  someone: 'Someone',
  fileMissing: (titles: string) =>
    `I could not bring the file along: ${titles}. Please ask for it again. If it is missing again, whoever runs me has to let the app upload files (the scope files:write), or to set PUBLIC_URL, so that I can give you links.`,
  linksWork: 'A link works once, for 15 minutes, and is for you alone.',
  goesOn: 'It goes on in the thread.',
  moreInDirect:
    'There is more than I can show here. Type the same in a direct message to me to see all of it.',
  moreInHome: 'There is more than fits here. Type my networks under Messages to see all of it.',
  lateMend:
    'That took me too long, and your form had closed by then. Nothing was saved yet: please look at this again, and send it from here.',
  lateForm: 'That took me too long, and your form had closed by then. It goes on here.',
  tooLongToCarry:
    'What you had typed was too long for that button to carry. Please type it again, in fewer words.',
} as const

export function replyOf(text: string): Reply {
  return { kind: 'card', card: { blocks: [{ kind: 'text', runs: [{ kind: 'words', text }] }] } }
}

export function unexpectedErrorReply(id: string): Reply {
  return replyOf(
    `Something went wrong on my side, and I do not know whether this was done. Please look with /network before you try again. If it happens again, give your admin this id: ${id}.`,
  )
}

/** A setting of Slack that does not work. Its message is one line, which says where in Slack to look. */
export class SlackSettingError extends SettingError {
  constructor(message: string) {
    super(message)
    // Where it was found is of no use to an operator.
    this.stack = message
  }
}
