// The log as everything but the composition root sees it. It holds ids and what broke, never words of people.

/** As in pino: what the line is about, then a sentence. */
export interface Log {
  debug(about: object, sentence: string): void
  info(about: object, sentence: string): void
  warn(about: object, sentence: string): void
  error(about: object, sentence: string): void
}

export interface ErrorSummary {
  /** The name of the error, with its code when it has one; its type when it is no `Error`. */
  readonly error: string
  /** At most eight frames of the stack, the innermost first. */
  readonly at: readonly string[]
}

/** Says what broke and where. The error's own message is left out, because it may quote what people wrote. */
export function errorSummary(error: unknown): ErrorSummary {
  if (!(error instanceof Error)) return { error: typeof error, at: [] }
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  return { error: nameOf(error), at: frames.slice(0, 8).map((line) => line.trim()) }
}

function nameOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return `${error.name} ${error.code}`
  return error.name
}
