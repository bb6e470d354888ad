import type { Ruling } from '@aiigo/client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Tone } from '../ui/Badge.js'

interface ShownRuling {
  readonly title: MessageDescriptor
  /** Where the money goes. */
  readonly effect: MessageDescriptor
  readonly tone: Tone
}

/** Rulings, and the votes for them, in the words of the page. */
export const RULING: Record<Ruling, ShownRuling> = {
  NONE: { title: msg`None`, effect: msg`The dispute is not decided.`, tone: 'neutral' },
  PROVIDER: {
    title: msg`For the provider`,
    effect: msg`The provider is paid as billed. The arbitrators get 2 % of the cost out of the buyer's bond; the buyer gets the rest of it.`,
    tone: 'neutral',
  },
  BUYER: {
    title: msg`For the buyer`,
    effect: msg`The buyer gets the deposit back but for 2 % of the cost, which the arbitrators get, and the whole bond. The node has failed, and may lose stake.`,
    tone: 'neutral',
  },
  MISUSE: {
    title: msg`Misuse by the node`,
    effect: msg`As for the buyer. The node loses half of its stake and of its bond, and is banned for good.`,
    tone: 'bad',
  },
  TIMED_OUT: {
    title: msg`Nobody decided`,
    effect: msg`No side had two votes in time: the provider is paid as billed. The arbitrators who voted get 2 % of the cost out of the bond.`,
    tone: 'warn',
  },
}
