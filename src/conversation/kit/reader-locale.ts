// In which zone and locale a document or picture writes dates, times and numbers.

export interface ReaderLocale {
  /** An IANA time zone. */
  readonly zone: string
  /** A BCP 47 language tag. */
  readonly locale: string
}

/** A channel has no locale of its own. */
export const channelLocale = 'en-NZ'
