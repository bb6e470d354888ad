import type { NodesToReviewQuery, OperatorAlertsQuery } from '@aiigo/client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Tone } from '../../ui/Badge.js'

type Alert = OperatorAlertsQuery['operatorAlerts'][number]
type Reason = NodesToReviewQuery['nodesToReview'][number]['reason']

interface Word {
  readonly title: MessageDescriptor
  readonly tone: Tone
}

export const SEVERITY: Record<Alert['severity'], Word> = {
  CRITICAL: { title: msg`critical`, tone: 'bad' },
  WARNING: { title: msg`warning`, tone: 'warn' },
  INFO: { title: msg`to know`, tone: 'active' },
}

export const ALERT: Record<Alert['code'], MessageDescriptor> = {
  PLATFORM_TROUBLE: msg`A part of the platform is not well`,
  WORKER_SILENT: msg`No worker gives a sign of life`,
  CHAIN_AWAY: msg`The chain does not answer`,
  SUBGRAPH_AWAY: msg`The subgraph does not answer`,
  QUEUES_AWAY: msg`The queues do not answer`,
  BALANCE_LOW: msg`The platform's account runs out of gas`,
  GAS_BUDGET_SPENT: msg`The day's budget for gas is spent`,
  TRANSACTION_STUCK: msg`A transaction is stuck`,
  QUEUE_JOBS_FAILED: msg`Queue jobs failed`,
  QUEUE_STANDS: msg`A queue stands still`,
  OUTBOX_STANDS: msg`The outbox stands still`,
  NODES_OFFLINE: msg`Nodes are offline`,
  NODES_TO_REVIEW: msg`Nodes wait for you`,
  CAPACITY: msg`Capacity is short`,
}

export const REASON: Record<Reason, Word> = {
  UNDER_REVIEW: { title: msg`Fails too often`, tone: 'bad' },
  RESULT_DIFFERED: { title: msg`Result differed`, tone: 'bad' },
  AUDIT_MISSING: { title: msg`Type not shown`, tone: 'warn' },
  AUDIT_ENDS: { title: msg`Audit ends soon`, tone: 'warn' },
  NEW: { title: msg`New`, tone: 'neutral' },
}
