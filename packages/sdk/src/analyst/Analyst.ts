import type {
  ActiveNodesQuery,
  CapacityQuery,
  ChainBlockQuery,
  Client,
  Dispute_Filter,
  EscrowMovement_Filter,
  MarketStatsQuery,
  Node_Filter,
  Penalty_Filter,
  PriceCandlesInput,
  PriceCandlesQuery,
  PriceIndexQuery,
  PriceIndexQueryVariables,
  ProtocolTotalsQuery,
  ResourceType,
  StakeMovement_Filter,
  SubgraphDisputesQuery,
  SubgraphMovementsQuery,
  SubgraphNodesQuery,
  SubgraphPenaltiesQuery,
  SubgraphStakeMovementsQuery,
  SubgraphTasksQuery,
  Task_Filter,
  TypedDocumentString,
  WatchPriceTicksSubscription,
} from '@aiigo/client'
import type { Address } from 'viem'
import type { CallOptions } from '../connect/Connection.js'

/** The newest block that the subgraph has indexed. */
export type IndexedBlock = NonNullable<ChainBlockQuery['_meta']>
/** Totals of the marketplace and of each token. Amounts are decimal text in base units. */
export type ProtocolTotals = ProtocolTotalsQuery
/** A task of the subgraph. Amounts are decimal text in base units; times are decimal text in Unix seconds. */
export type IndexedTask = SubgraphTasksQuery['tasks'][number]
/** A node of the subgraph. Stake is decimal text in AIIGO base units. */
export type IndexedNode = SubgraphNodesQuery['nodes'][number]
/** A node as chain and API have it together. Stake and rates are decimal text in base units. */
export type ActiveNode = ActiveNodesQuery['nodes'][number]
/** A movement of money into, inside or out of the escrow. `amount` is decimal text in base units of the token. */
export type IndexedMovement = SubgraphMovementsQuery['escrowMovements'][number]
/** A penalty of a node with its reason. */
export type IndexedPenalty = SubgraphPenaltiesQuery['penalties'][number]
/** Stake that was put in, taken out or slashed. `amount` is decimal text in AIIGO base units. */
export type IndexedStakeMovement = SubgraphStakeMovementsQuery['stakeMovements'][number]
/** An objection to a result, and its ruling. `bond` is decimal text in base units of the task's token. */
export type IndexedDispute = SubgraphDisputesQuery['disputes'][number]
/** A price index as it stands. Prices are decimal text in base units of the token. */
export type PublishedPrice = PriceIndexQuery['priceIndex'][number]
/** A price index of one hour or day. Prices are decimal text in base units of the token. */
export type Candle = PriceCandlesQuery['priceCandles'][number]
/** A change of a price index, with its cursor `seq`. */
export type PriceTick = WatchPriceTicksSubscription['priceTicks']
/** A figure of the platform with its target. */
export type Kpi = MarketStatsQuery['marketStats']['kpis'][number]
/** Supply, demand and headroom by tier; null until they have been counted once. */
export type Capacity = CapacityQuery['capacity']

/** Which rows of the subgraph are read, and how. */
export interface ListOptions<Filter> extends CallOptions {
  /** The filters of graph-node, as in the subgraph's schema. */
  readonly where?: Filter
  /** Block to read at; default: the newest indexed one when the iteration begins. */
  readonly block?: number
  /** The id of the last row that was dealt with: the iteration goes on behind it, at the same `block`. */
  readonly after?: string
  /** Rows asked for at once, 1 to 1000; default 500. */
  readonly pageSize?: number
}

/** A token and a time: `since` ≤ t < `until`. */
export interface PeriodOptions extends CallOptions {
  /** Payment token; the zero address for ETH. */
  readonly token: Address
  /** Unix seconds, inclusive; default: the beginning. */
  readonly since?: number
  /** Unix seconds, exclusive; default: now. */
  readonly until?: number
}

/** A provider with its earnings. */
export interface Earner {
  readonly provider: Address
  /** Base units of the token, after the platform's fee. */
  readonly earned: bigint
  readonly tasks: number
}

/** The settlements of one day. */
export interface SettlementDay {
  /** ISO date in UTC, such as `2026-11-28`. */
  readonly day: string
  readonly tasks: number
  /** Base units: what the tasks cost. */
  readonly volume: bigint
  /** Base units: what the platform kept. */
  readonly fees: bigint
}

/**
 * Questions about the market's history and its prices. Rows come as the subgraph has them: amounts are decimal texts in
 * base units. Figures that are worked out here are `bigint`.
 */
export interface Analyst {
  /** Where subgraph queries go. */
  readonly client: Client

  /**
   * The block up to which the subgraph has indexed.
   * @throws RetryableError `NOT_INDEXED` before its first block
   * @example (await analyst.block()).block.number // 1234
   */
  block(options?: CallOptions): Promise<IndexedBlock>

  /**
   * Totals of the marketplace and of each token.
   * @example (await analyst.totals()).protocol?.taskCount // 17
   */
  totals(options?: CallOptions): Promise<ProtocolTotals>

