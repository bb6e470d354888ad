import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NotRetryableError } from '@aiigo/domain'
import type { Caps } from '../caps/capsSchema.js'
import {
  createContainerExecutor,
  createExecutorRegistry,
  createWasmExecutor,
  type Executor,
  type ExecutorRegistry,
  findContainers,
  removeContainers,
} from '../executor/index.js'

export interface FoundExecutors {
  readonly executors: ExecutorRegistry
  /**
   * Why this machine runs no containers although its owner wants them, or why it may run some of an earlier agent's
   * although its owner does not; null when neither is so.
   */
  readonly noContainers: string | null
}

export interface ExecutorSettings {
  readonly caps: Pick<Caps, 'executors'>
  /** The agent's data folder. */
  readonly dataDir: string
  /** Disk space of the images that are kept for later jobs, MiB. */
  readonly keptImagesMiB: number
}

/**
 * The executors that the owner allows and that work on this machine. One that does not work is not offered.
 * @throws NotRetryableError `NO_EXECUTOR` when none is left
 */
export async function findExecutors(settings: ExecutorSettings): Promise<FoundExecutors> {
  const allowed = settings.caps.executors ?? ['wasm']
  const executors: Record<string, Executor> = {}
  if (allowed.includes('wasm')) executors.wasm = createWasmExecutor()
  const folder = join(settings.dataDir, 'containers')
  if (!allowed.includes('container')) {
    const left = await removeContainers(folder)
    const noContainers = left === null ? null : `not allowed; an earlier run may have left containers: ${left}`
    return { executors: createExecutorRegistry(executors), noContainers }
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await findContainers(folder)
  if (!('reason' in found)) {
    executors.container = createContainerExecutor({ found, folder, keptMiB: settings.keptImagesMiB })
    return { executors: createExecutorRegistry(executors, found.architecture), noContainers: null }
  }
  if (allowed.includes('wasm')) return { executors: createExecutorRegistry(executors), noContainers: found.reason }
  throw new NotRetryableError(
    'NO_EXECUTOR',
    `expected containers to work, which are all that the limit executors allows: ${found.reason}`,
  )
}
