import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { NotRetryableError } from '@aiigo/domain'
import type { Gpu } from './detectGpus.js'

export interface CdiTools {
  /** Default `nvidia-ctk`. */
  readonly nvidiaCtk?: string
  /** Default `amd-ctk`. */
  readonly amdCtk?: string
}

const run = promisify(execFile)
const TOOL_MS = 10_000
/** A device as the Container Device Interface names it, on a line of its own. */
const DEVICE = /^\s*([a-z0-9.-]+\/[\w.-]+=[\w.:-]+)\s*$/gm

async function listedBy(command: string): Promise<string[]> {
  const { stdout } = await run(command, ['cdi', 'list'], { timeout: TOOL_MS }).catch(() => ({ stdout: '' }))
  return [...stdout.matchAll(DEVICE)].map(([, name]) => name as string)
}

/**
 * The devices by which Podman passes GPUs to a container, as the makers' toolkits list them.
 * @param gpus as `detectGpus` has found them
 * @returns a name for each, in the same order
 * @throws NotRetryableError `NO_GPU` when one has none: a job would pay for a GPU that it does not see
 */
export async function findGpuDevices(gpus: readonly Gpu[], tools: CdiTools = {}): Promise<readonly string[]> {
  const listed = new Set(
    (await Promise.all([listedBy(tools.nvidiaCtk ?? 'nvidia-ctk'), listedBy(tools.amdCtk ?? 'amd-ctk')])).flat(),
  )
  const named = gpus.map(({ ids }) => ids.find((id) => listed.has(id)) ?? null)
  const missing = gpus.filter((_, at) => named[at] === null)
  if (missing.length === 0) return named.filter((name) => name !== null)
  const names = missing.map(({ model }) => model ?? 'a card without a name').join(', ')
  throw new NotRetryableError(
    'NO_GPU',
    `expected a CDI device for each GPU, got none for ${names}; run "nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml" (AMD: "amd-ctk cdi generate"), or take container out of caps.executors`,
  )
}
