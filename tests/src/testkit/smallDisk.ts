import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const MIB = 1_048_576
const SIZE_MIB = 120

/** A disk that tests can fill. */
export interface SmallDisk {
  /** The settings of an agent that has this disk. */
  readonly agentEnv: Record<string, string>
  /** Fills it: to the last byte where the file system is the test's own, else up to what the agent leaves free. */
  fill(): Promise<void>
  /** Whether `fill` leaves nothing. */
  readonly isOwn: boolean
  empty(): Promise<void>
  remove(): Promise<void>
}

/**
 * A file system of its own in memory. Where the user may not mount one, it is a folder of the shared memory, and all
 * but some space of that is the agent's reserve.
 */
export async function makeSmallDisk(folder: string): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true })
  const isOwn = await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'aiigo-test', folder]).then(
    () => true,
    () => false,
  )
  const place = isOwn ? folder : await mkdtemp('/dev/shm/aiigo-disk-')
  const free = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(place)
    return Math.floor((bavail * bsize) / MIB)
  }
  const reserveMiB = isOwn ? 0 : Math.max(0, (await free()) - SIZE_MIB)
  const filler = join(place, 'filler')
  return {
    agentEnv: { AGENT_DATA_DIR: join(place, 'agent'), AGENT_DISK_RESERVE_MIB: String(reserveMiB) },
    isOwn,
    async fill() {
      const handle = await open(filler, 'w')
      const part = Buffer.alloc(MIB / 4, 1)
      try {
        while (isOwn || (await free()) > reserveMiB) await handle.appendFile(part)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        await handle.close()
      }
    },
    empty: () => rm(filler, { force: true }),
    async remove() {
      if (isOwn) await run('umount', ['-l', folder])
      else await rm(place, { recursive: true, force: true })
    },
  }
}
