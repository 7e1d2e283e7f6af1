// The log as the clockwork uses it: ids and what broke, never words of people.

/** As in pino: what it is about, then a sentence. */
export interface Log {
  info(about: object, sentence: string): void
  warn(about: object, sentence: string): void
  error(about: object, sentence: string): void
}

/** What broke and where. An error's own message is left out, because it may quote what people wrote. */
export function errorSummary(error: unknown): { readonly error: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] }
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  return { error: `${error.name}${code}`, at: frames.slice(0, 8).map((line) => line.trim()) }
}
