import { TRUST_LEVELS, type TrustLevel } from '../resource.js'

/** The contract's numbers (TrustMath.sol). Stake is AIIGO base units. */
const VERIFIED = { stake: 1_000n * 10n ** 18n, powPasses: 10 } as const
const TRUSTED = { stake: 10_000n * 10n ** 18n, tasks: 100, tasksPerFailure: 19 } as const

/** A node's record as far as its trust level follows from it. */
export interface TrustRecord {
  readonly trustLevel: TrustLevel
  /** AIIGO base units. */
  readonly activeStake: bigint
  readonly powPasses: number
  readonly tasksCompleted: number
  readonly tasksFailed: number
}

/** Gap between a node and its next level; zero where nothing is missing. */
export interface MissingTrust {
  readonly level: TrustLevel
  /** AIIGO base units. */
  readonly stake: bigint
  readonly powPasses: number
  /** Paid tasks, without another failure: 95 of 100 have to succeed. */
  readonly tasks: number
  /** PARTNER commits to a service level and posts a bond. */
  readonly bond: boolean
}

/**
 * The level above a node's, and what is missing for it; null at the top.
 * @param minimumStake AIIGO base units, below which a node has no level.
 * @example
 * const record = { trustLevel: 'BASIC', activeStake: 6n * 10n ** 20n, powPasses: 7, tasksCompleted: 3, tasksFailed: 0 }
 * nextLevel(record, 10n ** 20n) // { level: 'VERIFIED', stake: 4n * 10n ** 20n, powPasses: 3, tasks: 0, bond: false }
 */
export function nextLevel(record: TrustRecord, minimumStake: bigint): MissingTrust | null {
  const { trustLevel, activeStake, powPasses, tasksCompleted, tasksFailed } = record
  const level = TRUST_LEVELS[TRUST_LEVELS.indexOf(trustLevel) + 1]
  if (!level) return null
  const above = TRUST_LEVELS.indexOf(level)
  const stakeFor = [0n, minimumStake, VERIFIED.stake, TRUSTED.stake, TRUSTED.stake][above] ?? 0n
  const tasksFor = above >= 3 ? Math.max(TRUSTED.tasks, TRUSTED.tasksPerFailure * tasksFailed) : 0
  return {
    level,
    stake: activeStake < stakeFor ? stakeFor - activeStake : 0n,
    powPasses: above >= 2 ? Math.max(0, VERIFIED.powPasses - powPasses) : 0,
    tasks: Math.max(0, tasksFor - tasksCompleted),
    bond: level === 'PARTNER',
  }
}
