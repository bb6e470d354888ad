import {
  InvalidInputError,
  JOB_LIMITS,
  type Problem,
  REGIONS,
  RESOURCE_TYPES,
  TIERS,
  TRUST_LEVELS,
} from '@aiigo/domain'
import { ACCESS, type MatchRequest, type Weights } from './types.js'
import { isRate } from './validateNode.js'
import { weightsOf } from './weights.js'

/** Units that one node can offer, so that one request can ask for. */
export const MOST_UNITS = 32_767
/** Providers, beside the buyer, that a request can leave out. */
export const MOST_PROVIDERS = 14

/** Made once: a request that is sound needs none of them. */
const ONE_OF = {
  resourceTypes: RESOURCE_TYPES.join(', '),
  regions: REGIONS.join(', '),
  tiers: TIERS.join(', '),
  trustLevels: TRUST_LEVELS.join(', '),
  access: ACCESS.join(', '),
}

const isOneOf = (values: readonly unknown[], value: unknown): boolean => values.includes(value)
const isPositive = (value: unknown): boolean => Number.isFinite(value) && (value as number) > 0

/**
 * Refuses a request that means nothing, before anything is searched.
 * @returns the request's weights
 * @throws InvalidInputError listing every problem
 * @throws NotRetryableError when own weights are wrong
 */
export function validateRequest(request: MatchRequest, k = 0): Weights {
  const weights = weightsOf(request.weights)
  const problems: Problem[] = []
  const check = (field: string, value: unknown, valid: boolean, expected: string): void => {
    if (!valid) problems.push({ code: 'BAD_REQUEST', field, message: `expected ${expected}, got ${shown(value)}` })
  }
  const optional = (field: string, value: unknown, valid: boolean, expected: string): void =>
    check(field, value, value === undefined || valid, expected)
  const { hardware = {} } = request
  check('k', k, Number.isInteger(k) && k >= 0 && k <= 1_000, 'a whole number from 0 to 1000')
  check('resourceType', request.resourceType, RESOURCE_TYPES.includes(request.resourceType), ONE_OF.resourceTypes)
  check(
    'units',
    request.units,
    Number.isInteger(request.units) && request.units > 0 && request.units <= MOST_UNITS,
    `a whole number from 1 to ${MOST_UNITS}`,
  )
  check('token', request.token, typeof request.token === 'string' && request.token !== '', "a token's address")
  check('maxRate', request.maxRate, typeof request.maxRate === 'bigint' && isRate(request.maxRate), RATE_EXPECTED)
  optional(
    'priceScale',
    request.priceScale,
    typeof request.priceScale === 'bigint' && isRate(request.priceScale) && request.priceScale > 0n,
    'a rate above 0',
  )
  const { otherProviders = [] } = request
  check(
    'otherProviders',
    otherProviders.length,
    otherProviders.length <= MOST_PROVIDERS,
    `at most ${MOST_PROVIDERS} providers`,
  )
  check('memoryMiB', request.memoryMiB, isPositive(request.memoryMiB), 'a number above 0')
  for (const region of request.regions ?? []) check('regions', region, REGIONS.includes(region), ONE_OF.regions)
  optional('fromRegion', request.fromRegion, isOneOf(REGIONS, request.fromRegion), ONE_OF.regions)
  for (const tier of request.tiers ?? []) check('tiers', tier, TIERS.includes(tier), ONE_OF.tiers)
  optional('minTrustLevel', request.minTrustLevel, isOneOf(TRUST_LEVELS, request.minTrustLevel), ONE_OF.trustLevels)
  optional('access', request.access, isOneOf(ACCESS, request.access), ONE_OF.access)
  optional(
    'minUptimeBps',
    request.minUptimeBps,
    Number.isFinite(request.minUptimeBps) &&
      (request.minUptimeBps as number) >= 0 &&
      (request.minUptimeBps as number) <= 10_000,
    '0 to 10000 basis points; no node can be up more than all the time',
  )
  optional(
    'maxLatencyMs',
    request.maxLatencyMs,
    Number.isFinite(request.maxLatencyMs) &&
      (request.maxLatencyMs as number) >= 0 &&
      (request.maxLatencyMs as number) <= JOB_LIMITS.latencyMs,
    `0 to ${JOB_LIMITS.latencyMs} milliseconds`,
  )
  optional('startAt', request.startAt, Number.isFinite(request.startAt), 'epoch milliseconds')
  optional(
    'seconds',
    request.seconds,
    Number.isFinite(request.seconds) && (request.seconds as number) >= 0,
    'seconds from 0',
  )
  optional('hardware.sensor', hardware.sensor, typeof hardware.sensor === 'string', 'the name of a sensor')
  optional('hardware.serves', hardware.serves, hardware.serves === true, 'true')
  optional('hardware.minVramGiB', hardware.minVramGiB, isPositive(hardware.minVramGiB), 'a number above 0')
  optional('hardware.minRamGiB', hardware.minRamGiB, isPositive(hardware.minRamGiB), 'a number above 0')
  optional(
    'hardware.minBandwidthMbps',
    hardware.minBandwidthMbps,
    isPositive(hardware.minBandwidthMbps),
    'a number above 0',
  )
  optional('minTflops', request.minTflops, isPositive(request.minTflops), 'a number above 0')
  optional(
    'tieSeed',
    request.tieSeed,
    Number.isInteger(request.tieSeed) && (request.tieSeed as number) >= 0 && (request.tieSeed as number) < 2 ** 32,
    'an unsigned 32-bit number',
  )
  if (problems.length > 0) throw new InvalidInputError(problems)
  return weights
}

const RATE_EXPECTED = 'a bigint from 0 and below 2^120'

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
