import { isDeepStrictEqual } from 'node:util'

interface Statistics {
  readonly bytes: number
  readonly lines: number
  readonly words: number
  readonly distinctWords: number
  readonly wordCharacters: number
  readonly lengths: Record<string, number>
  readonly top: readonly { readonly word: string; readonly count: number }[]
}

/**
 * The same statistics by another road: a regular expression over the decoded text, and sorting in place of counting.
 */
function independentStatistics(input: Uint8Array, topWords: number): Statistics {
  const words =
    new TextDecoder()
      .decode(input)
      .toLowerCase()
      .match(/[a-z]+(?:'[a-z]+)*/g) ?? []
  const sorted = [...words].sort()
  const starts = sorted.flatMap((word, index) => (word === sorted[index - 1] ? [] : [index]))
  const counted = starts.map((start, n) => ({
    word: sorted[start] as string,
    count: (starts[n + 1] ?? sorted.length) - start,
  }))
  const sizes = words.map((word) => word.length)
  return {
    bytes: input.length,
    lines: Buffer.from(input).toString('latin1').split('\n').length - 1,
    words: words.length,
    distinctWords: counted.length,
    wordCharacters: sizes.reduce((a, b) => a + b, 0),
    lengths: Object.fromEntries(
      [...new Set(sizes)].map((size) => [String(size), sizes.filter((s) => s === size).length]),
    ),
    // `counted` is in alphabetical order and sorting is stable.
    top: [...counted].sort((a, b) => b.count - a.count).slice(0, topWords),
  }
}

/**
 * Checks the result of the word-statistics example.
 * @throws Error when it differs from what this program counts in the same text.
 */
export function verifyWordStatistics(result: Uint8Array, input: Uint8Array, topWords = 20): void {
  const actual = JSON.parse(new TextDecoder().decode(result)) as Statistics
  const expected = independentStatistics(input, topWords)
  for (const key of Object.keys(expected) as (keyof Statistics)[]) {
    if (!isDeepStrictEqual(actual[key], expected[key])) {
      throw new Error(
        `word statistics: expected ${key} ${JSON.stringify(expected[key])}, got ${JSON.stringify(actual[key])}`,
      )
    }
  }
}
