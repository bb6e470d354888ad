import { CLOUD_PROVIDERS, NODE_SENSORS, sensorSchema } from '@aiigo/domain'
import { z } from 'zod'

const MINUTES_PER_WEEK = 10_080
const int = (max: number) => z.int().min(1).max(max)

/** The details that a provider may give about a device; the worker's filters read them. */
export const nodeDetailsSchema = z.strictObject({
  memoryMiB: int(67_108_864).optional(),
  hardware: z
    .strictObject({
      model: z.string().min(1).max(200).optional(),
      vramGiB: int(65_536).optional(),
      ramGiB: int(65_536).optional(),
      bandwidthMbps: int(10_000_000).optional(),
      sensors: z.array(sensorSchema).min(1).max(NODE_SENSORS).optional(),
    })
    .optional(),
  tflops: z.number().positive().max(10_000_000).optional(),
  cloud: z.enum(CLOUD_PROVIDERS).optional(),
  schedule: z
    .array(
      z
        .tuple([
          z
            .int()
            .min(0)
            .max(MINUTES_PER_WEEK - 1),
          z.int().min(1).max(MINUTES_PER_WEEK),
        ])
        .refine(
          ([from, to]) => from < to,
          'expected windows that end after they begin; write one over the week’s end as two',
        ),
    )
    .min(1)
    .max(64)
    .optional(),
  executors: z.array(z.string().min(1).max(50)).max(10).optional(),
})
