// The invitation codes in what people read.

const pattern = /(LINK-)?[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/

/** The first code in a text, or an empty text where there is none. */
export function invitationCodeIn(text: string): string {
  return pattern.exec(text)?.[0] ?? ''
}

/** The same text without codes, which are different in every run. */
export function withoutInvitationCodes(text: string): string {
  return text.replace(new RegExp(pattern, 'g'), '')
}
