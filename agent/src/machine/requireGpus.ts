import { NotRetryableError } from '@aiigo/domain'
import { detectGpus, type Gpu, type GpuSources } from './detectGpus.js'

/**
 * The machine's graphics processors, of which a GPU node offers some.
 * @throws NotRetryableError `NO_GPU` when there are none, or fewer than are offered
 */
export async function requireGpus(units: number, sources?: GpuSources): Promise<readonly Gpu[]> {
  const found = await detectGpus(sources)
  if (found.length >= units) return found
  const seen =
    found.length === 0
      ? 'none was found by nvidia-smi, in /proc/driver/nvidia and in /sys/class/drm'
      : `${found.length} were found: ${found.map(({ model }) => model ?? 'a card without a name').join(', ')}`
  const cure =
    found.length === 0 ? 'install its driver, or set AGENT_RESOURCE_TYPE=CPU' : `set AGENT_UNITS=${found.length}`
  throw new NotRetryableError(
    'NO_GPU',
    `AGENT_RESOURCE_TYPE=GPU: expected ${units} GPUs in this machine, ${seen}; ${cure}`,
  )
}

/** Model and memory of a node of equal cards; the least memory, and no model where they differ. */
export function hardwareOf(gpus: readonly Gpu[]): { model?: string; vramGiB?: number } {
  const models = new Set(gpus.map(({ model }) => model))
  const [model] = models
  const memory = gpus.map(({ vramGiB }) => vramGiB).filter((gib) => gib !== null)
  return {
    ...(models.size === 1 && model ? { model } : {}),
    ...(gpus.length > 0 && memory.length === gpus.length ? { vramGiB: Math.min(...memory) } : {}),
  }
}
