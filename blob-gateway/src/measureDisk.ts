import { statfs } from 'node:fs/promises'
import type { Metrics } from '@aiigo/service'

/** Serves the size and the free space of the disk that has a folder. */
export function measureDisk(metrics: Metrics, folder: string): void {
  metrics.gauge('aiigo_blob_disk_free_bytes', async (gauge) => {
    const { bavail, bsize } = await statfs(folder)
    gauge.set(bavail * bsize)
  })
  metrics.gauge('aiigo_blob_disk_bytes', async (gauge) => {
    const { blocks, bsize } = await statfs(folder)
    gauge.set(blocks * bsize)
  })
}
