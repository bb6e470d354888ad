import { type Deployment, type PaymentToken, paymentTokens } from '@aiigo/chain'
import { formatUsd, toUsd, type UsdOracle } from '@aiigo/domain'
import type { DayLookup, DayOwner, DaySpan } from '../../chain/createDayLookup.js'
import { apiError } from '../../graphql/apiError.js'
import type { MoneyPeriod, PeriodArgs } from './period.type.js'

interface Deps {
  deployment: Deployment
  dollars: UsdOracle
  findDays: DayLookup
  now: () => number
}

const DAY_MS = 86_400_000
const MAX_DAYS = 366
const MAX_FIRST = 1_000

export type PeriodService = ReturnType<typeof createPeriodService>

/** Adds up money by period. The subgraph keeps each day's sum: a busy provider's year costs what an idle one's does. */
export function createPeriodService({ deployment, dollars, findDays, now }: Deps) {
  const tokens = paymentTokens(deployment)

  async function periodsIn(token: PaymentToken, owner: DayOwner, span: DaySpan): Promise<MoneyPeriod[]> {
    const { address, symbol, decimals } = token
    const [days, price] = await Promise.all([findDays(owner, address, span), dollars.priceOf(symbol).catch(() => null)])
    return days.map(({ startsAt, tasks, amount }) => ({
      startsAt: new Date(startsAt * 1_000),
      token: address.toLowerCase(),
      symbol,
      decimals,
      tasks,
      amount,
      usd: price && formatUsd(toUsd(amount, decimals, price)),
    }))
  }

  async function periods(owner: DayOwner, args: PeriodArgs): Promise<MoneyPeriod[]> {
    const span = spanOf(args, now())
    const found = await Promise.all(tokens.map((token) => periodsIn(token, owner, span)))
    return found
      .flat()
      .sort((a, b) => b.startsAt.getTime() - a.startsAt.getTime() || a.symbol.localeCompare(b.symbol))
      .slice(0, span.first)
  }

  return {
    earnings(args: PeriodArgs, provider: string | null, nodeId: string | null): Promise<MoneyPeriod[]> {
      if ((provider === null) === (nodeId === null)) {
        throw apiError(
          'BAD_USER_INPUT',
          `expected either provider or nodeId, got ${provider === null ? 'neither' : 'both'}`,
        )
      }
      return periods(provider === null ? ownerOf('NODE', nodeId ?? '') : ownerOf('PROVIDER', provider), args)
    },

    spending: (args: PeriodArgs, buyer: string): Promise<MoneyPeriod[]> => periods(ownerOf('BUYER', buyer), args),
  }
}

/** The subgraph refuses ids of another length only when it meets them. */
function ownerOf(kind: DayOwner['kind'], id: string): DayOwner {
  const bytes = kind === 'NODE' ? 8 : 20
  if (id.length !== 2 + 2 * bytes) throw apiError('BAD_USER_INPUT', `expected ${bytes} bytes, got ${id}`)
  return { kind, id }
}

function spanOf({ from, to = null, first }: PeriodArgs, now: number): DaySpan {
  const start = Math.floor(Date.parse(from) / DAY_MS) * DAY_MS
  const end = to === null ? now : Date.parse(to)
  if (end - start > MAX_DAYS * DAY_MS)
    throw apiError('BAD_USER_INPUT', `expected at most ${MAX_DAYS} days from "from" to "to"; ask for them in parts`)
  if (first < 1 || first > MAX_FIRST)
    throw apiError('BAD_USER_INPUT', `first: expected 1 to ${MAX_FIRST}, got ${first}`)
  return { from: start / 1_000, to: Math.ceil(end / 1_000), first }
}
