import type { TrustLevel } from '../resource.js'
import type { Access } from './accessOf.js'

/**
 * The lowest trust level for each kind of contract, as `contractLevelOf` counts it: BASIC takes small tasks only,
 * direct enterprise contracts go to PARTNER alone.
 */
export const LEVEL_FOR: Readonly<Record<Access, TrustLevel>> = {
  SMALL: 'BASIC',
  STANDARD: 'VERIFIED',
  ENTERPRISE: 'TRUSTED',
  DIRECT: 'PARTNER',
}
