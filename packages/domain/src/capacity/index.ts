export {
  ALERT_SEVERITIES,
  alertKey,
  CAPACITY_ALERT_CODES,
  type CapacityAlert,
  type CapacityCount,
  type Demand,
  type DemandPeak,
  type Supply,
  type TierPlan,
} from './CapacityCount.js'
export { checkTierPlan } from './checkTierPlan.js'
export { countCapacity } from './countCapacity.js'
export { CLOUD_PROVIDERS, type CloudProvider } from './platformTiers.js'
export { type TierRequest, tiersFor } from './tiersFor.js'
