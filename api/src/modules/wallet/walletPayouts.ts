import { type Deployment, type PaymentToken, paymentTokens } from '@aiigo/chain'
import type { PayoutKind } from '@aiigo/domain'
import { readBonusProofs, type Storage } from '@aiigo/storage'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import { type IndexedWallet, WALLET_LIMIT } from '../../chain/createWalletLookup.js'
import type { DaoFacts } from '../../chain/daoFacts.js'
import type { HeldUntil, WalletFacts } from '../../chain/walletFacts.js'
import type { UsdOfToken } from './usdOfToken.js'
import type { WalletPayout } from './wallet.type.js'

interface Deps {
  storage: Storage
  chain: ChainFacts
  dao: DaoFacts
  deployment: Deployment
  walletFacts: WalletFacts
  usdOf: UsdOfToken
}

/** Money before its dollars are known. */
type Found = Pick<WalletPayout, 'kind' | 'contract' | 'amount'> &
  Partial<Pick<WalletPayout, 'nodeId' | 'lockId' | 'epoch' | 'until'>>

/** @param at Unix seconds */
export type WalletPayouts = (account: Address, indexed: IndexedWallet, at: number) => Promise<WalletPayout[]>

/** Finds the money that a wallet can take out. The subgraph names locks and nodes; the contracts tell the amounts. */
export function createWalletPayouts({ storage, chain, dao, deployment, walletFacts, usdOf }: Deps): WalletPayouts {
  const { addresses } = deployment
  const tokens = paymentTokens(deployment)
  const aiigo = tokens.find(({ address }) => isAddressEqual(address as Address, addresses.AiigoToken))
  if (!aiigo) throw new Error('expected AIIGO among the payment tokens')

  async function withUsd(token: PaymentToken, found: Found): Promise<WalletPayout> {
    const { address, symbol, decimals } = token
    const usd = await usdOf(token, found.amount)
    return {
      ...{ token: address.toLowerCase(), symbol, decimals, usd },
      ...{ nodeId: null, lockId: null, epoch: null, until: null },
      ...found,
    }
  }

  async function ofEscrow(account: Address): Promise<WalletPayout[]> {
    const found = await Promise.all(
      tokens.map(async (token) => {
        const amount = await chain.balance(token.address as Address, account)
        return withUsd(token, { kind: 'ESCROW_BALANCE', contract: addresses.Escrow, amount })
      }),
    )
    return found.filter(({ amount }) => amount > 0n)
  }

  async function ofBonuses(account: Address, { claimedEpochs }: IndexedWallet, at: number): Promise<Found[]> {
    const proofs = await readBonusProofs(storage.fork(), account, WALLET_LIMIT)
    const found = await Promise.all(
      proofs
        .filter(({ epoch }) => !claimedEpochs.has(epoch))
        .map(async ({ epoch, amount }): Promise<Found | null> => {
          const claim = await walletFacts.bonusClaim(epoch, account)
          if (!claim || at < claim.opensAt || at >= claim.closesAt) return null
          const until = new Date(claim.closesAt * 1_000)
          return { kind: 'BONUS', contract: addresses.BonusDistributor, amount, epoch, until }
        }),
    )
    return found.filter((bonus) => bonus !== null)
  }

  async function ofYield(account: Address): Promise<Found[]> {
    return [{ kind: 'YIELD', contract: addresses.StakerLocks, amount: await walletFacts.yieldOf(account) }]
  }

  async function ofVesting(account: Address): Promise<Found[]> {
    const { vesting } = await dao.state()
    return vesting
      .filter(({ owner }) => isAddressEqual(owner, account))
      .map(({ wallet, vested, released }) => ({ kind: 'VESTED_TOKENS', contract: wallet, amount: vested - released }))
  }

  /** The amount that is held, once its time is over. */
  const due = ({ amount, availableAt }: HeldUntil, at: number): bigint =>
    availableAt > 0 && availableAt <= at ? amount : 0n

  async function ofNodes({ nodes }: IndexedWallet, at: number): Promise<Found[]> {
    const held = async (kind: PayoutKind, contract: Address, nodeId: Hex, until: Promise<HeldUntil>) => ({
      ...{ kind, contract, nodeId },
      amount: due(await until, at),
    })
    const unbonding = nodes.filter(({ unbondingStake }) => unbondingStake > 0n)
    const released = nodes.filter(({ bond }) => (bond?.availableAt ?? null) !== null)
    return Promise.all([
      ...unbonding.map(({ id }) => held('UNBONDED_STAKE', addresses.StakingPool, id, walletFacts.unbonding(id))),
      ...released.map(({ id }) => held('RELEASED_BOND', addresses.PartnerBonds, id, walletFacts.bond(id))),
    ])
  }

  async function ofLocks(account: Address, { locks }: IndexedWallet, at: number): Promise<Found[]> {
    const ended = locks.filter(({ availableAt }) => availableAt !== null)
    return Promise.all(
      ended.map(async ({ id }): Promise<Found> => {
        const amount = due(await walletFacts.lock(id, account), at)
        return { kind: 'UNBONDED_LOCK', contract: addresses.StakerLocks, amount, lockId: id }
      }),
    )
  }

  return async (account, indexed, at) => {
    const [escrow, ...inAiigo] = await Promise.all([
      ofEscrow(account),
      ofBonuses(account, indexed, at),
      ofYield(account),
      ofNodes(indexed, at),
      ofLocks(account, indexed, at),
      ofVesting(account),
    ])
    const found = inAiigo.flat().filter(({ amount }) => amount > 0n)
    return [...escrow, ...(await Promise.all(found.map((one) => withUsd(aiigo, one))))]
  }
}
