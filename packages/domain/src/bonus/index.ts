export { BONUS_PERIOD_MS, BONUS_SETTLING_MS, type BonusPeriod, bonusPeriodAt, dueBonusPeriods } from './bonusPeriod.js'
export {
  BONUS_KINDS,
  type BonusKind,
  type BonusShares,
  performanceWeight,
  REFERRAL_MS,
  uptimeWeight,
} from './bonusRules.js'
export { type BonusAward, type BonusFact, shareOut } from './shareOut.js'
