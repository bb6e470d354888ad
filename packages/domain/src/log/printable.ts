/**
 * Text of another party, for a terminal: control characters, with which it could rewrite the screen, are shown
 * as \ufffd.
 * @example printable('\u001b[2Jgone') // '\ufffd[2Jgone'
 */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t]/gu, '\ufffd')
}
