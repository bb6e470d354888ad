import {
  ActiveNodesDocument,
  CapacityDocument,
  ChainBlockDocument,
  type Client,
  type ClientOptions,
  createClient,
  MarketStatsDocument,
  PriceCandlesDocument,
  PriceIndexDocument,
  ProtocolTotalsDocument,
  SubgraphDisputesDocument,
  SubgraphMovementsDocument,
  SubgraphNodesDocument,
  SubgraphPenaltiesDocument,
  SubgraphStakeMovementsDocument,
  SubgraphTasksDocument,
  TypedDocumentString,
  WatchPriceTicksDocument,
} from '@aiigo/client'
import type { Backoff } from '@aiigo/domain'
import type { Address } from 'viem'
import type { CallOptions } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import type { Analyst, Earner, PeriodOptions, SettlementDay } from './Analyst.js'
import { readPages } from './readPages.js'

/** Where queries go. */
export interface AnalystOptions {
  /** GraphQL of the platform; it answers the subgraph's queries, too. */
  readonly apiUrl?: string
  /** The subgraph's own endpoint, for its queries; without an API that is all there is. */
  readonly subgraphUrl?: string
  /** A client of the API that is open already, such as `connection.client`; instead of `apiUrl`. */
  readonly client?: Client
  readonly fetch?: typeof fetch
  readonly backoff?: Backoff
  /** Told when the platform does not answer what is followed, which is tried again; null when it answers again. */
  readonly onOutage?: ClientOptions['onOutage']
}

const DAY_SECONDS = 86_400

const bounds = ({ since, until }: PeriodOptions, name: 'timestamp' | 'updatedAt') => ({
  ...(since === undefined ? {} : { [`${name}_gte`]: String(since) }),
  ...(until === undefined ? {} : { [`${name}_lt`]: String(until) }),
})

/**
 * An analyst of the market. Without a wallet or a session; subgraph queries go to `subgraphUrl` where it is given, else
 * to the API.
 * @throws NotRetryableError `API_URL_MISSING` when no URL and no client is given
 * @example
 * const analyst = createAnalyst({ apiUrl })
 * for (const { provider, earned } of await analyst.topEarners({ token: ETH_ADDRESS })) console.log(provider, earned)
 * await analyst.close()
 */
