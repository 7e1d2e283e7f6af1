// The few sentences that the adapter itself says, and the error for a wrong setting.

export const sentences = {
  outdated: 'That button or form is from an earlier time and no longer works. Please ask me again.',
  answeredAlone: 'I’ve answered you in the chat between the two of us.',
  cannotAnswerAlone:
    'I answer you in private, and I can’t write to you yet. Add On the Table for yourself in Teams, then ask again.',
  otherTenant:
    'On the Table isn’t set up for your organisation. Ask the people who run it to add your organisation, or ask them for an invitation.',
  notKnown:
    'I don’t know that person yet. Ask them to add On the Table for themselves in Teams, then choose them again.',
  askAgain: 'Teams isn’t taking any more messages from me just now. Ask me again in a minute.',
  fileLink: (title: string) => `Download: ${title}`,
  linksWork: 'The link works once, for 15 minutes, and is for you alone.',
  noFiles: (titles: string) =>
    `I can’t share files in a Teams channel, so this isn’t here: ${titles}. Ask me for it, and I’ll send it to the chat between us.`,
  noLinks: (titles: string) =>
    `I can’t share files in Teams, so this isn’t here: ${titles}. I can give you links instead once the people who run me have set PUBLIC_URL, the address where I can be reached.`,
  stillAtIt: 'This is taking a little longer. You’ll find the answer in the chat between the two of us.',
  fillIn: 'Please fill this in.',
  someone: 'Someone',
} as const
