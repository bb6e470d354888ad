import { spawn } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Architecture } from '@aiigo/domain'
import { FIRST_USER, LEAST_MEMORY_MIB } from '../containers/containerArgs.js'
import { probeImage } from '../containers/probeImage.js'
import { giveDirectory } from '../jobDirectoryOwner.js'
import { removeFolder } from '../removeFolder.js'
import { boxCommand, STATUS_FD } from './boxCommand.js'
import { clearFolder, folderPlace } from './folderPlace.js'
import { type GroupPlace, openGroupPlace } from './jobGroups.js'
import { seccompFilter } from './seccompFilter.js'

/** How processes are boxed on this machine. */
export interface FoundProcesses {
  readonly groups: GroupPlace
  /** The user of the machine that a box's user 0 is; null for the agent's own. */
  readonly user: number | null
  /** File with the filter of system calls. */
  readonly filter: string
  readonly architecture: Architecture
  /** Folder of unpacked images. */
  readonly folder: string
}

const PROBE_MS = 30_000
/** Exit code of a program that the kernel ended. */
const KILLED = 137
/** Fewer than the probe begins, and more than bubblewrap's own. */
const FEW_PROCESSES = 32

interface Attempt {
  readonly args: readonly string[]
  readonly code: number
  readonly prints?: string
}

/** Runs the probe's program once, as a job would run. @returns why that is not as it should be; null when it is */
async function tryProbe(
  found: FoundProcesses,
  root: string,
  workDir: string,
  attempt: Attempt,
): Promise<string | null> {
  const { args, code, prints = '' } = attempt
  const memoryMiB = LEAST_MEMORY_MIB * 2
  const group = await found.groups.make(`probe-${args.length}`, { memoryMiB, processes: FEW_PROCESSES, cores: 1 })
  const filter = await open(found.filter, 'r')
  try {
    const [program, ...rest] = boxCommand({
      ...{ root, workDir, limits: { memoryMiB, outputMiB: 1 }, env: {}, doors: group.doors, user: found.user },
      command: ['/probe', ...args],
    })
    const ended = await new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
      const stdio = ['ignore', 'pipe', 'pipe', 'pipe', filter.fd] as const
      const child = spawn(program, rest, { stdio: [...stdio], env: {}, timeout: PROBE_MS, killSignal: 'SIGKILL' })
      child.stdio[STATUS_FD]?.on('data', () => undefined)
      const said = { stdout: '', stderr: '' }
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream]?.on('data', (chunk: Buffer) => {
          said[stream] = (said[stream] + chunk.toString('utf8')).slice(0, 2_000)
        })
      }
      child.once('error', reject)
      child.once('close', (exitCode) => resolve({ code: exitCode, ...said }))
    })
    if (ended.code === code && ended.stdout === prints) return null
    if (args.length === 0)
      return ended.stderr.trim().split('\n').at(-1) || `the probe ended with exit code ${ended.code}`
    return `the limit of ${args.length === 1 ? 'memory' : 'processes'} does not hold (exit code ${ended.code})`
  } finally {
    await filter.close()
    await group.remove()
  }
}

/**
 * Finds out whether this machine can run images in boxes of bubblewrap whose limits hold, by running a tiny one as jobs
 * are run. What an earlier agent left in this folder, and in its control groups, is ended and removed first.
 * @param folder of this agent alone, absolute; it is emptied
 * @returns why it can not, when it can not
 */
export async function findProcesses(folder: string): Promise<FoundProcesses | { readonly reason: string }> {
  if (process.platform !== 'linux') return { reason: 'processes need Linux' }
  const architecture = ({ x64: 'amd64', arm64: 'arm64' } as const)[process.arch as string]
  if (!architecture) return { reason: `images are for x64 and arm64, this machine is ${process.arch}` }
  let groups: GroupPlace
  try {
    groups = await openGroupPlace(folder)
    await groups.clear()
  } catch (error) {
    return { reason: `this user may make no control groups, which hold the limits: ${(error as Error).message}` }
  }
  const user = process.getuid?.() === 0 ? FIRST_USER : null
  try {
    const filter = await clearFolder(folder, seccompFilter(architecture))
    const found: FoundProcesses = { groups, user, filter, architecture, folder }
    const place = folderPlace(found)
    const image = probeImage(architecture)
    const workDir = await mkdtemp(join(folder, 'probe-'))
    try {
      await giveDirectory(workDir, user)
      await place.load(image)
      const one = (attempt: Attempt) => tryProbe(found, place.rootOf(image.id), workDir, attempt)
      const reason =
        (await one({ args: [], code: 0, prints: 'ok\n' })) ??
        (await one({ args: ['memory'], code: KILLED })) ??
        (await one({ args: ['processes', 'many'], code: 0 }))
      return reason === null ? found : { reason: `bubblewrap: ${reason}` }
    } finally {
      await place.remove(image.id)
      await rm(workDir, { recursive: true, force: true })
    }
  } catch (error) {
    return { reason: (error as Error).message }
  }
}

/**
 * Removes the images that an agent has left in a folder whose owner allows no processes now. Boxes end with their
 * agent.
 * @param folder of this agent alone, absolute; it need not be there
 * @returns why some may still be there; null when none is
 */
export const removeProcesses = (folder: string): Promise<string | null> =>
  removeFolder(folder).then(
    () => null,
    (error: Error) => error.message,
  )