export function createAnalyst({ apiUrl, subgraphUrl, client, fetch, backoff, onOutage }: AnalystOptions): Analyst {
  const open = (url: string): Client =>
    createClient({
      url,
      ...(fetch ? { fetch } : {}),
      ...(backoff ? { backoff } : {}),
      ...(onOutage ? { onOutage } : {}),
    })
  const missing = (what: string) =>
    sdkError('API_URL_MISSING', `expected ${what}, there is none; give createAnalyst() one`)
  const own: Client[] = []
  const opened = (url: string | undefined): Client | undefined => {
    if (url === undefined) return undefined
    const made = open(url)
    own.push(made)
    return made
  }
  const api = client ?? opened(apiUrl)
  const graph = opened(subgraphUrl) ?? api
  if (!graph) throw missing('the URL of the API or of the subgraph')
  const subgraph = graph
  const platform = (): Client => {
    if (!api) throw missing('the URL of the API for what the subgraph does not have')
    return api
  }

  async function block(call: CallOptions = {}) {
    const { _meta } = await subgraph.execute(ChainBlockDocument, {}, call)
    if (!_meta) throw sdkError('NOT_INDEXED', 'expected the subgraph to name its block, it does not yet')
    return _meta
  }
  const newest = async (call: CallOptions): Promise<number> => (await block(call)).block.number

  const tasks: Analyst['tasks'] = (options = {}) =>
    readPages(options, async (page, call) => (await subgraph.execute(SubgraphTasksDocument, page, call)).tasks, newest)
  const movements: Analyst['movements'] = (options = {}) =>
    readPages(
      options,
      async (page, call) => (await subgraph.execute(SubgraphMovementsDocument, page, call)).escrowMovements,
      newest,
    )

  async function topEarners({ first = 10, ...period }: Parameters<Analyst['topEarners']>[0]) {
    const { token, since: _since, until: _until, ...call } = period
    const earners = new Map<Address, Earner>()
    const where = { kind: 'PROVIDER' as const, token, ...bounds(period, 'timestamp') }
    for await (const { account, amount } of movements({ ...call, where })) {
      const known = earners.get(account) ?? { provider: account, earned: 0n, tasks: 0 }
      earners.set(account, { ...known, earned: known.earned + BigInt(amount), tasks: known.tasks + 1 })
    }
    const byEarned = (a: Earner, b: Earner): number => (a.earned < b.earned ? 1 : a.earned > b.earned ? -1 : 0)
    return [...earners.values()].sort(byEarned).slice(0, first)
  }

  async function settlements(period: PeriodOptions) {
    const { token, since: _since, until: _until, ...call } = period
    const days = new Map<string, SettlementDay>()
    const where = { state: 'SETTLED' as const, token, ...bounds(period, 'updatedAt') }
    for await (const { updatedAt, cost, fee } of tasks({ ...call, where })) {
      const start = Math.floor(Number(updatedAt) / DAY_SECONDS) * DAY_SECONDS
      const day = new Date(start * 1_000).toISOString().slice(0, 10)
      const known = days.get(day) ?? { day, tasks: 0, volume: 0n, fees: 0n }
      const volume = known.volume + BigInt(cost ?? 0)
      days.set(day, { day, tasks: known.tasks + 1, volume, fees: known.fees + BigInt(fee ?? 0) })
    }
    return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
  }

  return {
    client: subgraph,
    block,
    totals: (call = {}) => subgraph.execute(ProtocolTotalsDocument, {}, call),
    tasks,
    nodes: (options = {}) =>
      readPages(
        options,
        async (page, call) => (await subgraph.execute(SubgraphNodesDocument, page, call)).nodes,
        newest,
      ),
    movements,
    penalties: (options = {}) =>
      readPages(
        options,
        async (page, call) => (await subgraph.execute(SubgraphPenaltiesDocument, page, call)).penalties,
        newest,
      ),
    stakeMovements: (options = {}) =>
      readPages(
        options,
        async (page, call) => (await subgraph.execute(SubgraphStakeMovementsDocument, page, call)).stakeMovements,
        newest,
      ),
    disputes: (options = {}) =>
      readPages(
        options,
        async (page, call) => (await subgraph.execute(SubgraphDisputesDocument, page, call)).disputes,
        newest,
      ),
    topEarners,
    settlements,
    query: (document, variables, call = {}) => {
      const typed = typeof document === 'string' ? new TypedDocumentString<never, typeof variables>(document) : document
      return subgraph.execute(typed, variables, call)
    },
    activeNodes: async ({ where, first, ...call } = {}) => {
      const variables = { where: { ...where, state: 'ACTIVE' as const }, ...(first === undefined ? {} : { first }) }
      return (await platform().execute(ActiveNodesDocument, variables, call)).nodes
    },
    prices: async (filter, call = {}) => (await platform().execute(PriceIndexDocument, filter, call)).priceIndex,
    candles: async (input, { first, ...call } = {}) => {
      const variables = { input, ...(first === undefined ? {} : { first }) }
      return (await platform().execute(PriceCandlesDocument, variables, call)).priceCandles
    },
    async *ticks(resourceType, { afterSeq, signal } = {}) {
      const variables = { resourceType, ...(afterSeq === undefined ? {} : { afterSeq }) }
      for await (const tick of platform().subscribe(WatchPriceTicksDocument, variables, signal ? { signal } : {})) {
        yield tick.priceTicks
      }
      signal?.throwIfAborted()
    },
    kpis: async (call = {}) => (await platform().execute(MarketStatsDocument, {}, call)).marketStats.kpis,
    capacity: async (filter = {}, call = {}) => (await platform().execute(CapacityDocument, filter, call)).capacity,
    async close() {
      await Promise.all(own.map((made) => made.close()))
    },
  }
}
