import type { ProviderDisputesQuery } from '@aiigo/client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Tone } from '../../ui/Badge.js'

interface IndexedDispute {
  readonly state: ProviderDisputesQuery['disputes'][number]['state']
  /** Unix seconds; null before the panel is drawn. */
  readonly commitBy?: string | null
  readonly revealBy?: string | null
}

interface DisputeStage {
  readonly word: { readonly title: MessageDescriptor; readonly tone: Tone }
  /** The moment that ends it at the latest, ISO 8601; null where none is set. */
  readonly until: string | null
}

const momentOf = (seconds: string | null | undefined): string | null =>
  seconds ? new Date(Number(seconds) * 1_000).toISOString() : null

/**
 * Where a dispute stands for its provider.
 * @param now Unix milliseconds
 */
export function disputeStage({ state, ...dispute }: IndexedDispute, now: number): DisputeStage {
  const [commitBy, revealBy] = [momentOf(dispute.commitBy), momentOf(dispute.revealBy)]
  if (state === 'CONCLUDED') return { word: { title: msg`Decided`, tone: 'neutral' }, until: null }
  if (commitBy === null || now < Date.parse(commitBy)) {
    return { word: { title: msg`Takes evidence`, tone: 'warn' }, until: commitBy }
  }
  if (revealBy !== null && now < Date.parse(revealBy)) {
    return { word: { title: msg`Votes are opened`, tone: 'active' }, until: revealBy }
  }
  return { word: { title: msg`Waits for the ruling`, tone: 'active' }, until: null }
}
