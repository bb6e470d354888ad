const MIB = 1_048_576
/** Larger than a processor's caches. */
const BLOCK = 256 * MIB

/**
 * Bandwidth of the memory for one thread.
 * @returns MiB that are copied from one block to another in a second, each counted once
 */
export function measureMemory(milliseconds: number): number {
  const from = Buffer.alloc(BLOCK, 1)
  const to = Buffer.alloc(BLOCK, 2)
  const started = performance.now()
  let copied = 0
  do {
    from.copy(to)
    copied += BLOCK
  } while (performance.now() - started < milliseconds)
  return Math.round(copied / MIB / ((performance.now() - started) / 1_000))
}
