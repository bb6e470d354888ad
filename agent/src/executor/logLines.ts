import { StringDecoder } from 'node:string_decoder'

/** Longest line passed on in one piece, characters. */
const LONGEST = 4_096

/** Cuts a stream of bytes into lines. */
export function createLogLines(onLine: (text: string) => void): { write(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder('utf8')
  let rest = ''

  const emit = (line: string): void => {
    // A NUL has no place in a log, and PostgreSQL refuses text with one.
    onLine(line.replace(/\r$/, '').replaceAll('\0', '\uFFFD'))
  }

  const take = (text: string): void => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      for (let at = 0; at === 0 || at < line.length; at += LONGEST) emit(line.slice(at, at + LONGEST))
    }
    while (rest.length >= LONGEST) {
      emit(rest.slice(0, LONGEST))
      rest = rest.slice(LONGEST)
    }
  }

  return {
    write: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end())
      if (rest !== '') emit(rest)
      rest = ''
    },
  }
}
