import { CLOUD_PROVIDERS } from '@aiigo/domain'
import { z } from 'zod'

const int = (max: number) => z.int().min(1).max(max)

/** What a provider may say about a device; the worker's filters read it. */
export const nodeDetailsSchema = z.strictObject({
  memoryMiB: int(67_108_864).optional(),
  hardware: z
    .strictObject({
      model: z.string().min(1).max(200).optional(),
      vramGiB: int(65_536).optional(),
      ramGiB: int(65_536).optional(),
      bandwidthMbps: int(10_000_000).optional(),
    })
    .optional(),
  tflops: z.number().positive().max(10_000_000).optional(),
  cloud: z.enum(CLOUD_PROVIDERS).optional(),
  executors: z.array(z.string().min(1).max(50)).max(10).optional(),
})
