import { Account } from './Account.js'
import { ApiKey } from './ApiKey.js'
import { AskSpan } from './AskSpan.js'
import { Attempt } from './Attempt.js'
import { BonusAwardRow } from './BonusAwardRow.js'
import { BonusEpochRow } from './BonusEpochRow.js'
import { BonusFactRow } from './BonusFactRow.js'
import { BonusPeriodRow } from './BonusPeriodRow.js'
import { CapacityAlertRow } from './CapacityAlertRow.js'
import { CapacityCountRow } from './CapacityCountRow.js'
import { ChainCursor } from './ChainCursor.js'
import { ChainTransaction } from './ChainTransaction.js'
import { Challenge } from './Challenge.js'
import { DemandHour } from './DemandHour.js'
import { Event } from './Event.js'
import { EventTopic } from './EventTopic.js'
import { Job } from './Job.js'
import { JobLog } from './JobLog.js'
import { Matcher } from './Matcher.js'
import { Node } from './Node.js'
import { NodeChange } from './NodeChange.js'
import { NodeFailure } from './NodeFailure.js'
import { NodeUptime } from './NodeUptime.js'
import { Outbox } from './Outbox.js'
import { PresenceSpan } from './PresenceSpan.js'
import { PriceCandle } from './PriceCandle.js'
import { PriceIndex } from './PriceIndex.js'
import { PriceInterval } from './PriceInterval.js'
import { ProviderDay } from './ProviderDay.js'
import { Referral } from './Referral.js'
import { RefreshSession } from './RefreshSession.js'
import { Reservation } from './Reservation.js'
import { SiweNonce } from './SiweNonce.js'
import { TierPlanRow } from './TierPlanRow.js'
import { WalletLink } from './WalletLink.js'

export type { AttemptScore, StoredAcceptance, StoredSubmission } from './AttemptData.js'
export { CHAIN_TRANSACTION_STATES, type ChainTransactionState } from './ChainTransactionState.js'
export { CHALLENGE_STATES, type ChallengeState } from './ChallengeState.js'
export type { JobApproval, JobResult } from './JobResult.js'
export type { NodeDetails } from './NodeDetails.js'
export {
  type StoredTaskRequest,
  type TaskRequestLike,
  taskRequestFromJson,
  taskRequestToJson,
} from './StoredTaskRequest.js'
export {
  Account,
  ApiKey,
  AskSpan,
  Attempt,
  ChainCursor,
  ChainTransaction,
  Challenge,
  Event,
  EventTopic,
  Job,
  JobLog,
  Node,
  NodeChange,
  NodeFailure,
  Outbox,
  PriceCandle,
  PriceIndex,
  PriceInterval,
  RefreshSession,
  Reservation,
  SiweNonce,
  WalletLink,
}

export const entities = [
  Account,
  ApiKey,
  AskSpan,
  Attempt,
  ChainCursor,
  ChainTransaction,
  Challenge,
  Event,
  EventTopic,
  Job,
  JobLog,
  Matcher,
  Node,
  NodeChange,
  NodeFailure,
  Outbox,
  PriceCandle,
  PriceIndex,
  PriceInterval,
  RefreshSession,
  Reservation,
  SiweNonce,
  WalletLink,
  PresenceSpan,
  NodeUptime,
  ProviderDay,
  TierPlanRow,
  DemandHour,
  CapacityCountRow,
  CapacityAlertRow,
  Referral,
  BonusPeriodRow,
  BonusFactRow,
  BonusEpochRow,
  BonusAwardRow,
]
