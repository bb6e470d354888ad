import { type Deployment, paymentTokens } from '@aiigo/chain'
import type { WorkerSettings } from '@aiigo/worker'

/** Blocks after which a transaction is final; reorganisations are shallower. */
export const CONFIRMATIONS = 4
/** Signs file grants. */
export const FILE_GRANT_SECRET = 'a secret of the simulation, long enough to be taken'
/** Time to answer an offer. */
export const OFFER_SECONDS = 8
/** Time to answer a challenge. */
export const CHALLENGE_SECONDS = 20
/** Of the platform's addresses; the ports answer for them. */
export const SUBGRAPH_URL = 'http://subgraph.sim/graphql'
export const BLOB_URL = 'http://blobs.sim'
export const rpcUrlOf = (process: string): string => `http://${process}.rpc.sim/`
/** A simulation is too short for another challenge of a node that has passed one so long ago. */
const NO_CHALLENGES = 365 * 86_400

/** @param challengeSeconds Between two challenges of a node; null: it gets none. It is asked again at each use. */
export const workerSettings = (
  deployment: Deployment,
  challengeSeconds: () => number | null = () => null,
): WorkerSettings => ({
  confirmations: CONFIRMATIONS,
  checkSecret: 'a secret of the simulation, which draws checks',
  heartbeatTimeoutSeconds: 15,
  penaltyHoldSeconds: 60,
  powDifficultyBits: 2,
  powNonces: 64,
  powSolveSeconds: 1,
  powSeconds: CHALLENGE_SECONDS,
  get powIntervalSeconds() {
    return challengeSeconds() ?? NO_CHALLENGES
  },
  get powNewIntervalSeconds() {
    return challengeSeconds() ?? NO_CHALLENGES
  },
  priceTokens: paymentTokens(deployment).map(({ address }) => address.toLowerCase()),
})
