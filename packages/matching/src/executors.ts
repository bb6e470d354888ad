import { ARCHITECTURES, executorOf, executorsOf } from '@aiigo/domain'

/** The executors that matching knows; those of a node are a bit each. */
export const EXECUTORS = [
  executorOf({ kind: 'wasm' }),
  ...ARCHITECTURES.map((architecture) => executorOf({ kind: 'container', architecture })),
]

/** Sets of executors. A search goes through all that match, in each region: the kernel has room for 128 parts. */
export const EXECUTOR_SETS = 1 << EXECUTORS.length
const MODULES = 1

/** The executors of a node as bits; one that says none has that of modules. */
export function maskOf(executors: readonly string[] | undefined): number {
  return executorsOf({ executors }).reduce((mask, name) => {
    const bit = EXECUTORS.indexOf(name)
    return bit < 0 ? mask : mask | (1 << bit)
  }, 0)
}

/** The same as names; undefined for modules alone, which is what a node has that says nothing. */
export function knownExecutors(mask: number): readonly string[] | undefined {
  return mask === MODULES ? undefined : EXECUTORS.filter((_, bit) => (mask & (1 << bit)) !== 0)
}

/** Whether one of a node's executors is what a program needs. */
export function canRun(mask: number, executor: string | undefined): boolean {
  if (executor === undefined) return true
  const bit = EXECUTORS.indexOf(executor)
  return bit >= 0 && (mask & (1 << bit)) !== 0
}
