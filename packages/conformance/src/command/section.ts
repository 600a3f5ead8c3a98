/** A section in words: those of RFC 9110 are cited by their number alone. */
export function sectionInWords(section: string): string {
  return /^(?:RFC|draft-)/.test(section) ? section : `RFC 9110, Section ${section}`
}

/** Where a section can be read. */
export function sectionLink(section: string): string {
  const [, draft, at] = /^(draft-\S+), Section (.+)$/.exec(section) ?? []
  if (draft !== undefined) return `https://datatracker.ietf.org/doc/html/${draft}#section-${at}`
  const [, rfc, number] = /^RFC (\d+), Section (.+)$/.exec(section) ?? [null, '9110', section]
  return `https://www.rfc-editor.org/rfc/rfc${rfc}.html#section-${number}`
}
