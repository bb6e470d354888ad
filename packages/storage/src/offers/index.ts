export { Attempt } from './Attempt.js'
export type { AttemptExtension, AttemptOnChain } from './AttemptOnChain.js'
export type { AttemptProgress } from './AttemptProgress.js'
export type { AttemptScore } from './AttemptScore.js'
export { type AcceptOutcome, ANOTHER_ACCEPTED, acceptOffer, lockJob, lockJobs, withdrawOffers } from './acceptOffer.js'
export { endOffer, expireOffers, type OfferEnd } from './endOffer.js'
export { limitsOf } from './limitsOf.js'
export { type AttemptMove, announceAttempt, moveAttempt } from './moveAttempt.js'
export {
  type MadeOffer,
  type OfferCandidate,
  type OfferOutcome,
  type OfferRequest,
  offerJobs,
} from './offerJobs.js'
export { openOffers, seqBeforeOpenOffers } from './openOffers.js'
export { Reservation } from './Reservation.js'
export { recordMatchingWorker } from './recordMatchingWorker.js'
export { recordOnChain } from './recordOnChain.js'
export { type JobProgress, readProgress, recordProgress } from './recordProgress.js'
