const digitsOf = (word: number): string => word.toString(16).padStart(8, '0')

/** A node id from its two halves, unsigned. */
export function nodeIdOf(high: number, low: number): string {
  return `0x${digitsOf(high)}${digitsOf(low)}`
}

/** Value of each lower-case hex digit by its character code; negative: none. */
const DIGITS = new Int8Array(65_536).fill(-1)
for (let value = 0; value < 16; value++) DIGITS[value.toString(16).charCodeAt(0)] = value

const digitAt = (text: string, at: number): number => DIGITS[text.charCodeAt(at)] as number

/**
 * Eight lower-case hex digits of a text as an unsigned number; -1 when they are something else. Written out: every node
 * has seven of them.
 */
export function wordAt(text: string, from: number): number {
  if (from + 8 > text.length) return -1
  const a = digitAt(text, from)
  const b = digitAt(text, from + 1)
  const c = digitAt(text, from + 2)
  const d = digitAt(text, from + 3)
  const e = digitAt(text, from + 4)
  const f = digitAt(text, from + 5)
  const g = digitAt(text, from + 6)
  const h = digitAt(text, from + 7)
  // The sign of one is the sign of all.
  if ((a | b | c | d | e | f | g | h) < 0) return -1
  return ((a << 28) | (b << 24) | (c << 20) | (d << 16) | (e << 12) | (f << 8) | (g << 4) | h) >>> 0
}

let lastId = ''
let lastHigh = -1
let lastLow = -1

/**
 * Reads a node id; see `idHigh` and `idLow`. The last one is remembered, since every step on a node's way asks again.
 */
function readId(id: string): void {
  if (id === lastId) return
  lastId = id
  lastHigh = id.length === 18 && id.startsWith('0x') ? wordAt(id, 2) : -1
  lastLow = wordAt(id, 10)
}

/** First half of a node id; -1 when it is none. */
export function idHigh(id: string): number {
  readId(id)
  return lastHigh
}

/** Second half of a node id; -1 when it is none. */
export function idLow(id: string): number {
  readId(id)
  return lastLow
}

/** The two digits of every byte, as two characters of one byte in the order of memory. */
const PAIRS = Uint16Array.from({ length: 256 }, (_, byte) => {
  const digits = byte.toString(16).padStart(2, '0')
  return digits.charCodeAt(0) | (digits.charCodeAt(1) << 8)
})
const PREFIX = '0'.charCodeAt(0) | ('x'.charCodeAt(0) << 8)

/** Writes many numbers in hex at once: one text for all of them is made far sooner than one for each. */
export function createHexWriter() {
  let pairs = new Uint16Array(1_024)
  let used = 0

  return {
    /** Begins anew, with room for so many characters. */
    begin(characters: number): void {
      used = 0
      if (characters > pairs.length * 2) pairs = new Uint16Array(characters)
    },
    /** Appends some words as one number, 0x in front. */
    write(words: Uint32Array, from: number, count: number): void {
      pairs[used++] = PREFIX
      for (let i = from; i < from + count; i++) {
        const word = words[i] as number
        pairs[used] = PAIRS[word >>> 24] as number
        pairs[used + 1] = PAIRS[(word >>> 16) & 255] as number
        pairs[used + 2] = PAIRS[(word >>> 8) & 255] as number
        pairs[used + 3] = PAIRS[word & 255] as number
        used += 4
      }
    },
    text: (): string => Buffer.from(pairs.buffer, 0, used * 2).toString('latin1'),
  }
}
