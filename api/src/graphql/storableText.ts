/**
 * A text as PostgreSQL can hold it, at most so many UTF-16 units long: no NUL, no half characters, and none cut in two.
 * For texts that programs wrote; those of people are refused instead (`http/unstorableText.ts`).
 */
export function storableText(text: string, most = text.length): string {
  const cut = text.slice(0, most)
  // A high surrogate at the end has lost its other half to the cut.
  const whole = cut.length < text.length && /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
  return whole.replaceAll('\0', '\u{fffd}').toWellFormed()
}
