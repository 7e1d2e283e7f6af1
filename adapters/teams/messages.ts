// The few sentences that the adapter itself says, and the error for a wrong setting.

export const sentences = {
  outdated: 'That button or form is from an earlier time and does not work any more. Ask me anew.',
  answeredAlone: 'I have answered you in the chat between the two of us.',
  cannotAnswerAlone:
    'I answer you in private, and cannot write to you yet. Add On the Table for yourself in Teams, then ask again.',
  otherTenant:
    'On the Table is not set up for your organisation. Ask whoever runs it to add your organisation, or ask them for an invitation.',
  notKnown:
    'I do not know that person yet. Ask them to add On the Table for themselves in Teams, then choose them again.',
  askAgain: 'Teams takes no more messages from me just now. Ask me again in a minute.',
  fileLink: (title: string) => `Fetch: ${title}`,
  linksWork: 'The link works once, for 15 minutes, and is for you alone.',
  noFiles: (titles: string) =>
    `I cannot hand over files in a channel of Teams, so this is not here: ${titles}. Ask me for it, and it comes to the chat between us.`,
  noLinks: (titles: string) =>
    `I cannot hand over files in Teams, so this is not here: ${titles}. I can give you links instead once whoever runs me has set PUBLIC_URL, the address at which I am reached.`,
  stillAtIt: 'This takes a little longer. What comes of it is in the chat between the two of us.',
  fillIn: 'Please fill this in.',
  someone: 'Someone',
} as const
