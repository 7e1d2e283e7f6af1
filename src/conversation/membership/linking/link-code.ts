// What a code to join two accounts looks like. Codes of invitations have neither an L nor an I, so that the two are never
// mistaken for each other.

export function linkCodeFrom(code: string): string {
  return `LINK-${code}`
}

/** It ends the text, so that a whole command that was pasted is understood too. */
const pattern = /(?:^|\W)link[\s-]*([0-9a-z]{4}(?:[\s-]*[0-9a-z]{1,4}){0,4})\s*$/i

/** The code to join two accounts that the text ends with. It is read as its letters are meant: codes have no I, L and O. */
export function linkCodeIn(typed: string): string | undefined {
  const letters = pattern.exec(typed.slice(0, 300))?.[1]
  return letters && linkCodeFrom(letters.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1'))
}
