import { JOB_LIMITS, MATCHING_PROFILES, REGIONS, sensorSchema, TIERS } from '@aiigo/domain'
import { z } from 'zod'

const weight = z.int().min(0).max(10_000)
const nodeIds = z
  .array(z.string().regex(/^0x[0-9a-f]{16}$/, 'expected a node id (0x and 16 hex digits)'))
  .max(JOB_LIMITS.nodeList)
  .nullish()
/** GraphQL's null is a field that is left out. */
const absent = <T>(value: T | null | undefined): T | undefined => value ?? undefined
const positive = z.int().min(1).max(1_000_000).nullish().transform(absent)

/** The parts of a quote's input whose values GraphQL's types do not bound. */
export const quoteInputSchema = z.object({
  units: z.int().min(1).max(1_024),
  seconds: z.int().min(1).max(604_800),
  memoryMiB: z.int().min(1).max(67_108_864),
  regions: z.array(z.enum(REGIONS)).min(1).nullish(),
  hardware: z
    .strictObject({
      model: z.string().min(1).max(100).nullish().transform(absent),
      minVramGiB: positive,
      minRamGiB: positive,
      minBandwidthMbps: positive,
    })
    .nullish(),
  sensor: sensorSchema.nullish(),
  serves: z.boolean().nullish(),
  minTflops: z.number().positive().nullish(),
  profile: z.enum(MATCHING_PROFILES),
  weights: z
    .object({ price: weight, reputation: weight, latency: weight, uptime: weight, verifiedPower: weight })
    .refine((weights) => Object.values(weights).reduce((sum, value) => sum + value, 0) === 10_000, {
      message: 'expected five weights that add up to 10000 basis points',
    })
    .nullish(),
  fromRegion: z.enum(REGIONS).nullish(),
  maxLatencyMs: z.int().min(1).max(JOB_LIMITS.latencyMs).nullish(),
  // More than always is no SLA that anyone could keep.
  minUptimeBps: z.int().min(0).max(10_000).nullish(),
  tiers: z.array(z.enum(TIERS)).min(1).nullish(),
  allow: nodeIds,
  deny: nodeIds,
})
