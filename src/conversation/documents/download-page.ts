// The texts of the page behind a link to a file.

/** A link to a file works for this long. */
export const linkLifetimeMinutes = 15

export const downloadReadyText = {
  title: 'Your file is ready',
  text: `It can be fetched once, within ${linkLifetimeMinutes} minutes of the message that brought you here. It is meant for you alone.`,
  button: 'Fetch the file',
} as const

export const downloadGoneText = {
  title: 'This link gives nothing any more',
  text: `A link works once, and for ${linkLifetimeMinutes} minutes. Ask for the file again where you asked before, and you get a new one.`,
  button: undefined,
} as const
