import {
  type Availability,
  type MatchingProfile,
  NODE_STATES,
  type Region,
  type ResourceType,
  type Tier,
  type TrustLevel,
} from '@aiigo/domain'

/** Where a node is in its life cycle; UNSHOWN: ACTIVE, but nothing shows that it is of its type. */
export const MATCH_STATES = [...NODE_STATES, 'UNSHOWN'] as const
export type MatchState = (typeof MATCH_STATES)[number]

/** A node as matching sees it. */
export interface MatchNode {
  /** 0x and 16 hex digits. */
  id: string
  /** Wallet, lower case. */
  provider: string
  resourceType: ResourceType
  state: MatchState
  availability: Availability
  online: boolean
  /** Units not promised to any attempt. */
  freeUnits: number
  region: string
  tier: Tier
  trustLevel: TrustLevel
  /** 0-10 000. */
  reputation: number
  /**
   * Rate by token (lower case), base units per million units of usage as decimal string; '0' or absent: not offered.
   */
  asks: Readonly<Record<string, string>>
  /** MiB a job may use; null when the node doesn't say. */
  memoryMiB: number | null
  hardware: Hardware
  tflops: number | null
  /** Its verified power: the rate of its proofs of work and its benchmark (`verifiedPowerOf`). */
  hashesPerSecond: bigint
  /** Measured against the platform, milliseconds. */
  roundTripMs: number | null
  /** Basis points. */
  uptimeBps: number
  /** Executors of programs that it has, as `EXECUTORS` names them; absent: that of modules. */
  executors?: readonly string[] | undefined
  /** When the node takes work, in minutes of the week (UTC, Monday 00:00 is 0); absent or null: always. */
  schedule?: Schedule | null | undefined
}

/**
 * Weekly windows `[from, to)` in minutes of the week, 0 to 10 080; one that crosses the week's end is written as two.
 */
export type Schedule = readonly (readonly [from: number, to: number])[]

/**
 * The trust that a task requires: small tasks any node with stake, standard ones VERIFIED and up, and so on (see
 * `ACCESS`).
 */
export const ACCESS = ['SMALL', 'STANDARD', 'ENTERPRISE', 'DIRECT'] as const
export type Access = (typeof ACCESS)[number]

export interface Hardware {
  model?: string | undefined
  vramGiB?: number | undefined
  ramGiB?: number | undefined
  bandwidthMbps?: number | undefined
  /** Names of the sensors whose readings it sells. */
  sensors?: readonly string[] | undefined
  /** Whether it serves files to readers; absent: it does not. */
  serves?: true | undefined
}

/** Weights of the five terms in basis points; they add up to 10 000. */
export type Weights = Readonly<Record<Term, number>>

export const TERMS = ['price', 'reputation', 'latency', 'uptime', 'verifiedPower'] as const
export type Term = (typeof TERMS)[number]

/** The requirements of a job. */
export interface MatchRequest {
  /** Wallet, lower case: no provider works for itself. */
  buyer: string
  resourceType: ResourceType
  units: number
  /** Payment token, lower case. */
  token: string
  /** Base units per million units of usage. */
  maxRate: bigint
  /**
   * Rate at which the price term is 0, base units per million units of usage; absent: `maxRate`. For requests without a
   * limit of their own.
   */
  priceScale?: bigint | undefined
  memoryMiB: number
  /** Only these; absent: any. */
  regions?: readonly Region[] | undefined
  /** Where latency is measured from; absent: from the platform. */
  fromRegion?: Region | undefined
  /** Highest expected round trip, milliseconds. */
  maxLatencyMs?: number | undefined
  /** SLA: least share of recent time online, basis points. */
  minUptimeBps?: number | undefined
  /** Kind of contract; absent: any trust level may take it. */
  access?: Access | undefined
  /** When the work would start, epoch milliseconds; absent: schedules are not looked at. */
  startAt?: number | undefined
  /** How long it may take, seconds: it has to fit into the node's window. */
  seconds?: number | undefined
  tiers?: readonly Tier[] | undefined
  minTrustLevel?: TrustLevel | undefined
  hardware?:
    | {
        model?: string | undefined
        minVramGiB?: number | undefined
        minRamGiB?: number | undefined
        minBandwidthMbps?: number | undefined
        /** Name of a sensor that the node sells readings of. */
        sensor?: string | undefined
        /** Whether the node has to serve files to readers. */
        serves?: true | undefined
      }
    | undefined
  minTflops?: number | undefined
  /** The executor that the program needs; absent: any node can run it. */
  executor?: string | undefined
  /** When not empty, only these nodes. */
  allow: readonly string[]
  deny: readonly string[]
  /** Nodes that already had an attempt at the job: never again. */
  tried: readonly string[]
  /** Providers of the job's other replicas, lower case, at most `MOST_PROVIDERS`: each gets one. */
  otherProviders?: readonly string[] | undefined
  /** Nodes left alone for a while after failures (see `coolingNodes`). */
  cooling?: readonly string[] | undefined
  /**
   * Spreads work among nodes of equal score: their order is shuffled by it, reproducibly. Absent: by node id. Unsigned
   * 32 bits.
   */
  tieSeed?: number | undefined
  /** Own weights, or a profile. */
  weights: Weights | MatchingProfile
}

/**
 * A node that fits, with the breakdown of its score. `total` and `terms` in fixed point: 1 000 000 is 1, rounded down.
 */
export interface RankedNode {
  nodeId: string
  provider: string
  /** Base units per million units of usage. */
  rate: bigint
  /** The sum of term × weight in whole points, 0 to 300 000 000; it decides the order. */
  points: number
  total: number
  terms: Readonly<Record<Term, number>>
  weights: Weights
}
