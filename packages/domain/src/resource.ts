/** Kinds of nodes. Order as in the contracts' enum. */
export const RESOURCE_TYPES = ['GPU', 'CPU', 'NETWORK', 'MOBILE', 'IOT'] as const
/** Kind of a node; a job asks for one. */
export type ResourceType = (typeof RESOURCE_TYPES)[number]

/** Order as in the contracts' enum. */
export const TIERS = ['OWNED', 'CLOUD', 'COMMUNITY'] as const
export type Tier = (typeof TIERS)[number]

/** Order as in the contracts' enum, which starts with NONE. */
export const TRUST_LEVELS = ['NONE', 'BASIC', 'VERIFIED', 'TRUSTED', 'PARTNER'] as const
export type TrustLevel = (typeof TRUST_LEVELS)[number]

/** Regions a node can declare; on chain as ASCII, right-padded to 8 bytes. */
export const REGIONS = ['US', 'EU', 'ASIA', 'SA', 'AF', 'OC'] as const
export type Region = (typeof REGIONS)[number]

/** The unit in which usage of a resource type is metered. */
export const USAGE_UNITS: Readonly<Record<ResourceType, string>> = {
  GPU: 'GPU-second',
  CPU: 'core-second',
  NETWORK: 'MB',
  MOBILE: 'task',
  IOT: 'data point',
}

/** Time-based usage is bounded on chain by elapsed seconds × units; other types by the signed maximum only. */
export function isTimeBased(type: ResourceType): boolean {
  return type === 'GPU' || type === 'CPU'
}
