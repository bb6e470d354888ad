import { seededWords } from './seededWords.js'

/** The bytes that a node stores and reads again, in pieces: words of the seed, little-endian. Pieces have 1 MiB. */
export function* transferBytes(seed: string, bytes: number): Generator<Uint8Array> {
  const next = seededWords(seed, 0)
  for (let left = bytes; left > 0; left -= PIECE) {
    const words = new Uint32Array(Math.min(PIECE, left) / 4)
    for (let at = 0; at < words.length; at++) words[at] = next()
    yield new Uint8Array(words.buffer)
  }
}

const PIECE = 1_048_576
