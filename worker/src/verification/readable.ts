/** Characters. */
const MAX_REASON = 1_000

/** Words that quote what a provider wrote: of bounded length, and without what PostgreSQL's text can't hold. */
export function readable(words: string): string {
  const text = words.length > MAX_REASON ? `${words.slice(0, MAX_REASON)}…` : words
  return text.replaceAll('\0', '\u{fffd}').toWellFormed()
}
