/** The numbers of the example `sweep`, by exact integers. */
function numbers(count: number): bigint[] {
  const all: bigint[] = []
  for (let state = 42n; all.length < count; ) {
    state = (state * 1_103_515_245n + 12_345n) & 0x7fffffffn
    all.push(state)
  }
  return all
}

/** The lines that `prepare` of the example writes. */
export const preparedNumbers = (count: number): string => `${numbers(count).join('\n')}\n`

/** The line of `count`: a divisor, a shift, and how many of the numbers the divisor divides with the shift. */
export function countLine(count: number, divisor: number, shift: number): string {
  const residue = BigInt((divisor - (shift % divisor)) % divisor)
  return `${divisor} ${shift} ${numbers(count).filter((n) => n % BigInt(divisor) === residue).length}`
}

/** The line of `best`: the first of the largest counts. */
export function bestLine(lines: readonly string[]): string {
  const countOf = (line: string): number => Number(line.split(' ')[2])
  const most = Math.max(...lines.map(countOf))
  return `${lines.find((line) => countOf(line) === most)} of ${lines.length}`
}
