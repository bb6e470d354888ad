import { execFile } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const MIB = 1_048_576
const PIECE_MIB = 4
/** A slow disk writes no more than it can in the time. */
const MOST_MIB = 512
const READ_MS = 60_000

export interface DiskRate {
  /** MiB a second that are on the disk, not in memory alone: the file is flushed before the clock stops. */
  readonly writeMiBPerSecond: number
  /** MiB a second, past the memory of the system (`dd iflag=direct`); null where the file system has no such reads. */
  readonly readMiBPerSecond: number | null
}

/**
 * Throughput of the disk below a folder: a file of at most 512 MiB of random bytes, in pieces of 4 MiB.
 * @param folder where a folder of its own is made and removed
 * @throws the system's errors, ENOSPC among them
 */
export async function measureDisk(folder: string, milliseconds: number): Promise<DiskRate> {
  const own = await mkdtemp(join(folder, 'benchmark-'))
  const path = join(own, 'file')
  try {
    // Random, or a disk that packs would write less.
    const piece = randomFillSync(Buffer.alloc(PIECE_MIB * MIB))
    const file = await open(path, 'w', 0o600)
    let written = 0
    const started = performance.now()
    try {
      do {
        piece.writeUInt32LE(written, 0)
        await file.write(piece)
        written += PIECE_MIB
        // Bytes that the system holds back would be written after the time.
        await file.datasync()
      } while (written < MOST_MIB && performance.now() - started < milliseconds)
    } finally {
      await file.close()
    }
    const writeMiBPerSecond = Math.round(written / ((performance.now() - started) / 1_000))
    const began = performance.now()
    const args = [`if=${path}`, 'of=/dev/null', `bs=${PIECE_MIB * MIB}`, 'iflag=direct']
    const isRead = await promisify(execFile)('dd', args, { timeout: READ_MS }).then(
      () => true,
      () => false,
    )
    const seconds = (performance.now() - began) / 1_000
    return { writeMiBPerSecond, readMiBPerSecond: isRead ? Math.round(written / seconds) : null }
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}
