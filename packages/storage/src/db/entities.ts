import { Account } from '../accounts/Account.js'
import { ApiKey } from '../accounts/ApiKey.js'
import { RefreshSession } from '../accounts/RefreshSession.js'
import { SiweNonce } from '../accounts/SiweNonce.js'
import { BonusAwardRow } from '../bonuses/BonusAwardRow.js'
import { BonusEpochRow } from '../bonuses/BonusEpochRow.js'
import { BonusFactRow } from '../bonuses/BonusFactRow.js'
import { BonusPeriodRow } from '../bonuses/BonusPeriodRow.js'
import { Referral } from '../bonuses/Referral.js'
import { CapacityAlertRow } from '../capacity/CapacityAlertRow.js'
import { CapacityCountRow } from '../capacity/CapacityCountRow.js'
import { DemandHour } from '../capacity/DemandHour.js'
import { ProviderDay } from '../capacity/ProviderDay.js'
import { TierPlanRow } from '../capacity/TierPlanRow.js'
import { ChainCursor } from '../chain/ChainCursor.js'
import { ChainTransaction } from '../chain/ChainTransaction.js'
import { Event } from '../events/Event.js'
import { EventTopic } from '../events/EventTopic.js'
import { Job } from '../jobs/Job.js'
import { JobLog } from '../jobs/JobLog.js'
import { Challenge } from '../nodes/Challenge.js'
import { Node } from '../nodes/Node.js'
import { NodeChange } from '../nodes/NodeChange.js'
import { NodeFailure } from '../nodes/NodeFailure.js'
import { NodeUptime } from '../nodes/NodeUptime.js'
import { PresenceSpan } from '../nodes/PresenceSpan.js'
import { Attempt } from '../offers/Attempt.js'
import { Matcher } from '../offers/Matcher.js'
import { Reservation } from '../offers/Reservation.js'
import { Outbox } from '../outbox/Outbox.js'
import { AskSpan } from '../prices/AskSpan.js'
import { PriceCandle } from '../prices/PriceCandle.js'
import { PriceIndex } from '../prices/PriceIndex.js'
import { PriceInterval } from '../prices/PriceInterval.js'
import { WalletLink } from '../prices/WalletLink.js'

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
