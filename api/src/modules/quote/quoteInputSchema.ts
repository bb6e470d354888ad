import { MATCHING_PROFILES, REGIONS } from '@aiigo/domain'
import { z } from 'zod'

const positive = z.int().min(1).max(1_000_000)

/** The parts of a quote's input whose values GraphQL's types do not bound. */
export const quoteInputSchema = z.object({
  units: z.int().min(1).max(1_024),
  seconds: z.int().min(1).max(604_800),
  memoryMiB: z.int().min(1).max(67_108_864),
  regions: z.array(z.enum(REGIONS)).min(1).nullish(),
  hardware: z
    .strictObject({
      model: z.string().min(1).max(100).optional(),
      minVramGiB: positive.optional(),
      minRamGiB: positive.optional(),
      minBandwidthMbps: positive.optional(),
    })
    .nullish(),
  minTflops: z.number().positive().nullish(),
  profile: z.enum(MATCHING_PROFILES),
})
