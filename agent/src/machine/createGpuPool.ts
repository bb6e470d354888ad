import { NotRetryableError } from '@aiigo/domain'

/** GPUs of a job, which no other job has until they are released. */
export interface GpuLease {
  /** Names of the devices for Podman, such as `nvidia.com/gpu=0`. */
  readonly devices: readonly string[]
  /** Gives them back; a second call changes nothing. */
  release(): void
}

export interface GpuPool {
  readonly free: number
  /** @throws NotRetryableError `NO_GPU` when fewer are free */
  take(count: number): GpuLease
}

/**
 * The GPUs that a node offers, each to one job at a time.
 * @param devices names of the devices, each once
 * @example createGpuPool(['nvidia.com/gpu=0', 'nvidia.com/gpu=1']).take(1).devices // ['nvidia.com/gpu=0']
 */
export function createGpuPool(devices: readonly string[]): GpuPool {
  const free = new Set(devices)
  return {
    get free() {
      return free.size
    },
    take(count) {
      if (free.size < count) throw new NotRetryableError('NO_GPU', `expected ${count} free GPUs, ${free.size} are free`)
      const taken = [...free].slice(0, count)
      for (const device of taken) free.delete(device)
      let isReleased = false
      return {
        devices: taken,
        release() {
          if (!isReleased) for (const device of taken) free.add(device)
          isReleased = true
        },
      }
    },
  }
}
