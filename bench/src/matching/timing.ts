/** Value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/**
 * Microseconds of each task: its median over some rounds, all tasks once in each, so that no task finds its own data in the cache and a
 * moment in which the machine did something else does not count.
 */
export function timesOf(tasks: number, rounds: number, run: (task: number) => void): number[] {
  const times = Array.from({ length: tasks }, () => new Float64Array(rounds))
  for (let round = 0; round < rounds; round++) {
    for (let task = 0; task < tasks; task++) {
      const began = performance.now()
      run(task)
      ;(times[task] as Float64Array)[round] = (performance.now() - began) * 1_000
    }
  }
  return times.map((of) => quantile([...of], 0.5))
}
