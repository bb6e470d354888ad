import type {
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

export type IndexedBlock = NonNullable<ChainBlockQuery['_meta']>
export type ProtocolTotals = ProtocolTotalsQuery
export type TaskRow = SubgraphTasksQuery['tasks'][number]
export type NodeRow = SubgraphNodesQuery['nodes'][number]
export type MovementRow = SubgraphMovementsQuery['escrowMovements'][number]
export type PenaltyRow = SubgraphPenaltiesQuery['penalties'][number]
export type StakeMovementRow = SubgraphStakeMovementsQuery['stakeMovements'][number]
export type DisputeRow = SubgraphDisputesQuery['disputes'][number]
export type PriceRow = PriceIndexQuery['priceIndex'][number]
export type Candle = PriceCandlesQuery['priceCandles'][number]
export type PriceTick = WatchPriceTicksSubscription['priceTicks']
export type Kpi = MarketStatsQuery['marketStats']['kpis'][number]
export type Capacity = CapacityQuery['capacity']

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

export interface PeriodOptions extends CallOptions {
  /** Payment token; the zero address for ETH. */
  readonly token: Address
  /** Unix seconds, inclusive; default: the beginning. */
  readonly since?: number
  /** Unix seconds, exclusive; default: now. */
  readonly until?: number
}

export interface Earner {
  readonly provider: Address
  /** Base units of the token, after the platform's fee. */
  readonly earned: bigint
  readonly tasks: number
}

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

  /** The block up to which the subgraph has indexed. @example (await analyst.block()).block.number // 1234 */
  block(options?: CallOptions): Promise<IndexedBlock>

  /** Totals of the marketplace and of each token. @example (await analyst.totals()).protocol?.taskCount // 17 */
  totals(options?: CallOptions): Promise<ProtocolTotals>

  /**
   * Tasks in order of id, all at one block. @example for await (const task of analyst.tasks({ where: { state: 'SETTLED'
   * } })) …
   */
  tasks(options?: ListOptions<Task_Filter>): AsyncIterable<TaskRow>
  /** Nodes as the chain has them. @example for await (const node of analyst.nodes({ where: { region: 'EU' } })) … */
  nodes(options?: ListOptions<Node_Filter>): AsyncIterable<NodeRow>
  /**
   * Money moving into, inside and out of the escrow. @example for await (const row of analyst.movements({ where: {
   * kind: 'REFUND' } })) …
   */
  movements(options?: ListOptions<EscrowMovement_Filter>): AsyncIterable<MovementRow>
  /** Penalties with their reasons. @example for await (const { reason } of analyst.penalties()) … */
  penalties(options?: ListOptions<Penalty_Filter>): AsyncIterable<PenaltyRow>
  /**
   * Stake put in, taken out and slashed. @example for await (const row of analyst.stakeMovements({ where: { kind:
   * 'SLASHED' } })) …
   */
  stakeMovements(options?: ListOptions<StakeMovement_Filter>): AsyncIterable<StakeMovementRow>
  /** Objections to results and their rulings. @example for await (const { ruling } of analyst.disputes()) … */
  disputes(options?: ListOptions<Dispute_Filter>): AsyncIterable<DisputeRow>

  /**
   * The providers that earned most in a token, from the escrow's movements.
   * @param first How many; default 10.
   * @example const [best] = await analyst.topEarners({ token: ETH_ADDRESS, since })
   */
  topEarners(options: PeriodOptions & { readonly first?: number }): Promise<readonly Earner[]>

  /**
   * Settled tasks, their cost and the platform's fees, by day (UTC) of the settlement.
   * @example for (const { day, volume } of await analyst.settlements({ token })) console.log(day, volume)
   */
  settlements(options: PeriodOptions): Promise<readonly SettlementDay[]>

  /**
   * Any typed query against the subgraph's own schema.
   * @example await analyst.query(ProtocolTotalsDocument, {})
   */
  query<R, V>(document: TypedDocumentString<R, V>, variables: V, options?: CallOptions): Promise<R>

  /** The price index now. Needs the API. @throws NotRetryableError `API_URL_MISSING` */
  prices(filter: PriceIndexQueryVariables, options?: CallOptions): Promise<readonly PriceRow[]>
  /** Candles of a price index, newest first. Needs the API. @param first How many; default as in the API. */
  candles(input: PriceCandlesInput, options?: CallOptions & { readonly first?: number }): Promise<readonly Candle[]>
  /**
   * Prices as they move, over lost connections; each tick has its cursor `seq`. Needs the API.
   * @example for await (const { median, seq } of analyst.ticks('GPU', { afterSeq: saved })) console.log(median)
   */
  ticks(resourceType: ResourceType, options?: CallOptions & { readonly afterSeq?: number }): AsyncIterable<PriceTick>
  /** The platform's KPIs with their targets. Needs the API. */
  kpis(options?: CallOptions): Promise<readonly Kpi[]>
  /** Supply, demand and headroom by tier; null until they have been counted once. Needs the API. */
  capacity(
    filter?: { readonly resourceType?: ResourceType; readonly region?: string },
    options?: CallOptions,
  ): Promise<Capacity>

  /** Ends subscriptions and connections; a client that was given stays open. */
  close(): Promise<void>
}
