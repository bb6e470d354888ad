import type { Region, ResourceType, Tier } from '../resource.js'
import type { CloudProvider } from './platformTiers.js'

/** A region, or all of them together. */
export type CapacityRegion = Region | 'ALL'
/** Where demand may be served: in one region, in any of several (`ANY`), or all demand together. */
export type DemandRegion = CapacityRegion | 'ANY'

/** Nodes that can work now (ACTIVE, online, AVAILABLE), of one type, region and tier. */
export interface Supply {
  resourceType: ResourceType
  region: string
  tier: Tier
  nodes: number
  units: number
  /** Units not promised to any attempt. */
  freeUnits: number
  /** Sum over nodes of units × uptime in basis points. */
  unitUptime: number
}

/** Units that jobs occupy or wait for, by where they may run. */
export interface Demand {
  resourceType: ResourceType
  /** A node's region, the only region a waiting job names, or `ANY`. */
  region: string
  runningUnits: number
  waitingUnits: number
}

/** Highest demand of the last hours. */
export interface DemandPeak {
  resourceType: ResourceType
  region: string
  units: number
}

/** The capacity that the platform plans to keep ready. */
export interface TierPlan {
  tier: 'OWNED' | 'CLOUD'
  resourceType: ResourceType
  region: Region
  /** Of CLOUD only. */
  cloud: CloudProvider | null
  units: number
}

export interface TierCapacity {
  resourceType: ResourceType
  region: CapacityRegion
  tier: Tier
  nodes: number
  supplyUnits: number
  freeUnits: number
  /** Mean uptime of the units, basis points, rounded down; null without any. */
  uptimeBps: number | null
  /** Units that the operator planned; null for COMMUNITY, which has no plan. */
  plannedUnits: number | null
  /** The tier's share of the planned demand, rounded up; null for OWNED in a region without a data centre. */
  targetUnits: number | null
  /** Supply above the target; negative: below it. Null without a target. */
  headroomUnits: number | null
}

export interface DemandCount {
  resourceType: ResourceType
  region: DemandRegion
  runningUnits: number
  waitingUnits: number
  demandUnits: number
  /** The planned demand: the highest demand of the last 24 hours, or the current one if that is higher. */
  plannedUnits: number
}

export const CAPACITY_ALERT_CODES = [
  'WAITING_WITHOUT_SUPPLY',
  'PLAN_NOT_MET',
  'SLA_MISSED',
  'BELOW_TARGET',
  'OVERFLOW',
] as const
export type CapacityAlertCode = (typeof CAPACITY_ALERT_CODES)[number]
export const ALERT_SEVERITIES = ['CRITICAL', 'WARNING', 'INFO'] as const
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number]

export interface CapacityAlert {
  code: CapacityAlertCode
  severity: AlertSeverity
  resourceType: ResourceType
  region: CapacityRegion
  /** Null where the alert is about all tiers. */
  tier: Tier | null
  message: string
}

/** Supply against demand at one moment. */
export interface CapacityCount {
  tiers: TierCapacity[]
  demand: DemandCount[]
  alerts: CapacityAlert[]
}

/** The identity of an alert. */
export function alertKey({ code, resourceType, region, tier }: CapacityAlert): string {
  return [code, resourceType, region, tier ?? 'ALL'].join('|')
}
