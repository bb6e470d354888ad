import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { idle } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'
import type { MachineFaultError } from './machineFault.js'

const MIB = 1_048_576
/** Below this no job is worth an offer, MiB. */
const SMALLEST_JOB_MIB = 32
/** Files that a job may make, and as many for the next one. */
const SMALLEST_JOB_FILES = 5_000
/** The first rest after a fault; it doubles with each fault that follows without a job that went well. */
const REST_MS = 30_000
const LONGEST_REST_MS = 600_000

export interface DiskWatchOptions {
  /** Folders that jobs write to: those of the agent and of temporary files. */
  readonly folders: readonly string[]
  /** Space that jobs leave free in each, MiB. */
  readonly reserveMiB: number
  /** Told each time the node has to pause, with the reason for its owner, and each time it may go on. */
  readonly onChange: (reason: string | null) => void
  readonly log: Logger
  readonly lookMs?: number
  readonly restMs?: number
}

export interface DiskWatch {
  /** Space for jobs as of the last look, MiB; 0 while the node pauses. */
  readonly freeMiB: number
  /** Why the node takes no work, for its owner; null when it does. */
  readonly reason: string | null
  look(): Promise<void>
  /** Looks again and again until aborted. */
  watch(signal: AbortSignal): Promise<void>
  /** Pauses the node: a job failed for a fault of this machine. */
  recordFault(fault: MachineFaultError): void
  /** Forgets earlier faults: a job went well. */
  recordSuccess(): void
}

interface Look {
  freeMiB: number
  reason: string | null
}

/**
 * Watches the space that jobs have. The node pauses when there is too little, and after a job that failed for a fault
 * of this machine; it goes on by itself when there is space, the rest after the fault is over, and a file can be
 * written.
 */
export function createDiskWatch(options: DiskWatchOptions): DiskWatch {
  const { folders, reserveMiB, onChange, log, lookMs = 5_000, restMs = REST_MS } = options
  let last: Look = { freeMiB: 0, reason: null }
  let fault: { error: MachineFaultError; until: number } | null = null
  let faults = 0

  async function space(folder: string): Promise<Look> {
    const { bavail, bsize, ffree, files } = await statfs(folder)
    const free = Math.floor((bavail * bsize) / MIB)
    const freeMiB = Math.max(0, free - reserveMiB)
    if (freeMiB < SMALLEST_JOB_MIB) {
      const wanted = `a job needs ${SMALLEST_JOB_MIB} MiB beside the ${reserveMiB} MiB that stay free`
      return { freeMiB, reason: `disk full: ${free} MiB are free in ${folder}; ${wanted} (AGENT_DISK_RESERVE_MIB)` }
    }
    // File systems without a fixed number of files say 0 of 0.
    const isOutOfFiles = files > 0 && ffree < SMALLEST_JOB_FILES
    return { freeMiB, reason: isOutOfFiles ? `disk full: ${ffree} more files fit into ${folder}` : null }
  }

  /** Whether a file can be written, and is on disk. */
  async function canWrite(folder: string): Promise<boolean> {
    const path = join(folder, `.aiigo-probe-${process.pid}`)
    try {
      const handle = await open(path, 'w', 0o600)
      try {
        await handle.writeFile(Buffer.alloc(MIB, 1))
        await handle.sync()
      } finally {
        await handle.close()
      }
      return true
    } catch {
      return false
    } finally {
      await rm(path, { force: true }).catch(() => undefined)
    }
  }

  async function inspect(): Promise<Look> {
    const looks = await Promise.all(
      folders.map((folder) =>
        space(folder).catch((error: NodeJS.ErrnoException): Look => {
          return { freeMiB: 0, reason: `the folder ${folder} can not be read (${error.code})` }
        }),
      ),
    )
    const freeMiB = Math.min(...looks.map((look) => look.freeMiB))
    const reason = looks.find((look) => look.reason !== null)?.reason ?? null
    if (reason !== null || fault === null) return { freeMiB, reason }
    const writable = await Promise.all(folders.map(canWrite))
    if (Date.now() >= fault.until && !writable.includes(false)) {
      fault = null
      return { freeMiB, reason: null }
    }
    const when = new Date(fault.until).toISOString()
    return { freeMiB, reason: `${fault.error.message}; it tries again from ${when} on, when a file can be written` }
  }

  function show(look: Look): void {
    const before = last.reason
    last = look
    if (before === look.reason) return
    if (look.reason === null) log.info('the node can work again')
    else log.warn({ reason: look.reason }, 'the node pauses')
    onChange(look.reason)
  }

  async function look(): Promise<void> {
    show(await inspect())
  }

  return {
    get freeMiB() {
      return last.reason === null ? last.freeMiB : 0
    },
    get reason() {
      return last.reason
    },
    look,
    async watch(signal) {
      while (!signal.aborted) {
        await look()
        await idle(lookMs, signal)
      }
    },
    recordFault(error) {
      const rest = Math.min(LONGEST_REST_MS, restMs * 2 ** faults)
      faults++
      fault = { error, until: Date.now() + rest }
      show({ ...last, reason: error.message })
    },
    recordSuccess() {
      faults = 0
    },
  }
}
