import type { Tier, TrustLevel } from '../resource.js'

/**
 * The trust level that counts for kinds of contracts. An OWNED node of VERIFIED and up counts as PARTNER: the platform
 * runs it and guarantees its uptime, and the tier is reserved for enterprise contracts. Below VERIFIED the tier changes
 * nothing: such a node has not proved its power, is under review or is banned, and the contracts refuse it too.
 * @example contractLevelOf('VERIFIED', 'OWNED') // 'PARTNER'
 * @example contractLevelOf('VERIFIED', 'COMMUNITY') // 'VERIFIED'
 */
export function contractLevelOf(trustLevel: TrustLevel, tier: Tier): TrustLevel {
  if (tier !== 'OWNED' || trustLevel === 'NONE' || trustLevel === 'BASIC') return trustLevel
  return 'PARTNER'
}
