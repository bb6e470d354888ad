import type { ProposalState } from '@aiigo/sdk'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Tone } from '../../ui/Badge.js'

/** Where a proposal stands, in the words of the page. */
export const PROPOSAL_STATE: Record<ProposalState, { readonly title: MessageDescriptor; readonly tone: Tone }> = {
  PENDING: { title: msg`Voting begins soon`, tone: 'neutral' },
  ACTIVE: { title: msg`Voting`, tone: 'active' },
  CANCELED: { title: msg`Cancelled`, tone: 'bad' },
  DEFEATED: { title: msg`Defeated`, tone: 'bad' },
  SUCCEEDED: { title: msg`Passed`, tone: 'good' },
  QUEUED: { title: msg`In the timelock`, tone: 'active' },
  EXPIRED: { title: msg`Expired`, tone: 'neutral' },
  EXECUTED: { title: msg`Executed`, tone: 'good' },
}
