/** Value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/**
 * Microseconds of each task: its median over some rounds, all tasks once in each, so that no task finds its own data in
 * the cache and a moment in which the machine did something else does not count.
 */
export function timesOf(tasks: number, rounds: number, run: (task: number) => void): number[] {
  return roundsOf(tasks, rounds, run).map((of) => quantile(of, 0.5))
}

/** The same, the best of each task's rounds: what it takes when nothing disturbs, for comparing single tasks. */
export function bestTimesOf(tasks: number, rounds: number, run: (task: number) => void): number[] {
  return roundsOf(tasks, rounds, run).map((of) => Math.min(...of))
}

function roundsOf(tasks: number, rounds: number, run: (task: number) => void): number[][] {
  const times: number[][] = Array.from({ length: tasks }, () => [])
  for (let round = 0; round < rounds; round++) {
    times.forEach((of, task) => {
      const began = performance.now()
      run(task)
      of.push((performance.now() - began) * 1_000)
    })
  }
  return times
}
