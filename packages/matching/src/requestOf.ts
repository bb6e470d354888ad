import { executorOf, type JobSpec } from '@aiigo/domain'
import type { MatchRequest } from './types.js'

/** The request of a stored job; what the specification leaves open comes in `job`. */
export function requestOf(
  spec: JobSpec,
  job: Pick<MatchRequest, 'buyer' | 'token' | 'maxRate' | 'access'> & {
    tried?: readonly string[]
    otherProviders?: readonly string[]
  },
): MatchRequest {
  const { resources, program } = spec
  const isReadings = program.kind === 'readings'
  const isServing = program.kind === 'serve'
  const serves = isServing ? { ...resources.hardware, serves: true as const } : resources.hardware
  return {
    buyer: job.buyer,
    token: job.token,
    maxRate: job.maxRate,
    access: job.access,
    tried: job.tried ?? [],
    otherProviders: job.otherProviders ?? [],
    resourceType: resources.type,
    units: resources.units,
    // Readings begin no process: the memory of a program is not asked for.
    memoryMiB: isReadings ? 1 : resources.memoryMiB,
    regions: resources.region,
    hardware: isReadings ? { ...resources.hardware, sensor: program.sensor } : serves,
    minTrustLevel: resources.minTrustLevel,
    minTflops: resources.minTflops,
    // A node that sells readings of the sensor can read it; the match index has room for few executors.
    executor: isReadings || isServing ? undefined : executorOf(program),
    minUptimeBps: resources.minUptimeBps,
    fromRegion: resources.fromRegion,
    maxLatencyMs: resources.maxLatencyMs,
    tiers: resources.tiers,
    allow: spec.allow,
    deny: spec.deny,
    weights: spec.weights ?? spec.profile ?? 'balanced',
  }
}
