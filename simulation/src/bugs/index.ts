import type { Bug } from './Bug.js'
import { forgetsEffects } from './forgetsEffects.js'
import { forgetsRefunds } from './forgetsRefunds.js'
import { keepsReservations } from './keepsReservations.js'
import { missesReorganisations } from './missesReorganisations.js'
import { sendsAgain } from './sendsAgain.js'
import { storesTwice } from './storesTwice.js'
import { sweepsNothing } from './sweepsNothing.js'
import { trustsResults } from './trustsResults.js'

/** The mistakes that the simulation must find. */
export const BUGS: readonly Bug[] = [
  forgetsEffects,
  forgetsRefunds,
  sendsAgain,
  missesReorganisations,
  keepsReservations,
  storesTwice,
  sweepsNothing,
  trustsResults,
]

export type { Bug } from './Bug.js'
