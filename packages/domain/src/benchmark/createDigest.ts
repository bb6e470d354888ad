const { imul } = Math

/**
 * Folds 32-bit words into 64 bits. No step is linear over the ring of the words: the digest of a product of matrices
 * cannot be had without the product's elements.
 */
export function createDigest(): { add(word: number): void; hex(): string } {
  let low = 0x243f6a88
  let high = 0x85a308d3
  return {
    add(word) {
      low = imul(low ^ word, 0x9e3779b1)
      low ^= low >>> 15
      high = imul(high + low, 0x85ebca6b)
      high ^= high >>> 13
    },
    hex: () => [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
