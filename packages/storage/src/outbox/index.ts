export {
  CLAIM_SECONDS,
  type ClaimedMessage,
  claimOutbox,
  type OutboxClaim,
  releaseClaims,
  renewClaims,
} from './claimOutbox.js'
export { dispatchOutbox } from './dispatchOutbox.js'
export { enqueue, type OutboxMessage } from './enqueue.js'
export { Outbox } from './Outbox.js'
export { type OutboxBacklog, outboxBacklog } from './outboxBacklog.js'
export { pruneOutbox } from './pruneOutbox.js'
