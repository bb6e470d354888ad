import { type Deployment, findPaymentToken } from '@aiigo/chain'
import {
  fullUsageOf,
  fundByAfter,
  isTimeBased,
  type JobSpec,
  jobIdToBytes32,
  leastBudget,
  MAX_ASSIGN_SECONDS,
  type Problem,
  parseAmount,
  RATE_DECIMALS,
  RESOURCE_TYPES,
  rateFromBudget,
  rateFromHourly,
  type TaskRequest,
  usageFromBudget,
} from '@aiigo/domain'
import type { Address, Hex } from 'viem'

export interface PlanInput {
  jobId: string
  buyer: Address
  spec: JobSpec
  specHash: Hex
  deployment: Deployment
  /** Platform fee now, basis points: the request caps it at this. */
  feeBps: number
  matcher: Address
  minWindowSeconds: number
  transferGraceSeconds: number
  /** Unix seconds. */
  now: number
  /** Jobs that it needs. */
  needs?: readonly { readonly assignBy: number; readonly workSeconds: number }[]
}

const UINT64 = 1n << 64n
const UINT96 = 1n << 96n

/**
 * The on-chain terms of a job. Amounts are exact: decimal strings become base units without rounding.
 *
 * - `maxUsage`: for GPU and CPU run limit × units, for readings their points; else what the budget buys at `maxRate`,
 *   which must be given then.
 * - `maxRate`: the budget spread over `maxUsage`, rounded down; less when a lower one, or a lower price per hour, is
 *   given.
 * - `workSeconds`: run limit + the time for transfers. `assignBy` counts from `fundBy`, which is behind the last
 *   moment of the needed jobs.
 */
export function planTask(input: PlanInput): { request: TaskRequest } | { problems: Problem[] } {
  const { spec, deployment, now } = input
  const { resources, limits, deadlines, budget } = spec
  const problems: Problem[] = []
  const problem = (code: string, field: string, message: string): void => void problems.push({ code, field, message })

  if (deadlines.windowSeconds < input.minWindowSeconds) {
    const message = `expected a challenge window of at least ${input.minWindowSeconds} seconds, got ${deadlines.windowSeconds}; raise it`
    problem('WINDOW_TOO_SHORT', 'spec.deadlines.windowSeconds', message)
  }

  const token = findPaymentToken(deployment, budget.token)
  if (!token) {
    problem(
      'TOKEN_NOT_ACCEPTED',
      'spec.budget.token',
      `expected a token this platform takes, got ${budget.token}; see platform.paymentTokens`,
    )
    return { problems }
  }
  const exact = (text: string, field: string, decimals = token.decimals): bigint | null => {
    try {
      return parseAmount(text, decimals)
    } catch (error) {
      problem('BAD_AMOUNT', field, (error as Error).message)
      return null
    }
  }
  const deposit = exact(budget.amount, 'spec.budget.amount')
  const writtenRate =
    budget.maxRate === undefined
      ? undefined
      : exact(budget.maxRate, 'spec.budget.maxRate', token.decimals + RATE_DECIMALS)
  const hourly =
    budget.maxPricePerHour === undefined ? undefined : exact(budget.maxPricePerHour, 'spec.budget.maxPricePerHour')
  if (deposit === null || writtenRate === null || hourly === null) return { problems }
  const hourlyRate = hourly === undefined ? undefined : perUnit(resources, hourly, problem)
  if (hourlyRate === null) return { problems }
  const givenRate =
    hourlyRate !== undefined && (writtenRate === undefined || hourlyRate < writtenRate) ? hourlyRate : writtenRate
  if (givenRate === 0n) {
    problem('MAX_RATE_ZERO', 'spec.budget.maxRate', 'expected a rate above 0; raise it or leave it out')
    return { problems }
  }

  const fullUsage = fullUsageOf(spec)
  // A full run at the highest rate is always within the deposit: what is metered is paid up to that only, and no
  // node should be assigned for less than it asks.
  const affordable = fullUsage === null ? givenRate : rateFromBudget(deposit, fullUsage)
  if (affordable === undefined) {
    const message = `expected a maxRate for ${resources.type}, whose usage is not bounded by time: the budget buys budget / maxRate units`
    problem('MAX_RATE_REQUIRED', 'spec.budget.maxRate', message)
    return { problems }
  }
  const maxRate = givenRate === undefined || givenRate > affordable ? affordable : givenRate
  const maxUsage = fullUsage ?? usageFromBudget(deposit, maxRate)
  if (maxRate === 0n || maxUsage === 0n) {
    const needed = fullUsage === null ? leastBudget(1n, maxRate) : leastBudget(fullUsage, 1n)
    const message = `expected a budget that pays for at least one unit of usage, ${needed} base units or more, got ${deposit}; raise it`
    problem('BUDGET_TOO_SMALL', 'spec.budget.amount', message)
    return { problems }
  }
  if (deposit >= UINT96 || maxRate >= UINT96 || maxUsage >= UINT64) {
    problem('AMOUNT_TOO_LARGE', 'spec.budget.amount', 'expected an amount that the contracts can hold; lower it')
  }
  if (problems.length > 0) return { problems }

  const fundBy = fundByAfter(now + deadlines.fundSeconds, input.needs ?? [])
  if (fundBy + deadlines.assignSeconds > now + MAX_ASSIGN_SECONDS) {
    const days = MAX_ASSIGN_SECONDS / 86_400
    const message = `expected a job that a node gets within ${days} days, got ${Math.ceil((fundBy + deadlines.assignSeconds - now) / 86_400)} days with the time of the jobs that it needs; lower their assignSeconds and run limits, or submit it later`
    problem('NEEDS_TOO_LONG', 'spec.deadlines.assignSeconds', message)
    return { problems }
  }
  return {
    request: {
      jobId: jobIdToBytes32(input.jobId),
      buyer: input.buyer,
      token: token.address.toLowerCase() as Address,
      budget: deposit,
      maxRate,
      maxUsage,
      resourceType: RESOURCE_TYPES.indexOf(resources.type),
      units: resources.units,
      workSeconds: limits.seconds + input.transferGraceSeconds,
      windowSeconds: deadlines.windowSeconds,
      fundBy,
      assignBy: fundBy + deadlines.assignSeconds,
      maxFeeBps: input.feeBps,
      matcher: input.matcher.toLowerCase() as Address,
      specHash: input.specHash,
    },
  }
}

/** The rate that a price per hour of the whole job allows, rounded down; null with a problem where there is none. */
function perUnit(
  { type, units }: JobSpec['resources'],
  pricePerHour: bigint,
  problem: (code: string, field: string, message: string) => void,
): bigint | null {
  const field = 'spec.budget.maxPricePerHour'
  if (!isTimeBased(type)) {
    problem(
      'MAX_PRICE_PER_HOUR_UNUSABLE',
      field,
      `expected a maxRate for ${type}, which is not metered by time; give that`,
    )
    return null
  }
  try {
    return rateFromHourly(type, pricePerHour, { units })
  } catch (error) {
    problem('MAX_PRICE_PER_HOUR_TOO_SMALL', field, (error as Error).message)
    return null
  }
}
