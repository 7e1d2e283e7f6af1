// The names of agencies, which are free text: when two names mean the same agency.

/** Whether both names mean the same agency. Case, accents, macrons, blanks and a leading *the* make no difference. */
export function sameAgency(one: string, other: string): boolean {
  return one === other || agencyKey(one) === agencyKey(other)
}

/** A key that is the same for all ways of writing an agency. */
export function agencyKey(agency: string): string {
  const plain = agency.normalize('NFKD').replace(/\p{Mark}/gu, '')
  return plain
    .trim()
    .replace(/\s+/g, ' ')
    .toLocaleLowerCase('en')
    .replace(/^the (?=.)/, '')
}

/** Each agency once, as it was first written. */
export function distinctAgencies(names: Iterable<string>): readonly string[] {
  const written = new Set(names)
  if (written.size < 2) return [...written]
  const byKey = new Map<string, string>()
  for (const agency of written) {
    const key = agencyKey(agency)
    if (!byKey.has(key)) byKey.set(key, agency)
  }
  return [...byKey.values()]
}
