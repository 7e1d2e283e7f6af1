// The texts of the page behind a link to a file.

/** A link to a file works for this long. */
export const linkLifetimeMinutes = 15

export const downloadReadyText = {
  title: 'Your file is ready',
  text: `You can download it once, within ${linkLifetimeMinutes} minutes of the message that brought you here. It’s for you alone.`,
  button: 'Download the file',
} as const

export const downloadGoneText = {
  title: 'This link no longer works',
  text: `Each link works once, and for ${linkLifetimeMinutes} minutes. Ask for the file again where you asked before, and you’ll get a new link.`,
  button: undefined,
} as const
