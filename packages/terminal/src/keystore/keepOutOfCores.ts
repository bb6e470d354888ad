import { writeFileSync } from 'node:fs'

/** Bits of core(5): which parts of the memory a core file has. */
const NOTHING = '0'

/**
 * Leaves the memory of this process out of its core file, before a password or a key is in it. Elsewhere than on Linux
 * nothing is done.
 */
export function keepOutOfCores(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', NOTHING)
  } catch {
    // There is no such file here: the system's own rules hold.
  }
}
