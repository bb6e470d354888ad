import { statfsSync } from 'node:fs'

const MEMORY = '/dev/shm'
/** Bytes that database and chain may take. */
const NEEDED = 1_000_000_000

/** Keeps the database's files in memory where the machine has room for them: a disk would be most of the time. */
export function workInMemory(): void {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    if (bavail * bsize > NEEDED) process.env.TMPDIR = MEMORY
  } catch {
    // A machine without it works on its disk.
  }
}
