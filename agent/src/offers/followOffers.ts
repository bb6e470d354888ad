import { every } from '@aiigo/domain'
import type { OfferCursor, Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { Hex } from 'viem'
import type { OfferDesk } from './createOfferDesk.js'

export interface FollowDeps {
  readonly provider: Pick<Provider, 'offers'>
  readonly desk: Pick<OfferDesk, 'handle' | 'handleCheck' | 'reconcile'>
  readonly nodeId: Hex
  readonly log: Logger
  readonly signal: AbortSignal
  /** Between comparisons with what the platform has open, milliseconds. */
  readonly reconcileMs?: number
}

/** A fifth more or less: agents that lost the platform at the same moment ask at different ones. */
const jittered = (ms: number): number => ms * (0.8 + 0.4 * Math.random())

/** Passes every offer to the desk until aborted: by subscription and, as a safety net, by regular queries. */
export async function followOffers(deps: FollowDeps): Promise<void> {
  const { provider, desk, nodeId, log, signal, reconcileMs = 5_000 } = deps
  const complain = (what: string) => (error: unknown) => {
    log.warn({ reason: error instanceof Error ? error.message : String(error) }, what)
  }

  let after: readonly OfferCursor[] = []
  async function watch(): Promise<void> {
    for await (const { seq, offer } of provider.offers([nodeId], { after, signal, onCheck: desk.handleCheck })) {
      after = [{ nodeId, seq }]
      desk.handle(offer)
    }
  }

  await Promise.all([
    every(
      () => jittered(reconcileMs),
      signal,
      () => desk.reconcile(),
      complain('could not ask for open offers'),
    ),
    every(() => jittered(1_000), signal, watch, complain('the subscription to offers ended; subscribing again')),
  ])
}
