import type { Usage } from './createProcessMeter.js'

export interface MemoryTrend {
  /** Whether no part grew by more than a tenth between the two spans. */
  readonly memoryFlat: boolean
  readonly jobs: number
  /** Mean resident memory over the third and the last quarter of the jobs, MiB. */
  readonly mib: Readonly<Record<string, readonly [number, number]>>
}

export interface MemoryWatch {
  record(paid: number, processes: ReadonlyMap<string, Usage>): void
  trend(): MemoryTrend
}

/** The platform's own processes; chain and graph-node keep everything, as their real counterparts on disk. */
const WATCHED = ['api', 'worker', 'blob-gateway', 'redis']
const MOST_GROWTH = 1.1
const MIB = 1_048_576

/**
 * Watches resident memory over paid jobs. The first half does not count: code is compiled and caches fill in it.
 */
export function createMemoryWatch(): MemoryWatch {
  const samples: { paid: number; processes: ReadonlyMap<string, Usage> }[] = []
  const meanMib = (name: string, from: number, to: number): number | null => {
    const sizes = samples.flatMap(({ paid, processes }) => {
      const { rssBytes } = processes.get(name) ?? { rssBytes: 0 }
      return paid >= from && paid < to && rssBytes > 0 ? [rssBytes / MIB] : []
    })
    return sizes.length === 0 ? null : Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length)
  }
  return {
    record: (paid, processes) => void samples.push({ paid, processes }),
    trend() {
      const jobs = samples.at(-1)?.paid ?? 0
      const mib = Object.fromEntries(
        WATCHED.flatMap((name) => {
          const third = meanMib(name, jobs / 2, (jobs * 3) / 4)
          const last = meanMib(name, (jobs * 3) / 4, jobs + 1)
          return third === null || last === null ? [] : [[name, [third, last] as const] as const]
        }),
      )
      const memoryFlat = Object.values(mib).every(([third, last]) => last <= third * MOST_GROWTH)
      return { memoryFlat, jobs, mib }
    },
  }
}
