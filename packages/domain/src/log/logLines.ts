import type { LogEnd, LogStream } from './logStream.js'

/** UTF-16 units of a line without its end; a longer one is written as OPEN lines. */
export const MAX_LOG_LINE = 16_384

/** Text of one stream: lines, each with its own end. What follows the last end is an OPEN line. */
export interface LogPart {
  readonly stream: LogStream
  readonly text: string
}

/** A line of a part. */
export interface PartLine {
  readonly text: string
  readonly end: LogEnd
}

const NEWLINE = 10
const RETURN = 13

/** Where the line that begins at `from` ends: the place of its end, or the text's length for an OPEN line. */
function endOf(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === NEWLINE || unit === RETURN) return at
  }
  return text.length
}

/** The lines of a part's text. @example linesOf('50 %\rdone\n>') // 50 % RETURN, done NEWLINE, > OPEN */
export function linesOf(text: string): PartLine[] {
  const lines: PartLine[] = []
  for (let from = 0; from < text.length; ) {
    const at = endOf(text, from)
    const end = at === text.length ? 'OPEN' : text.charCodeAt(at) === RETURN ? 'RETURN' : 'NEWLINE'
    lines.push({ text: text.slice(from, at), end })
    from = at + 1
  }
  return lines
}

/** How many lines a part's text has. */
export function countLines(text: string): number {
  let count = 0
  for (let from = 0; from < text.length; from = endOf(text, from) + 1) count++
  return count
}

/** UTF-16 units of a text's longest line, without its end. */
export function longestLine(text: string): number {
  let longest = 0
  for (let from = 0; from < text.length; ) {
    const at = endOf(text, from)
    longest = Math.max(longest, at - from)
    from = at + 1
  }
  return longest
}

/** Cuts a part's text behind its first lines. @returns the first ones, and the rest */
export function splitLines(text: string, count: number): readonly [first: string, rest: string] {
  let from = 0
  for (let lines = 0; lines < count && from < text.length; lines++) from = endOf(text, from) + 1
  return [text.slice(0, from), text.slice(from)]
}

/** The characters that a line's end stands for in the program's output. */
export const LOG_END_TEXT: Readonly<Record<LogEnd, '\n' | '\r' | ''>> = { NEWLINE: '\n', RETURN: '\r', OPEN: '' }

/**
 * The text of a line whose SHA-256, over all lines, is a log's hash: stream, tab, line, end. No line has a NUL, so that
 * it can stand for an open end.
 */
export function hashedLine(stream: LogStream, { text, end }: PartLine): string {
  return `${stream}\t${text}${end === 'OPEN' ? '\0' : LOG_END_TEXT[end]}`
}
