import type { Bug } from './Bug.js'
import { forgetsCheckpoints } from './forgetsCheckpoints.js'
import { forgetsEffects } from './forgetsEffects.js'
import { forgetsRefunds } from './forgetsRefunds.js'
import { keepsReservations } from './keepsReservations.js'
import { losesClaims } from './losesClaims.js'
import { mirrorsOnce } from './mirrorsOnce.js'
import { missesReorganisations } from './missesReorganisations.js'
import { penalisesTwice } from './penalisesTwice.js'
import { sendsAgain } from './sendsAgain.js'
import { storesTwice } from './storesTwice.js'
import { sweepsNothing } from './sweepsNothing.js'

/** The mistakes that the simulation must find. */
export const BUGS: readonly Bug[] = [
  forgetsEffects,
  forgetsRefunds,
  sendsAgain,
  mirrorsOnce,
  missesReorganisations,
  keepsReservations,
  storesTwice,
  sweepsNothing,
  forgetsCheckpoints,
  losesClaims,
  penalisesTwice,
]

export type { Bug } from './Bug.js'
