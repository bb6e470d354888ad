/** Every 16-bit number in four hex digits. */
const QUADS = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'))

/** 32-bit words in hex with 0x in front. */
export function hexQuads(words: Uint32Array, at: number, count: number): string {
  let text = '0x'
  for (let i = at; i < at + count; i++) {
    const word = words[i] as number
    text += (QUADS[word >>> 16] as string) + (QUADS[word & 0xffff] as string)
  }
  return text
}

/** A node id from its two halves. */
export function nodeIdOf(high: number, low: number): string {
  return `0x${QUADS[high >>> 16]}${QUADS[high & 0xffff]}${QUADS[low >>> 16]}${QUADS[low & 0xffff]}`
}

/** Value of each lower-case hex digit by its character code; 255: none. */
const DIGITS = new Uint8Array(256).fill(255)
for (let value = 0; value < 16; value++) DIGITS[value.toString(16).charCodeAt(0)] = value

/** Eight lower-case hex digits of a text as an unsigned number; -1 when they are something else. */
export function wordAt(text: string, from: number): number {
  let word = 0
  let wrong = 0
  for (let i = from; i < from + 8; i++) {
    const code = text.charCodeAt(i)
    const digit = code < 256 ? (DIGITS[code] as number) : 255
    wrong |= digit
    word = (word << 4) | (digit & 15)
  }
  return wrong > 15 ? -1 : word >>> 0
}
