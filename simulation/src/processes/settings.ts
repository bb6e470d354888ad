import { type Deployment, paymentTokens } from '@aiigo/chain'
import type { WorkerSettings } from '@aiigo/worker'

/** Blocks after which a transaction is final; reorganisations are shallower. */
export const CONFIRMATIONS = 4
/** Signs file grants. */
export const FILE_GRANT_SECRET = 'a secret of the simulation, long enough to be taken'
/** Time to answer an offer. */
export const OFFER_SECONDS = 8
/** Of the platform's addresses; the ports answer for them. */
export const SUBGRAPH_URL = 'http://subgraph.sim/graphql'
export const BLOB_URL = 'http://blobs.sim'
export const rpcUrlOf = (process: string): string => `http://${process}.rpc.sim/`
/** A simulation is too short for another challenge of a node that has passed one. */
const NO_CHALLENGES = 365 * 86_400

export const workerSettings = (deployment: Deployment): WorkerSettings => ({
  confirmations: CONFIRMATIONS,
  heartbeatTimeoutSeconds: 15,
  penaltyHoldSeconds: 60,
  powDifficultyBits: 4,
  powNonces: 64,
  powSolveSeconds: 1,
  powSeconds: 300,
  powIntervalSeconds: NO_CHALLENGES,
  powNewIntervalSeconds: NO_CHALLENGES,
  priceTokens: paymentTokens(deployment).map(({ address }) => address.toLowerCase()),
})
