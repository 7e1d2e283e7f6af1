// The sentences that the adapter itself has to say.
import type { Reply } from '../../src/chat/adapter.ts'
import { textReply } from '../shared/simple-replies.ts'

export const sentences = {
  outdated:
    'That button or form is from an earlier time and no longer works. Type /network to get a current one.',
  elsewhere:
    'The app isn’t in your own workspace, and Slack doesn’t let me write to you directly, so I can only answer you here. Ask your workspace’s admin to add the app; then /network will work there too.',
  notInstalled: 'The app is no longer installed in this workspace. An admin can add it again.',
  someone: 'Someone',
  fileMissing: (titles: string) =>
    `I couldn’t send the file: ${titles}. Please ask for it again. If it’s missing again, the people who run me need to let the app upload files (the scope files:write), or set PUBLIC_URL so that I can give you links.`,
  linksWork: 'A link works once, for 15 minutes, and is for you alone.',
  goesOn: 'The rest is in the thread.',
  moreInDirect:
    'There is more than I can show here. Type the same thing in a direct message to me to see all of it.',
  moreInHome: 'There is more than fits here. Type my networks under Messages to see all of it.',
  lateMend:
    'That took me too long, and your form had closed by then. Nothing has been saved yet. Please check this again and send it from here.',
  lateForm: 'That took me too long, and your form had closed by then. You can carry on here.',
  tooLongToCarry:
    'What you typed was too long for that button to carry. Please type it again, in fewer words.',
} as const

export function unexpectedErrorReply(id: string): Reply {
  return textReply(
    `Something went wrong on my side, and I don’t know whether this was done. Please check with /network before you try again. If it happens again, give your admin this ID: ${id}.`,
  )
}
