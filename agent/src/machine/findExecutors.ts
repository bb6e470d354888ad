import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Architecture, NotRetryableError } from '@aiigo/domain'
import type { Caps } from '../caps/capsSchema.js'
import {
  createContainerExecutor,
  createExecutorRegistry,
  createProcessExecutor,
  createWasmExecutor,
  type Executor,
  type ExecutorRegistry,
  findContainers,
  findProcesses,
  removeContainers,
  removeProcesses,
} from '../executor/index.js'
import { createReadingsExecutor } from '../readings/createReadingsExecutor.js'
import type { SoldSensor } from '../sensors/findSensors.js'

export interface FoundExecutors {
  readonly executors: ExecutorRegistry
  /**
   * Why this machine runs no images although its owner wants them, or why it may run some of an earlier agent's
   * although its owner does not; null when neither is so.
   */
  readonly noContainers: string | null
}

export interface ExecutorSettings {
  readonly caps: Pick<Caps, 'executors'>
  /** The agent's data folder. */
  readonly dataDir: string
  /** Sensors that the node sells readings of; none unless given. */
  readonly sensors?: readonly SoldSensor[]
  /** Disk space of the images that are kept for later jobs, MiB. */
  readonly keptImagesMiB: number
}

/** The executor of images, and the kind of processor that they are for. */
interface ImageExecutor {
  readonly container: Executor
  readonly architecture: Architecture
}

type Found = ImageExecutor | { readonly reason: string }

async function byPodman(folder: string, keptMiB: number): Promise<Found> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await findContainers(folder)
  if ('reason' in found) return found
  return { container: createContainerExecutor({ found, folder, keptMiB }), architecture: found.architecture }
}

async function byBubblewrap(folder: string, keptMiB: number): Promise<Found> {
  const found = await findProcesses(folder)
  if ('reason' in found) return found
  return { container: createProcessExecutor({ found, keptMiB }), architecture: found.architecture }
}

/**
 * The executors that the owner allows and that work on this machine. One that does not work is not offered. Images run
 * by Podman where it is allowed and works, else as processes where these are allowed and work.
 * @throws NotRetryableError `NO_EXECUTOR` when none is left
 */
export async function findExecutors(settings: ExecutorSettings): Promise<FoundExecutors> {
  const { dataDir, keptImagesMiB } = settings
  const allowed = settings.caps.executors ?? ['wasm']
  const executors: Record<string, Executor> = {}
  if (allowed.includes('wasm')) executors.wasm = createWasmExecutor()
  if (settings.sensors?.length) executors.readings = createReadingsExecutor(settings.sensors)
  const [containers, processes] = [join(dataDir, 'containers'), join(dataDir, 'processes')]
  const reasons: string[] = []
  const tried: [(folder: string, keptMiB: number) => Promise<Found>, string][] = []
  if (allowed.includes('container')) tried.push([byPodman, containers])
  else {
    const left = await removeContainers(containers)
    if (left !== null) reasons.push(`not allowed; an earlier run may have left containers: ${left}`)
  }
  if (allowed.includes('process')) tried.push([byBubblewrap, processes])
  else {
    const left = await removeProcesses(processes)
    if (left !== null) reasons.push(`not allowed; an earlier run may have left images of processes: ${left}`)
  }
  const failures: string[] = []
  for (const [find, folder] of tried) {
    const found = await find(folder, keptImagesMiB)
    if ('reason' in found) {
      failures.push(found.reason)
      continue
    }
    executors.container = found.container
    // Images run in one way only; those of another way, which an earlier run kept, take room for nothing.
    if (folder !== processes && allowed.includes('process')) {
      const left = await removeProcesses(processes)
      if (left !== null) reasons.push(`run by Podman; an earlier run may have left images of processes: ${left}`)
    }
    return {
      executors: createExecutorRegistry(executors, found.architecture),
      noContainers: reasons.length > 0 ? reasons.join('; ') : null,
    }
  }
  const all = [...failures, ...reasons]
  if (Object.keys(executors).length > 0) {
    return { executors: createExecutorRegistry(executors), noContainers: all.length > 0 ? all.join('; ') : null }
  }
  throw new NotRetryableError(
    'NO_EXECUTOR',
    `expected images to run, which are all that the limit executors allows: ${all.join('; ')}`,
  )
}
