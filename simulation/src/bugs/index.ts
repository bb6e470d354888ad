import type { Bug } from './Bug.js'
import { comparesNoState } from './comparesNoState.js'
import { finalTooEarly } from './finalTooEarly.js'
import { forgetsEffects } from './forgetsEffects.js'
import { forgetsUnsent } from './forgetsUnsent.js'
import { keepsReservations } from './keepsReservations.js'
import { missesReorganisations } from './missesReorganisations.js'
import { sendsAgain } from './sendsAgain.js'
import { storesTwice } from './storesTwice.js'

/** The mistakes that the simulation must find. */
export const BUGS: readonly Bug[] = [
  forgetsEffects,
  forgetsUnsent,
  sendsAgain,
  missesReorganisations,
  finalTooEarly,
  keepsReservations,
  comparesNoState,
  storesTwice,
]

export type { Bug } from './Bug.js'
