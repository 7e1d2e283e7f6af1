// Recognises the code of an invitation in what somebody typed or pasted.

/** Four groups of four. They stand with dashes, or as one word that holds a digit, so that no sentence looks like one. */
const codePattern = /(?<![\w-])(?:[0-9A-TV-Z]{4}(?:-[0-9A-TV-Z]{4}){3}|(?=[A-Z]*\d)[0-9A-TV-Z]{16})(?![\w-])/i

/** The code of an invitation that the text holds, if it holds one. Codes have no I, L and O, so these are read as digits. */
export function invitationCodeOf(text: string): string | undefined {
  const code = codePattern.exec(text.slice(0, 300))?.[0]
  return code?.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
}

/** The code in a field for one: it may have blanks, or be a whole command that was pasted, such as `/network join CODE`. */
export function codeInField(text: string): string {
  const words = text.replace(/^.*\bjoin\s/is, '').trim()
  const together = words.replace(/[\s‐-―-]+/g, '')
  return invitationCodeOf(words) ?? invitationCodeOf(together) ?? together
}
