// The few sentences that the adapter itself has to say, and what an operator reads when a setting is wrong.

export const sentences = {
  outdated:
    'That button or form is from an earlier time and does not work any more. Type /network to see it anew.',
  elsewhere:
    'The app is not installed in your own workspace, so I can only answer you here. Ask your workspace’s admin to add it, then type /network there.',
  notInstalled: 'The app is not installed in this workspace any more. An admin can add it again.',
  someone: 'Someone',
} as const

/** A setting of Slack that does not work. Its message is one line, which says where in Slack to look. */
export class SlackSettingError extends Error {}
