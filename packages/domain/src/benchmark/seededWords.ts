const { imul } = Math
const SEED = /^[0-9a-f]{64}$/

/**
 * An endless row of 32-bit words that follows from a seed and a part's number (xoshiro128**).
 * @param seed 64 hex digits
 * @throws Error when the seed has another form
 */
export function seededWords(seed: string, part: number): () => number {
  if (!SEED.test(seed)) throw new Error(`expected a seed of 64 hex digits, got ${seed}`)
  const word = (at: number): number => Number.parseInt(seed.slice(at * 8, at * 8 + 8), 16) | 0
  const mixed = (at: number): number => imul(word(at) ^ imul(word(at + 4), 0x9e3779b1), (part * 2 + 1) | 0)
  let [a, b, c, d] = [mixed(0) ^ part, mixed(1), mixed(2), mixed(3) | 1]
  const next = (): number => {
    const times = imul(b, 5)
    const result = imul((times << 7) | (times >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  // Neighbouring parts begin alike.
  for (let warm = 0; warm < 16; warm++) next()
  return next
}
