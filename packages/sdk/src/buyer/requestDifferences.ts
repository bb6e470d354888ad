import {
  fullUsageOf,
  fundByAfter,
  isTimeBased,
  type JobSpec,
  jobIdToBytes32,
  parseAmount,
  RATE_DECIMALS,
  RESOURCE_TYPES,
  rateFromBudget,
  rateFromHourly,
  specHashOf,
  type TaskRequest,
  usageFromBudget,
} from '@aiigo/domain'
import type { Address } from 'viem'
import type { PaymentToken, Platform } from '../connect/Connection.js'
import { sha256OfText } from '../sha256.js'

export interface ExpectedRequest {
  readonly jobId: string
  readonly buyer: Address
  readonly spec: JobSpec
  readonly token: PaymentToken
  /** Platform fee as the contract has it now, basis points. */
  readonly feeBps: number
  readonly rules: Pick<Platform, 'matcher' | 'transferGraceSeconds'>
  /** Unix seconds by the platform's clock, as it was at the sign-in. */
  readonly now: number
  /** Requests of the jobs that it needs. */
  readonly needs?: readonly Pick<TaskRequest, 'assignBy' | 'workSeconds'>[]
}

/** How far the API's clock may have moved ahead since then, and what the answer took, seconds. */
const CLOCK_SECONDS = 120

/**
 * The highest rate that the buyer agreed to, base units of the token per `RATE_SCALE` units of usage; null where only
 * the budget bounds it.
 */
function highestRate(spec: JobSpec, decimals: number): bigint | null {
  const { budget, resources } = spec
  const full = fullUsageOf(spec)
  const bounds: bigint[] = []
  if (budget.maxRate !== undefined) bounds.push(parseAmount(budget.maxRate, decimals + RATE_DECIMALS))
  if (budget.maxPricePerHour !== undefined && isTimeBased(resources.type)) {
    const hourly = parseAmount(budget.maxPricePerHour, decimals)
    bounds.push(rateFromHourly(resources.type, hourly, { units: resources.units }))
  }
  if (full !== null) bounds.push(rateFromBudget(parseAmount(budget.amount, decimals), full))
  return bounds.reduce<bigint | null>((least, bound) => (least === null || bound < least ? bound : least), null)
}

/**
 * The request that a wallet may pay for, computed from the buyer's own specification.
 * @returns each difference, in words.
 */
export function requestDifferences(request: TaskRequest, expected: ExpectedRequest): readonly string[] {
  const { jobId, buyer, spec, token, feeBps, rules, now, needs = [] } = expected
  const { resources, limits, deadlines, budget } = spec
  const rate = highestRate(spec, token.decimals)
  const usage = fullUsageOf(spec) ?? (rate && usageFromBudget(parseAmount(budget.amount, token.decimals), rate))
  const equal: [name: string, asked: unknown, got: unknown][] = [
    ['jobId', jobIdToBytes32(jobId), request.jobId],
    ['buyer', buyer.toLowerCase(), request.buyer.toLowerCase()],
    ['token', token.address.toLowerCase(), request.token.toLowerCase()],
    ['budget', parseAmount(budget.amount, token.decimals), request.budget],
    ['maxUsage', usage, request.maxUsage],
    ['resourceType', RESOURCE_TYPES.indexOf(resources.type), request.resourceType],
    ['units', resources.units, request.units],
    ['specHash', specHashOf(spec, sha256OfText), request.specHash],
    ['windowSeconds', deadlines.windowSeconds, request.windowSeconds],
    ['workSeconds', limits.seconds + rules.transferGraceSeconds, request.workSeconds],
    ['assignBy', request.fundBy + deadlines.assignSeconds, request.assignBy],
    ['matcher', rules.matcher.toLowerCase(), request.matcher.toLowerCase()],
  ]
  const fundBy = fundByAfter(now + deadlines.fundSeconds + CLOCK_SECONDS, needs)
  const atMost: [name: string, asked: bigint | number | null, got: bigint | number][] = [
    ['maxRate', rate, request.maxRate],
    ['maxFeeBps', feeBps, request.maxFeeBps],
    ['fundBy', fundBy, request.fundBy],
  ]
  return [
    ...equal
      .filter(([, asked, got]) => asked !== got)
      .map(([name, asked, got]) => `${name}: asked ${asked}, got ${got}`),
    ...atMost
      .filter(([, asked, got]) => asked === null || got > asked)
      .map(([name, asked, got]) => `${name}: asked at most ${asked}, got ${got}`),
  ]
}
