/** Things that pages are about. */
export interface Known {
  readonly jobId: string
  readonly nodeId: string
}

export interface ShownPage {
  /** Of the picture's file. */
  readonly name: string
  readonly path: (known: Known) => string
  /** Text that is there once the page shows its data. */
  readonly ready: string | RegExp
  /** Development wallet that looks at it; without one nobody is signed in. */
  readonly wallet?: string
}

/** Every page of the portal, those without a wallet first. */
export const PAGES: readonly ShownPage[] = [
  { name: 'home', path: () => '', ready: 'Expected cost' },
  { name: 'new-job', path: () => 'jobs/new', ready: 'would take it now' },
  { name: 'market', path: () => 'market', ready: 'Supply by tier' },
  { name: 'signed-out', path: () => 'jobs', ready: 'Sign in with a wallet to go on' },
  { name: 'not-found', path: () => 'nowhere', ready: 'There is no such page' },
  { name: 'jobs', path: () => 'jobs', ready: /Mandelbrot/, wallet: 'Buyer 1' },
  { name: 'job', path: ({ jobId }) => `jobs/${jobId}`, ready: 'the program ended with exit code 0', wallet: 'Buyer 1' },
  { name: 'account', path: () => 'account', ready: 'API keys', wallet: 'Buyer 1' },
  { name: 'provider', path: () => 'provider', ready: 'Earned by day', wallet: 'Provider of owned-1' },
  {
    name: 'node',
    path: ({ nodeId }) => `provider/nodes/${nodeId}`,
    ready: 'Proofs of work',
    wallet: 'Provider of owned-1',
  },
  { name: 'arbitrate', path: () => 'arbitrate', ready: /cases/i, wallet: 'Arbitrator 1' },
  { name: 'operate', path: () => 'operate', ready: 'in the outbox', wallet: 'Operator' },
  { name: 'govern', path: () => 'govern', ready: /Treasury/, wallet: 'Staker' },
]
