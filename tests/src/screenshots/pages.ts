import { OF_BUYER, OF_PROVIDER, type OpenDispute } from './openDispute.js'

/** Things that pages are about. */
export interface Known {
  readonly jobId: string
  readonly nodeId: string
  readonly dispute: OpenDispute
  /** A job of Buyer 1 that waits for its deposit. */
  readonly unpaidId: string
}

export interface ShownPage {
  /** Of the picture's file. */
  readonly name: string
  readonly path: (known: Known) => string
  /** Text that is there once the page shows its data. */
  readonly ready: string | RegExp
  /** Development wallet that looks at it; without one nobody is signed in. */
  readonly wallet?: string | ((known: Known) => string)
  /** Heading of a folded panel, which is opened first. */
  readonly opened?: string
  /** Shown once the panel has ruled. */
  readonly ruled?: true
}

const caseOf = ({ dispute }: Known) => `arbitrate/${dispute.jobId}`
const disputeOf = ({ dispute }: Known) => `provider/disputes/${dispute.jobId}`
const disputedJob = ({ dispute }: Known) => `jobs/${dispute.jobId}`
const arbitratorOf = ({ dispute }: Known) => dispute.arbitrator
const providerOf = ({ dispute }: Known) => dispute.provider

const RULING = 'Ruling: For the buyer'

/** Every page of the portal, those without a wallet first. */
export const PAGES: readonly ShownPage[] = [
  { name: 'home', path: () => '', ready: 'Expected cost' },
  { name: 'new-job', path: () => 'jobs/new', ready: 'would take it now' },
  { name: 'market', path: () => 'market', ready: 'Supply by tier' },
  { name: 'signed-out', path: () => 'jobs', ready: 'Sign in with a wallet to go on' },
  { name: 'not-found', path: () => 'nowhere', ready: 'There is no such page' },
  { name: 'jobs', path: () => 'jobs', ready: /Mandelbrot/, wallet: 'Buyer 1' },
  { name: 'job', path: ({ jobId }) => `jobs/${jobId}`, ready: 'the program ended with exit code 0', wallet: 'Buyer 1' },
  {
    name: 'job-history',
    path: ({ jobId }) => `jobs/${jobId}`,
    ready: 'submitJob',
    wallet: 'Buyer 1',
    opened: 'History',
  },
  { name: 'new-job-wallet', path: () => 'jobs/new', ready: 'would be left', wallet: 'Buyer 1' },
  { name: 'job-unpaid', path: ({ unpaidId }) => `jobs/${unpaidId}`, ready: 'would be left', wallet: 'Buyer 1' },
  { name: 'account', path: () => 'account', ready: 'API keys', wallet: 'Buyer 1' },
  { name: 'provider', path: () => 'provider', ready: 'Earned by day', wallet: 'Provider of owned-1' },
  {
    name: 'node',
    path: ({ nodeId }) => `provider/nodes/${nodeId}`,
    ready: 'Proofs of work',
    wallet: 'Provider of owned-1',
  },
  { name: 'arbitrate', path: () => 'arbitrate', ready: /cases/i, wallet: 'Arbitrator 1' },
  { name: 'dispute-buyer', path: disputedJob, ready: OF_PROVIDER, wallet: 'Buyer 1' },
  { name: 'dispute-provider', path: disputeOf, ready: OF_BUYER, wallet: providerOf },
  { name: 'dispute-case', path: caseOf, ready: 'Commit to this vote', wallet: arbitratorOf },
  { name: 'ruling-buyer', path: disputedJob, ready: RULING, wallet: 'Buyer 1', ruled: true },
  { name: 'ruling-provider', path: disputeOf, ready: RULING, wallet: providerOf, ruled: true },
  { name: 'ruling-case', path: caseOf, ready: RULING, wallet: arbitratorOf, ruled: true },
  { name: 'operate', path: () => 'operate', ready: 'in the outbox', wallet: 'Operator' },
  { name: 'govern', path: () => 'govern', ready: /Treasury/, wallet: 'Staker' },
]
