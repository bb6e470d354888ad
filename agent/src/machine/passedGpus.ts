import { NotRetryableError } from '@aiigo/domain'
import type { ExecutorRegistry } from '../executor/index.js'
import type { Gpu } from './detectGpus.js'
import { type CdiTools, findGpuDevices } from './findGpuDevices.js'

/**
 * The devices of the GPUs that a node offers to images. A node that runs no images passes none on: modules use none.
 * @param gpus that the node offers
 * @throws NotRetryableError `NO_GPU` when images run and cannot get each of them
 */
export async function passedGpus(
  gpus: readonly Gpu[],
  executors: Pick<ExecutorRegistry, 'kinds' | 'executorFor'>,
  tools?: CdiTools,
): Promise<readonly string[]> {
  if (gpus.length === 0 || !executors.kinds.includes('container')) return []
  if (executors.executorFor('container').name === 'container') return findGpuDevices(gpus, tools)
  throw new NotRetryableError(
    'NO_GPU',
    'expected Podman, which passes GPUs to images, got processes of bubblewrap; allow container in caps.executors and install Podman, or take process out of it',
  )
}
