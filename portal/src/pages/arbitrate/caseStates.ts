import type { CaseSummary } from '@aiigo/sdk'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Tone } from '../../ui/Badge.js'

/** States of a case, in the words of the page. */
export const CASE_STATE: Record<CaseSummary['state'], { readonly title: MessageDescriptor; readonly tone: Tone }> = {
  TO_COMMIT: { title: msg`Your vote is due`, tone: 'warn' },
  COMMITTED: { title: msg`Committed`, tone: 'active' },
  TO_REVEAL: { title: msg`Open your vote`, tone: 'warn' },
  REVEALED: { title: msg`Vote opened`, tone: 'active' },
  MISSED: { title: msg`Deadline missed`, tone: 'bad' },
  DECIDED: { title: msg`Decided`, tone: 'neutral' },
}
