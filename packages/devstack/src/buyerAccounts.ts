import { type LocalAccount, localAccount } from '@aiigo/contracts'

/** Between the accounts of the demo's agents and those of further agents (`demoAgents`). */
const BUYERS = { first: 12, count: 8 }

/** Wallets of the development mnemonic with ETH and nothing else, for buyers. */
export function buyerAccounts(): LocalAccount[] {
  return Array.from({ length: BUYERS.count }, (_, index) => localAccount(BUYERS.first + index))
}
