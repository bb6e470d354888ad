import type { Availability, MatchingProfile, NodeState, Region, ResourceType, Tier, TrustLevel } from '@aiigo/domain'

/** A node as matching sees it. */
export interface MatchNode {
  /** 0x and 16 hex digits. */
  id: string
  /** Wallet, lower case. */
  provider: string
  resourceType: ResourceType
  state: NodeState
  availability: Availability
  online: boolean
  /** Units not promised to any attempt. */
  freeUnits: number
  region: string
  tier: Tier
  trustLevel: TrustLevel
  /** 0-10 000. */
  reputation: number
  /** Rate by token (lower case), base units per unit of usage as decimal string; '0' or absent: not offered. */
  asks: Readonly<Record<string, string>>
  /** MiB a job may use; null when the node doesn't say. */
  memoryMiB: number | null
  hardware: Hardware
  tflops: number | null
  /** Estimate of the last proof of work. */
  hashesPerSecond: bigint
  /** Measured against the platform, milliseconds. */
  roundTripMs: number | null
  /** Basis points. */
  uptimeBps: number
}

export interface Hardware {
  model?: string | undefined
  vramGiB?: number | undefined
  ramGiB?: number | undefined
  bandwidthMbps?: number | undefined
}

/** Weights of the five terms in basis points; they add up to 10 000. */
export type Weights = Readonly<Record<Term, number>>

export const TERMS = ['price', 'reputation', 'latency', 'uptime', 'verifiedPower'] as const
export type Term = (typeof TERMS)[number]

/** What a job asks of a node. */
export interface MatchRequest {
  /** Wallet, lower case: nobody works for themselves. */
  buyer: string
  resourceType: ResourceType
  units: number
  /** Payment token, lower case. */
  token: string
  /** Base units per unit of usage. */
  maxRate: bigint
  memoryMiB: number
  /** Only these; absent: any. */
  regions?: readonly Region[] | undefined
  /** Where latency is measured from; absent: from the platform. */
  fromRegion?: Region | undefined
  tiers?: readonly Tier[] | undefined
  minTrustLevel?: TrustLevel | undefined
  hardware?:
    | {
        model?: string | undefined
        minVramGiB?: number | undefined
        minRamGiB?: number | undefined
        minBandwidthMbps?: number | undefined
      }
    | undefined
  minTflops?: number | undefined
  /** When not empty, only these nodes. */
  allow: readonly string[]
  deny: readonly string[]
  /** Nodes that already had an attempt at the job: never again. */
  tried: readonly string[]
  /** Own weights, or a profile. */
  weights: Weights | MatchingProfile
}

/** A node that fits, with the breakdown of its score. Fixed point: 1 000 000 is 1. */
export interface RankedNode {
  nodeId: string
  provider: string
  /** Base units per unit of usage. */
  rate: bigint
  total: number
  terms: Readonly<Record<Term, number>>
  weights: Weights
}
