import { type Deployment, paymentTokens } from '@aiigo/chain'
import { nextLevel, type WalletRole } from '@aiigo/domain'
import { Job, Node, type Storage } from '@aiigo/storage'
import type { Address } from 'viem'
import type { IndexedWallet, WalletLookup } from '../../chain/createWalletLookup.js'
import type { StakeMinimums, WalletFacts } from '../../chain/walletFacts.js'
import type { Viewer } from '../../graphql/context.js'
import type { UsdOfToken } from './usdOfToken.js'
import type { MissingTrust, WalletNode, WalletSteps } from './wallet.type.js'
import type { WalletActions } from './walletActions.js'
import type { WalletPayouts } from './walletPayouts.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  walletFacts: WalletFacts
  findWallet: WalletLookup
  payouts: WalletPayouts
  actions: WalletActions
  usdOf: UsdOfToken
  /** Wallets of the platform's operator, lower case. */
  operators: readonly string[]
  now: () => number
}

export type WalletService = ReturnType<typeof createWalletService>

/** The next steps of a wallet in all its roles. */
export function createWalletService(deps: Deps) {
  const { storage, deployment, walletFacts, findWallet, payouts, actions, usdOf, operators, now } = deps
  const aiigo = paymentTokens(deployment).find(({ symbol }) => symbol === 'AIIGO')

  async function rolesOf(address: string, { locks }: IndexedWallet): Promise<WalletRole[]> {
    const account = address as Address
    const [jobs, nodes, staked, isArbitrator] = await Promise.all([
      storage.fork().find(Job, { buyer: address }, { fields: ['id'], limit: 1 }),
      storage.fork().find(Node, { provider: address }, { fields: ['id'], limit: 1 }),
      walletFacts.staked(account),
      walletFacts.isArbitrator(account),
    ])
    const has: Record<WalletRole, boolean> = {
      BUYER: jobs.length > 0,
      PROVIDER: nodes.length > 0,
      STAKER: staked > 0n || locks.length > 0,
      ARBITRATOR: isArbitrator,
      OPERATOR: operators.includes(address),
    }
    return (Object.keys(has) as WalletRole[]).filter((role) => has[role])
  }

  async function missingTrust(
    node: IndexedWallet['nodes'][number],
    minimums: StakeMinimums,
  ): Promise<MissingTrust | null> {
    const next = node.banned ? null : nextLevel(node, minimums.stake)
    if (!next) return null
    const bond = next.bond ? minimums.bond : null
    const usd = aiigo ? await usdOf(aiigo, next.stake + (bond ?? 0n)) : null
    return { ...next, bond, usd }
  }

  async function nodesOf({ nodes }: IndexedWallet): Promise<WalletNode[]> {
    const [minimums, described] = await Promise.all([
      walletFacts.minimums(),
      storage.fork().find(Node, { id: { $in: nodes.map(({ id }) => id) } }, { fields: ['id', 'name'] }),
    ])
    const names = new Map(described.map(({ id, name }) => [id, name]))
    return Promise.all(
      nodes.map(async (node) => {
        const { id, trustLevel, underReview, banned } = node
        const next = await missingTrust(node, minimums)
        return { nodeId: id, name: names.get(id) ?? '', trustLevel, underReview, banned, next }
      }),
    )
  }

  return {
    async steps(viewer: Viewer): Promise<WalletSteps> {
      // A quiet chain makes no blocks while deadlines pass, and the next block has this machine's time.
      const at = Math.max(await walletFacts.blockTime(), Math.floor(now() / 1_000))
      const indexed = await findWallet(viewer.address, at)
      const [roles, money, waiting, nodes] = await Promise.all([
        rolesOf(viewer.address, indexed),
        payouts(viewer.address as Address, indexed, at),
        actions(viewer, indexed, at),
        nodesOf(indexed),
      ])
      return { at: new Date(at * 1_000), roles, payouts: money, actions: waiting, nodes }
    },
  }
}
