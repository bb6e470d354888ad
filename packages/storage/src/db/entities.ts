import { Account } from '../accounts/Account.js'
import { ApiKey } from '../accounts/ApiKey.js'
import { RefreshSession } from '../accounts/RefreshSession.js'
import { SiweNonce } from '../accounts/SiweNonce.js'
import { BonusAward } from '../bonuses/BonusAward.js'
import { BonusEpoch } from '../bonuses/BonusEpoch.js'
import { BonusFact } from '../bonuses/BonusFact.js'
import { BonusPeriod } from '../bonuses/BonusPeriod.js'
import { Referral } from '../bonuses/Referral.js'
import { CapacityAlert } from '../capacity/CapacityAlert.js'
import { CapacityCount } from '../capacity/CapacityCount.js'
import { DemandHour } from '../capacity/DemandHour.js'
import { ProviderDay } from '../capacity/ProviderDay.js'
import { TierPlan } from '../capacity/TierPlan.js'
import { ChainCursor } from '../chain/ChainCursor.js'
import { ChainEffect } from '../chain/ChainEffect.js'
import { ChainTransaction } from '../chain/ChainTransaction.js'
import { CheckRun } from '../checks/CheckRun.js'
import { ResultCheck } from '../checks/ResultCheck.js'
import { Evidence } from '../disputes/Evidence.js'
import { PanelSeat } from '../disputes/PanelSeat.js'
import { Event } from '../events/Event.js'
import { EventTopic } from '../events/EventTopic.js'
import { Artifact } from '../jobs/Artifact.js'
import { Checkpoint } from '../jobs/Checkpoint.js'
import { Job } from '../jobs/Job.js'
import { JobFile } from '../jobs/JobFile.js'
import { JobGroup } from '../jobs/JobGroup.js'
import { JobKey } from '../jobs/JobKey.js'
import { JobLog } from '../jobs/JobLog.js'
import { JobNeed } from '../jobs/JobNeed.js'
import { KeyRequest } from '../jobs/KeyRequest.js'
import { Transition } from '../jobs/Transition.js'
import { Challenge } from '../nodes/Challenge.js'
import { Node } from '../nodes/Node.js'
import { NodeBenchmark } from '../nodes/NodeBenchmark.js'
import { NodeChange } from '../nodes/NodeChange.js'
import { NodeFailure } from '../nodes/NodeFailure.js'
import { NodeUptime } from '../nodes/NodeUptime.js'
import { PresenceSpan } from '../nodes/PresenceSpan.js'
import { TypeAudit } from '../nodes/TypeAudit.js'
import { Attempt } from '../offers/Attempt.js'
import { MatchingWorker } from '../offers/MatchingWorker.js'
import { Reservation } from '../offers/Reservation.js'
import { Outbox } from '../outbox/Outbox.js'
import { PartSign } from '../platform/PartSign.js'
import { Trouble } from '../platform/Trouble.js'
import { AskSpan } from '../prices/AskSpan.js'
import { PriceCandle } from '../prices/PriceCandle.js'
import { PriceIndex } from '../prices/PriceIndex.js'
import { PriceInterval } from '../prices/PriceInterval.js'
import { WalletLink } from '../prices/WalletLink.js'

export const entities = [
  Account,
  ApiKey,
  Artifact,
  AskSpan,
  Attempt,
  ChainCursor,
  ChainEffect,
  ChainTransaction,
  Challenge,
  CheckRun,
  Checkpoint,
  Event,
  EventTopic,
  Evidence,
  JobGroup,
  Job,
  JobNeed,
  JobKey,
  JobFile,
  JobLog,
  KeyRequest,
  MatchingWorker,
  Node,
  NodeBenchmark,
  NodeChange,
  NodeFailure,
  Outbox,
  PanelSeat,
  PartSign,
  PriceCandle,
  PriceIndex,
  PriceInterval,
  RefreshSession,
  Reservation,
  ResultCheck,
  SiweNonce,
  Transition,
  Trouble,
  TypeAudit,
  WalletLink,
  PresenceSpan,
  NodeUptime,
  ProviderDay,
  TierPlan,
  DemandHour,
  CapacityCount,
  CapacityAlert,
  Referral,
  BonusPeriod,
  BonusFact,
  BonusEpoch,
  BonusAward,
]
