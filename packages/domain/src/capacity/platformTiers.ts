import type { Region, Tier } from '../resource.js'

/**
 * How much of the demand each tier is planned to hold, basis points. Planning targets: missing one is an alert, never a
 * refusal.
 */
export const TIER_TARGET_BPS: Readonly<Record<Tier, number>> = { OWNED: 2_000, CLOUD: 3_000, COMMUNITY: 5_000 }

/** Where the platform has data centres of its own. */
export const OWNED_REGIONS = ['US', 'EU', 'ASIA'] as const satisfies Region[]

/** The clouds whose reserved instances make up the leased tier. */
export const CLOUD_PROVIDERS = ['AWS', 'GCP', 'AZURE'] as const
export type CloudProvider = (typeof CLOUD_PROVIDERS)[number]

/** The uptime that tier 1 guarantees, basis points. */
export const OWNED_SLA_BPS = 9_999
