export {
  type BonusEpochSummary,
  type BonusProof,
  bonusTotalAfter,
  nextBonusEpoch,
  readBonusEpoch,
  readBonusEpochs,
  readBonusProofs,
  type StoredEpoch,
  storeBonusEpoch,
} from './bonusEpochs.js'
export { bonusProgress, readBonusPeriod, recordBonusPeriod, tryLockBonuses } from './bonusPeriods.js'
export { type BonusSources, bonusSources } from './bonusSources.js'
export { setReferrer } from './referrals.js'
