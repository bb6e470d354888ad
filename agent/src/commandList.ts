import type { ListedCommand } from '@aiigo/terminal'

const SETUP = 'Setting up'
const WORK = 'Working'

/** Every command of `aiigo-agent`, in the order of the help. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'init',
    summary: 'set up this machine: wallet, prices, limits',
    group: SETUP,
    load: () => import('./commands/init.js'),
  },
  {
    name: 'benchmark',
    summary: 'measure this machine, beside its proofs of work',
    group: SETUP,
    load: () => import('./commands/benchmark.js'),
  },
  {
    name: 'update',
    summary: 'look for a newer version, fetch, check and install it',
    group: SETUP,
    load: () => import('./commands/update.js'),
  },
  { name: 'run', summary: 'run the agent', group: WORK, load: () => import('./commands/run.js') },
  {
    name: 'status',
    summary: 'work, jobs, earnings and limits at a glance',
    group: WORK,
    load: () => import('./commands/status.js'),
  },
  {
    name: 'drain',
    summary: 'let the running agent finish its jobs and take no more',
    group: WORK,
    load: () => import('./commands/drain.js'),
  },
  {
    name: 'withdraw',
    summary: 'take the earnings out of the escrow',
    group: WORK,
    load: () => import('./commands/withdraw.js'),
  },
]
