/** Distinct values by their text, numbered from 1; 0 stands for none. Numbers are never reused. */
export function createInternedTexts<Value>(textOf: (value: Value) => string) {
  const numbers = new Map<string, number>()
  const values: Value[] = []
  return {
    intern(value: Value | null | undefined): number {
      if (value === null || value === undefined) return 0
      const text = textOf(value)
      const known = numbers.get(text)
      if (known !== undefined) return known
      values.push(value)
      numbers.set(text, values.length)
      return values.length
    },
    value: (number: number): Value | undefined => values[number - 1],
    /** How many numbers there are, 0 included. */
    size: (): number => values.length + 1,
  }
}

export type InternedTexts<Value> = ReturnType<typeof createInternedTexts<Value>>
