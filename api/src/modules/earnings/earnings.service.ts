import { type Deployment, findPaymentToken, type PaymentToken } from '@aiigo/chain'
import {
  earningsOf,
  formatUsd,
  hourlyFromRate,
  isTimeBased,
  NotRetryableError,
  type Revenue,
  stakingRewards,
  taskRevenue,
  type UsdOracle,
} from '@aiigo/domain'
import { type PriceIndex, readIndices, type Storage } from '@aiigo/storage'
import type { ChainFacts } from '../../chain/chainFacts.js'
import { apiError } from '../../graphql/apiError.js'
import { inDollars } from '../price/usdRates.js'
import type { EarningsEstimate, EarningsInput, UsdEarnings } from './earnings.type.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  dollars: UsdOracle
}

/** Of the time, where nothing is measured: what the platform plans with. */
const ASSUMED_UTILIZATION_BPS = 6_000
const MAX_UNITS = 1_024

export type EarningsService = ReturnType<typeof createEarningsService>

/** Estimates the earnings of a device. */
export function createEarningsService({ storage, deployment, chain, dollars }: Deps) {
  function tokenOf(symbolOrAddress: string): PaymentToken {
    const token = findPaymentToken(deployment, symbolOrAddress)
    if (!token)
      throw apiError(
        'BAD_USER_INPUT',
        `expected a token this platform takes, got ${symbolOrAddress}; see platform.paymentTokens`,
      )
    return token
  }

  async function indexOf(input: EarningsInput, token: PaymentToken): Promise<PriceIndex | null> {
    const { resourceType, resourceClass, region } = input
    const query = { resourceType, resourceClass, region, token: token.address.toLowerCase() }
    return (await readIndices(storage.fork(), query))[0] ?? null
  }

  return {
    async estimate(input: EarningsInput): Promise<EarningsEstimate> {
      const token = tokenOf(input.token)
      const [priceIndex, feeBps] = await Promise.all([indexOf(input, token), chain.feeBps()])
      const priced = input.pricePerHour ?? input.rate ?? null
      if (priced === null && !priceIndex) {
        throw apiError(
          'PRICE_UNKNOWN',
          `expected a rate, or pricePerHour for GPU and CPU: nobody asks a price for ${input.resourceType} ${input.resourceClass} in ${input.region} in ${token.symbol} yet`,
        )
      }
      const measured = priceIndex?.soldBps ?? null
      const utilizationBps =
        input.utilizationBps ?? (isTimeBased(input.resourceType) ? measured || ASSUMED_UTILIZATION_BPS : 10_000)
      const rate = input.rate ?? priceIndex?.median ?? 0n
      const rewards = domain(() => stakingRewards(input.staked, input.apyBps, input.hours))
      const { gross, fee, net } = domain(() =>
        earningsOf(taskRevenue(revenueOf(input, rate, utilizationBps)), BigInt(feeBps)),
      )
      if (input.bonuses < 0n) throw apiError('BAD_USER_INPUT', `expected bonuses of 0 or more, got ${input.bonuses}`)
      return {
        token: token.address,
        symbol: token.symbol,
        decimals: token.decimals,
        gross,
        fee,
        net,
        stakingRewards: rewards,
        bonuses: input.bonuses,
        feeBps,
        utilizationBps,
        utilizationAssumed: isTimeBased(input.resourceType) && (input.utilizationBps ?? null) === null && !measured,
        indexRate: priced === null ? rate : null,
      }
    },

    async usd(estimate: EarningsEstimate): Promise<UsdEarnings> {
      const token = tokenOf(estimate.token)
      const aiigo = tokenOf('AIIGO')
      const paid = await inDollars(dollars, token)
      // AIIGO's price is needed only where there is AIIGO.
      const extra = estimate.stakingRewards + estimate.bonuses > 0n ? await inDollars(dollars, aiigo) : null
      const rewards = extra?.toUsdUnits(estimate.stakingRewards) ?? 0n
      const bonuses = extra?.toUsdUnits(estimate.bonuses) ?? 0n
      const gross = paid.toUsdUnits(estimate.gross)
      const fee = paid.toUsdUnits(estimate.fee)
      const net = gross - fee + rewards + bonuses
      const times = [paid, extra].flatMap((price) => (price?.updatedAt ? [price.updatedAt.getTime()] : []))
      return {
        gross: formatUsd(gross),
        fee: formatUsd(fee),
        stakingRewards: formatUsd(rewards),
        bonuses: formatUsd(bonuses),
        net: formatUsd(net),
        sources: [...new Set([paid, extra].flatMap((price) => (price ? [price.source] : [])))],
        updatedAt: times.length > 0 ? new Date(Math.min(...times)) : null,
      }
    },
  }
}

function revenueOf(input: EarningsInput, rate: bigint, utilizationBps: number): Revenue {
  const { resourceType, pricePerHour = null, perDay = null, hours, units } = input
  if (!isTimeBased(resourceType)) {
    if (pricePerHour !== null)
      throw apiError(
        'BAD_USER_INPUT',
        `expected a rate for ${resourceType}, which is not metered by time, not pricePerHour`,
      )
    if (perDay === null)
      throw apiError('BAD_USER_INPUT', `expected perDay for ${resourceType}: how many MB, tasks or data points a day`)
    return { kind: 'COUNTED', rate, perDay, hours, utilizationBps }
  }
  if (pricePerHour !== null && (input.rate ?? null) !== null)
    throw apiError('BAD_USER_INPUT', 'expected either pricePerHour or rate, got both')
  if (units < 1 || units > MAX_UNITS)
    throw apiError('BAD_USER_INPUT', `expected units from 1 to ${MAX_UNITS}, got ${units}`)
  if (rate < 0n) throw apiError('BAD_USER_INPUT', `rate: expected 0 or more, got ${rate}`)
  const price = pricePerHour ?? hourlyFromRate(resourceType, rate, { units })
  return { kind: 'HOURLY', pricePerHour: price, hours, utilizationBps }
}

/** Errors of the domain concern the caller's input. */
function domain<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof NotRetryableError) throw apiError('BAD_USER_INPUT', error.message)
    throw error
  }
}
