export { pricedFor, priceOf, rateOf } from './askPrice.js'
export { leastBudget, rateFromBudget, usageFromBudget } from './budgets.js'
export {
  dueIntervals,
  GRANULARITIES,
  GRANULARITY_MS,
  type Granularity,
  intervalStart,
  PARTS_PER_HOUR,
  SETTLING_MS,
} from './candles.js'
export {
  type Earnings,
  earningsOf,
  HOURS_PER_MONTH,
  type Revenue,
  stakingRewards,
  taskRevenue,
} from './earnings.js'
export { goingRate, OUTLIER_FACTOR } from './goingRate.js'
export {
  fullUsageOf,
  type HourlyLoad,
  hourlyFromRate,
  type ProcessorRun,
  processorUsage,
  RESERVED_SHARE,
  rateFromHourly,
  startedMegabytes,
  timeBasedUsage,
} from './meters.js'
export {
  type Candidate,
  forecastFromAsks,
  forecastFromTrades,
  MAX_TRADES,
  MIN_TRADES,
  type PriceForecast,
} from './priceForecast.js'
export { type PriceIndexValue, type PriceLevels, priceIndexOf, THIN_BELOW } from './priceIndex.js'
export {
  type KeyedPriceIndex,
  type PriceWindow,
  priceIndicesOf,
  priceKeyText,
  type SettledTrade,
  type StandingAsk,
} from './priceIndices.js'
export { MAX_OWNER_SHARE } from './priceOwners.js'
export { ALL, OTHER, type PriceKey, priceKeysOf, resourceClassOf } from './resourceClass.js'
export { type AskSuggestion, suggestAsk } from './suggestAsk.js'
export {
  checkRound,
  formatUsd,
  fromUsd,
  type PriceRound,
  toUsd,
  USD_DECIMALS,
  type UsdOracle,
  type UsdPrice,
} from './usd.js'
export { estimateWait, type WaitEstimate } from './waitEstimate.js'
