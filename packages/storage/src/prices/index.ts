export { AskSpan } from './AskSpan.js'
export { highestAsk, lowestAsk } from './extremeAsks.js'
export { type IndexQuery, readIndices, replaceIndices, tryLockIndices } from './liveIndices.js'
export { acceptanceRate, firstFree, paidRatios, recentWaits } from './marketHistory.js'
export { PriceCandle } from './PriceCandle.js'
export { PriceIndex } from './PriceIndex.js'
export { PriceInterval } from './PriceInterval.js'
export { type PriceBenchmark, priceBenchmarks } from './priceBenchmarks.js'
export {
  type CandleQuery,
  candlesBetween,
  claimPriceInterval,
  insertCandles,
  lastCandles,
  lastPriceInterval,
  type NewCandle,
  readCandles,
} from './priceCandles.js'
export {
  firstPriceFact,
  linkWallets,
  pruneAskSpans,
  settledTrades,
  standingAsks,
  type WalletPair,
} from './priceFacts.js'
export { WalletLink } from './WalletLink.js'