  /**
   * Tasks in order of id, all at one block.
   * @example
   * for await (const { id, cost } of analyst.tasks({ where: { state: 'SETTLED' } })) console.log(id, cost)
   */
  tasks(options?: ListOptions<Task_Filter>): AsyncIterable<IndexedTask>
  /**
   * Nodes as the chain has them.
   * @example
   * for await (const { id, units } of analyst.nodes({ where: { region: 'EU' } })) console.log(id, units)
   */
  nodes(options?: ListOptions<Node_Filter>): AsyncIterable<IndexedNode>
  /**
   * Money moving into, inside and out of the escrow.
   * @example
   * for await (const { account, amount } of analyst.movements({ where: { kind: 'REFUND' } })) {
   *   console.log(account, BigInt(amount))
   * }
   */
  movements(options?: ListOptions<EscrowMovement_Filter>): AsyncIterable<IndexedMovement>
  /**
   * Penalties with their reasons.
   * @example
   * for await (const { node, reason } of analyst.penalties()) console.log(node.id, reason)
   */
  penalties(options?: ListOptions<Penalty_Filter>): AsyncIterable<IndexedPenalty>
  /**
   * Stake put in, taken out and slashed.
   * @example
   * for await (const { node, amount } of analyst.stakeMovements({ where: { kind: 'SLASHED' } })) {
   *   console.log(node.id, BigInt(amount))
   * }
   */
  stakeMovements(options?: ListOptions<StakeMovement_Filter>): AsyncIterable<IndexedStakeMovement>
  /**
   * Objections to results and their rulings.
   * @example
   * for await (const { id, ruling } of analyst.disputes()) console.log(id, ruling)
   */
  disputes(options?: ListOptions<Dispute_Filter>): AsyncIterable<IndexedDispute>

  /**
   * The providers that earned most in a token, from the escrow's movements.
   * @param first How many; default 10.
   * @example const [best] = await analyst.topEarners({ token: ETH_ADDRESS, since: 1_796_000_000 })
   */
  topEarners(options: PeriodOptions & { readonly first?: number }): Promise<readonly Earner[]>

  /**
   * Settled tasks, their cost and the platform's fees, by day (UTC) of the settlement.
   * @example
   * for (const { day, volume } of await analyst.settlements({ token })) console.log(day, volume)
   */
  settlements(options: PeriodOptions): Promise<readonly SettlementDay[]>

  /**
   * Any query against the subgraph's own schema, as text or as a document that a generator has typed.
   * @example
   * type Answer = { readonly tasks: readonly { readonly id: string }[] }
   * const { tasks } = await analyst.query<Answer, object>('{ tasks(first: 5) { id } }', {})
   */
  query<R, V>(document: TypedDocumentString<R, V> | string, variables: V, options?: CallOptions): Promise<R>

  /**
   * Nodes that take jobs, with names, availability and asks. Needs the API.
   * @param options `first`: how many at most, 1 to 1000; default 100. Each one costs (docs/limits.md).
   * @throws NotRetryableError `API_URL_MISSING`
   * @example
   * const nodes = await analyst.activeNodes({ where: { resourceType: 'GPU' } })
   * for (const { name, online, asks } of nodes) console.log(name, online, asks)
   */
  activeNodes(
    options?: CallOptions & { readonly where?: Omit<Node_Filter, 'state'>; readonly first?: number },
  ): Promise<readonly ActiveNode[]>
  /**
   * The price index now. Needs the API.
   * @throws NotRetryableError `API_URL_MISSING`
   * @example
   * for (const { region, median } of await analyst.prices({ resourceType: 'GPU' })) console.log(region, median)
   */
  prices(filter: PriceIndexQueryVariables, options?: CallOptions): Promise<readonly PublishedPrice[]>
  /**
   * Candles of a price index, newest first. Needs the API.
   * @throws NotRetryableError `API_URL_MISSING`
   * @example
   * const input = { resourceType: 'CPU', granularity: 'DAY', token: 'ETH' } as const
   * for (const { startsAt, close } of await analyst.candles(input, { first: 30 })) console.log(startsAt, close)
   */
  candles(
    input: PriceCandlesInput,
    options?: CallOptions & {
      /** How many; default as in the API. */
      readonly first?: number
    },
  ): Promise<readonly Candle[]>
  /**
   * Prices as they move, over lost connections; each tick has its cursor `seq`. Needs the API.
   * @throws NotRetryableError `API_URL_MISSING`
   * @example
   * for await (const { median, seq } of analyst.ticks('GPU', { afterSeq: savedSeq })) console.log(seq, median)
   */
  ticks(resourceType: ResourceType, options?: CallOptions & { readonly afterSeq?: number }): AsyncIterable<PriceTick>
  /**
   * The platform's KPIs with their targets. Needs the API.
   * @throws NotRetryableError `API_URL_MISSING`
   * @example
   * for (const { title, value, target } of await analyst.kpis()) console.log(title, value, target)
   */
  kpis(options?: CallOptions): Promise<readonly Kpi[]>
  /**
   * Supply, demand and headroom by tier. Needs the API.
   * @returns null until they have been counted once
   * @throws NotRetryableError `API_URL_MISSING`
   * @example
   * const capacity = await analyst.capacity({ resourceType: 'GPU' })
   * for (const { region, freeUnits } of capacity?.tiers ?? []) console.log(region, freeUnits)
   */
  capacity(
    filter?: { readonly resourceType?: ResourceType; readonly region?: string },
    options?: CallOptions,
  ): Promise<Capacity>

  /**
   * Ends subscriptions and connections; a client that was given stays open.
   * @example await analyst.close()
   */
  close(): Promise<void>
}
