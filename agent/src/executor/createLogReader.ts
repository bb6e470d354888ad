import { StringDecoder } from 'node:string_decoder'
import type { LogStream } from './Executor.js'

/** UTF-16 units of a line that are passed on in one piece. */
const LONGEST = 4_096
/** How long an unfinished line waits for its rest before it is shown as it is, milliseconds. */
const HOLD_MS = 400

export interface LogReader {
  /** Takes bytes in the order in which the program wrote them. */
  write(stream: LogStream, chunk: Buffer): void
  /** Passes on what is left. */
  end(): void
}

interface Held {
  readonly decoder: StringDecoder
  /** The unfinished line. */
  rest: string
}

/** The place behind the last line end; a return at the very end may be half of one. */
function behindLastEnd(text: string): number {
  const lastReturn = text.length < 2 ? -1 : text.lastIndexOf('\r', text.length - 2)
  return Math.max(text.lastIndexOf('\n'), lastReturn) + 1
}

/** At most so many units, and no character cut in two. */
function cutAt(text: string, most: number): number {
  const code = text.charCodeAt(most - 1)
  return code >= 0xd800 && code <= 0xdbff ? most - 1 : most
}

/**
 * Makes text of what a program writes, in whole lines as far as it writes them. Text ends in the middle of a line when
 * the rest is late, when the other stream writes, or when the line is long. `\r\n` is one line end; a NUL, which no
 * database holds, becomes U+FFFD.
 * @param onText gets text that ends with a line end, or the beginning of a line, whose rest then comes by itself
 */
export function createLogReader(onText: (stream: LogStream, text: string) => void, holdMs = HOLD_MS): LogReader {
  const held: Record<LogStream, Held> = {
    stdout: { decoder: new StringDecoder('utf8'), rest: '' },
    stderr: { decoder: new StringDecoder('utf8'), rest: '' },
  }
  let current: LogStream = 'stdout'
  let timer: NodeJS.Timeout | undefined

  function emit(stream: LogStream, raw: string): void {
    const text = raw.replaceAll('\r\n', '\n').replaceAll('\0', '\uFFFD')
    if (text.length <= LONGEST) {
      if (text !== '') onText(stream, text)
      return
    }
    let from = 0
    let lineFrom = 0
    const pass = (to: number): void => {
      if (to > from) onText(stream, text.slice(from, to))
      from = to
      lineFrom = to
    }
    for (const { index } of text.matchAll(/[\n\r]|$/g)) {
      while (index - lineFrom > LONGEST) {
        // The lines before a long one, then its first part.
        pass(lineFrom)
        pass(from + cutAt(text.slice(from, from + LONGEST), LONGEST))
      }
      lineFrom = index + 1
    }
    pass(text.length)
  }

  function flush(stream: LogStream): void {
    const state = held[stream]
    const { rest } = state
    state.rest = ''
    emit(stream, rest)
  }

  function flushLater(): void {
    clearTimeout(timer)
    timer = undefined
    if (held[current].rest === '') return
    timer = setTimeout(() => flush(current), holdMs)
    timer.unref()
  }

  function take(stream: LogStream, decoded: string): void {
    if (stream !== current) flush(current)
    current = stream
    const state = held[stream]
    const had = state.rest !== ''
    const text = state.rest + decoded
    const cut = behindLastEnd(text)
    emit(stream, text.slice(0, cut))
    state.rest = text.slice(cut)
    while (state.rest.length > LONGEST) {
      const at = cutAt(state.rest, LONGEST)
      emit(stream, state.rest.slice(0, at))
      state.rest = state.rest.slice(at)
    }
    // A line that grows all the time is shown all the same: its first character decides.
    if (!had || cut > 0 || state.rest === '') flushLater()
  }

  return {
    write: (stream, chunk) => take(stream, held[stream].decoder.write(chunk)),
    end() {
      clearTimeout(timer)
      for (const stream of [current, current === 'stdout' ? 'stderr' : 'stdout'] as const) {
        held[stream].rest += held[stream].decoder.end()
        flush(stream)
      }
    },
  }
}
