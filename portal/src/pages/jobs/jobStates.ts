import type { JobState } from '@aiigo/domain'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Tone } from '../../ui/Badge.js'

interface ShownState {
  readonly title: MessageDescriptor
  readonly tone: Tone
}

/** Job states in the words of the page. */
export const JOB_STATE: Record<JobState, ShownState> = {
  SUBMITTED: { title: msg`Waits for its deposit`, tone: 'warn' },
  QUEUED: { title: msg`Looks for a node`, tone: 'active' },
  MATCHED: { title: msg`Offered to a node`, tone: 'active' },
  ASSIGNED: { title: msg`A node has it`, tone: 'active' },
  EXECUTING: { title: msg`Runs`, tone: 'active' },
  VERIFYING: { title: msg`Result delivered`, tone: 'active' },
  PAID: { title: msg`Paid`, tone: 'good' },
  REFUNDED: { title: msg`Paid back`, tone: 'neutral' },
  CANCELLED: { title: msg`Cancelled`, tone: 'neutral' },
  DISPUTED: { title: msg`Disputed`, tone: 'warn' },
  FAILED: { title: msg`Failed`, tone: 'bad' },
  TIMED_OUT: { title: msg`Time ran out`, tone: 'bad' },
}
