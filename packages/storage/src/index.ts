export { type AcceptOutcome, ANOTHER_ACCEPTED, acceptOffer, lockJob, withdrawOffers } from './acceptOffer.js'
export { appendEvent, appendEvents, type PayloadOf } from './appendEvent.js'
export {
  type BonusEpoch,
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
export { readCapacity, type StoredAlert, storeCapacity, tryLockCapacity } from './capacityCount.js'
export { capacityFacts } from './capacityFacts.js'
export { readCursor, writeCursor } from './chainCursor.js'
export {
  hasNonceGap,
  noteTransaction,
  openTransactions,
  prepareTransaction,
  reviveTransactions,
  type TransactionDraft,
} from './chainTransactions.js'
export { createEventListener, type EventListener, type EventListenerOptions } from './createEventListener.js'
export { createLeaderLock, type LeaderLock } from './createLeaderLock.js'
export { createNodeFeed, type FeedNode, type NodeChanged, type NodeFeed, pruneNodeChanges } from './createNodeFeed.js'
export { createPostgresWakeUp } from './createPostgresWakeUp.js'
export { createStorage, type EntityManager, type Storage, type StorageOptions } from './createStorage.js'
export { createTierLooks, type TierLooks } from './createTierLooks.js'
export { dispatchOutbox, pruneOutbox } from './dispatchOutbox.js'
export { endOffer, expireOffers, type OfferEnd } from './endOffer.js'
export { enqueue, type OutboxMessage } from './enqueue.js'
export * from './entities/index.js'
export { inTransaction } from './inTransaction.js'
export { type AdvanceReason, FUNDED_LATE, type JobToAdvance, jobsToAdvance } from './jobsToAdvance.js'
export { type JobToMatch, jobsToMatch } from './jobsToMatch.js'
export { kpiFacts } from './kpiFacts.js'
export { type IndexQuery, readIndices, replaceIndices, tryLockIndices } from './liveIndices.js'
export { acceptanceRate, firstFree, paidRatios, recentWaits } from './marketHistory.js'
export { markSilentNodes } from './markSilentNodes.js'
export { type ChainChallenge, mirrorChallenges, nodesDueForChallenge } from './mirrorChallenges.js'
export { type ChainNode, mirrorNodes } from './mirrorNodes.js'
export { type AttemptMove, moveAttempt } from './moveAttempt.js'
export { announceJob, type JobMove, moveJob } from './moveJob.js'
export { type NodeCapacity, nodeCapacities } from './nodeCapacity.js'
export { NODE_CHANGES_TOPIC, noteNodeChange } from './nodeChanges.js'
export { noteMatcher } from './noteMatcher.js'
export {
  type MadeOffer,
  type OfferCandidate,
  type OfferOutcome,
  type OfferRequest,
  offerJobs,
} from './offerJobs.js'
export { noteProviderDays, prunePresence, refreshUptime } from './presence.js'
export { type PriceBenchmark, priceBenchmarks } from './priceBenchmarks.js'
export {
  type CandleQuery,
  candlesBetween,
  insertCandles,
  lastCandles,
  lastPriceInterval,
  type NewCandle,
  readCandles,
  takePriceInterval,
} from './priceCandles.js'
export {
  firstPriceFact,
  linkWallets,
  pruneAskSpans,
  settledTrades,
  standingAsks,
  type WalletPair,
} from './priceFacts.js'
export { pruneNodeEvents } from './pruneNodeEvents.js'
export { lastEventSeq, readEvents, type StoredEvent } from './readEvents.js'
export { setReferrer } from './referrals.js'
export { enqueueMatch, requeueJob } from './requeueJob.js'
export { migrate } from './runMigrations.js'
export { readTierPlans, setTierPlan, type TierPlanState } from './tierPlans.js'
export { EVENTS_CHANNEL, OUTBOX_CHANNEL, type WakeUp } from './wakeUp.js'
