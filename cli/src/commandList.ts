import type { CommandGroup, ListedCommand } from './Command.js'

/** Words that only hold commands: `aiigo wallet`. */
export const GROUPS: Readonly<Record<string, CommandGroup>> = {
  wallet: { summary: 'wallets of this machine, in encrypted files', group: 'Signing in' },
  node: { summary: 'your nodes, their prices, stake and earnings', group: 'Providing' },
}

/** Every command, in the order of the help. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'login',
    summary: 'sign in with a wallet',
    group: 'Signing in',
    load: () => import('./commands/login.js'),
  },
  { name: 'logout', summary: 'end the session', group: 'Signing in', load: () => import('./commands/logout.js') },
  {
    name: 'whoami',
    summary: 'the wallet that is signed in',
    group: 'Signing in',
    load: () => import('./commands/whoami.js'),
  },
  { name: 'wallet new', summary: 'make a wallet', group: 'Signing in', load: () => import('./commands/walletNew.js') },
  {
    name: 'wallet import',
    summary: 'keep a private key that you have',
    group: 'Signing in',
    load: () => import('./commands/walletImport.js'),
  },
  { name: 'wallet list', summary: 'your wallets', group: 'Signing in', load: () => import('./commands/walletList.js') },
  {
    name: 'init',
    summary: 'write a job folder that runs as it is',
    group: 'Buying',
    load: () => import('./commands/init.js'),
  },
  { name: 'quote', summary: 'the price of a job now', group: 'Buying', load: () => import('./commands/quote.js') },
  {
    name: 'preview',
    summary: 'which nodes would take a job, and why others would not',
    group: 'Buying',
    load: () => import('./commands/preview.js'),
  },
  {
    name: 'submit',
    summary: 'hand in a job and pay its deposit',
    group: 'Buying',
    load: () => import('./commands/submit.js'),
  },
  {
    name: 'fund',
    summary: 'pay the deposit of a job that was handed in',
    group: 'Buying',
    load: () => import('./commands/fund.js'),
  },
  { name: 'jobs', summary: 'your jobs, or one of them', group: 'Buying', load: () => import('./commands/jobs.js') },
  { name: 'logs', summary: 'the lines that a job prints', group: 'Buying', load: () => import('./commands/logs.js') },
  {
    name: 'result',
    summary: 'the result of a job, checked and downloaded',
    group: 'Buying',
    load: () => import('./commands/result.js'),
  },
  {
    name: 'approve',
    summary: 'accept a result and pay its node',
    group: 'Buying',
    load: () => import('./commands/approve.js'),
  },
  {
    name: 'dispute',
    summary: 'object to a result with a bond',
    group: 'Buying',
    load: () => import('./commands/dispute.js'),
  },
  { name: 'cancel', summary: 'take a job back', group: 'Buying', load: () => import('./commands/cancel.js') },
  {
    name: 'balance',
    summary: 'money of the wallet, and in the escrow',
    group: 'Money',
    load: () => import('./commands/balance.js'),
  },
  {
    name: 'balance deposit',
    summary: 'put money into the escrow',
    group: 'Money',
    load: () => import('./commands/balanceDeposit.js'),
  },
  {
    name: 'balance withdraw',
    summary: 'take money out of the escrow',
    group: 'Money',
    load: () => import('./commands/balanceWithdraw.js'),
  },
  {
    name: 'faucet',
    summary: 'money of a local chain, which is free',
    group: 'Money',
    load: () => import('./commands/faucet.js'),
  },
  { name: 'node list', summary: 'your nodes', group: 'Providing', load: () => import('./commands/nodeList.js') },
  {
    name: 'node show',
    summary: 'one of your nodes: state, stake, prices, earnings',
    group: 'Providing',
    load: () => import('./commands/nodeShow.js'),
  },
  {
    name: 'node activate',
    summary: 'let a node get jobs',
    group: 'Providing',
    load: () => import('./commands/nodeActivate.js'),
  },
  {
    name: 'node deactivate',
    summary: 'let a node get no new jobs',
    group: 'Providing',
    load: () => import('./commands/nodeDeactivate.js'),
  },
  {
    name: 'node availability',
    summary: 'say whether a node takes work now',
    group: 'Providing',
    load: () => import('./commands/nodeAvailability.js'),
  },
  {
    name: 'node asks',
    summary: 'the prices of a node, shown or set',
    group: 'Providing',
    load: () => import('./commands/nodeAsks.js'),
  },
  {
    name: 'node stake',
    summary: 'add to the stake of a node',
    group: 'Providing',
    load: () => import('./commands/nodeStake.js'),
  },
  {
    name: 'node unstake',
    summary: 'begin to take stake out',
    group: 'Providing',
    load: () => import('./commands/nodeUnstake.js'),
  },
  {
    name: 'node withdraw-stake',
    summary: 'take out the stake that has unbonded',
    group: 'Providing',
    load: () => import('./commands/nodeWithdrawStake.js'),
  },
  {
    name: 'node earnings',
    summary: 'pay of your nodes by day',
    group: 'Providing',
    load: () => import('./commands/nodeEarnings.js'),
  },
  {
    name: 'node withdraw',
    summary: 'take earnings out of the escrow',
    group: 'Providing',
    load: () => import('./commands/nodeWithdraw.js'),
  },
  { name: 'prices', summary: 'the price index', group: 'Market', load: () => import('./commands/prices.js') },
  { name: 'nodes', summary: 'nodes that take jobs', group: 'Market', load: () => import('./commands/nodes.js') },
  {
    name: 'completion',
    summary: 'completion for a shell',
    group: 'This program',
    load: () => import('./commands/completion.js'),
  },
  {
    name: 'schema',
    summary: 'the JSON Schema of what a command prints with --json',
    group: 'This program',
    load: () => import('./commands/schema.js'),
  },
]
