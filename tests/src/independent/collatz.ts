/** The example's answer about the starts below a number. */
interface LongestChain {
  readonly below: number
  readonly start: number
  readonly length: number
}

/** The longest Collatz chain by a table of known lengths, where the example follows each chain to its end. */
function longestChain(below: number): LongestChain {
  const lengths = new Uint16Array(below)
  lengths[1] = 1
  let [best, bestLength] = [1, 1]
  for (let start = 2; start < below; start++) {
    let [number, steps] = [start, 0]
    // Numbers below the start have their lengths already. 3n + 1 stays exact: chains of such starts end below 2^53.
    for (; number >= start; steps++) number = number % 2 === 0 ? number / 2 : 3 * number + 1
    const length = (lengths[number] as number) + steps
    lengths[start] = length
    if (length > bestLength) [best, bestLength] = [start, length]
  }
  return { below, start: best, length: bestLength }
}

/** @throws Error unless the result is the one of another computation */
export function verifyCollatz(result: Buffer, below: number): void {
  const found = JSON.parse(result.toString()) as LongestChain
  const expected = longestChain(below)
  for (const field of ['below', 'start', 'length'] as const) {
    if (found[field] !== expected[field]) throw new Error(`expected ${field} ${expected[field]}, got ${found[field]}`)
  }
}
