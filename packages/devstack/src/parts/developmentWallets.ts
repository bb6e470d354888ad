import { localAccount, localArbitrators, localRoles } from '@aiigo/contracts'
import { buyerAccounts } from '../buyerAccounts.js'
import type { AgentSpec } from '../stackOptions.js'

/** A wallet of the local chain that the portal offers at one click. Its node holds the key. */
interface DevelopmentWallet {
  name: string
  address: string
}

/** The local chain's people: buyers, each agent's provider, and the roles that the contracts know. */
export function developmentWallets(agents: readonly AgentSpec[]): DevelopmentWallet[] {
  const { operator, publicSale } = localRoles()
  return [
    ...buyerAccounts()
      .slice(0, 2)
      .map(({ address }, index) => ({ name: `Buyer ${index + 1}`, address })),
    ...agents.map(({ name, accountIndex }) => ({
      name: `Provider of ${name}`,
      address: localAccount(accountIndex).address,
    })),
    { name: 'Staker', address: publicSale.address },
    ...localArbitrators().map(({ address }, index) => ({ name: `Arbitrator ${index + 1}`, address })),
    { name: 'Operator', address: operator.address },
  ]
}
