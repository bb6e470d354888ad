import { WalletStepsDocument, type WalletStepsQuery } from '@aiigo/client'
import type { CallOptions, Connection } from './Connection.js'

type Answer = WalletStepsQuery['walletSteps']
type AnsweredNode = Answer['nodes'][number]

/** Money that the wallet can take out now. `amount` is base units of the token, `usd` its dollars as decimal text. */
export interface WalletPayout extends Omit<Answer['payouts'][number], 'amount' | 'lockId'> {
  readonly amount: bigint
  /** Of a lock that has unbonded, else null. */
  readonly lockId: bigint | null
}

/** Something that waits for the wallet. Times are ISO text; `until` is the deadline. */
export interface WalletAction extends Omit<Answer['actions'][number], 'proposalId' | 'lockId'> {
  readonly proposalId: bigint | null
  readonly lockId: bigint | null
}

/** The gap to a node's next trust level; 0 where nothing is missing. Amounts are AIIGO base units. */
export interface WalletMissingTrust extends Omit<NonNullable<AnsweredNode['next']>, 'stake' | 'bond'> {
  readonly stake: bigint
  /** Smallest bond of a partner; null for other levels. */
  readonly bond: bigint | null
}

/** A node of the wallet. */
export interface WalletNode extends Omit<AnsweredNode, 'next'> {
  /** Null at the highest level, and for a banned node. */
  readonly next: WalletMissingTrust | null
}

/** The next steps of a wallet in all its roles. */
export interface WalletSteps {
  /** ISO text: the time that deadlines were compared with. */
  readonly at: string
  readonly roles: Answer['roles']
  readonly payouts: readonly WalletPayout[]
  /** The nearest deadline first. */
  readonly actions: readonly WalletAction[]
  readonly nodes: readonly WalletNode[]
}

/**
 * The next steps of the wallet: its roles, money to take out, what waits for it, and what each of its nodes needs for
 * the next trust level. The wallet is signed in.
 * @throws ApiError `UNAUTHENTICATED`, `CHAIN_UNAVAILABLE`, `SUBGRAPH_UNAVAILABLE`
 * @example
 * const { payouts, actions } = await readWalletSteps(connection)
 * for (const { kind, amount, symbol } of payouts) console.log('take out', kind, amount, symbol)
 * for (const { kind, until } of actions) console.log('to do', kind, until)
 */
export async function readWalletSteps({ client }: Connection, options: CallOptions = {}): Promise<WalletSteps> {
  const { walletSteps } = await client.execute(WalletStepsDocument, {}, options)
  const { payouts, actions, nodes, ...rest } = walletSteps
  return {
    ...rest,
    payouts: payouts.map((payout) => ({ ...payout, amount: BigInt(payout.amount), lockId: bigintOf(payout.lockId) })),
    actions: actions.map((action) => ({
      ...action,
      proposalId: bigintOf(action.proposalId),
      lockId: bigintOf(action.lockId),
    })),
    nodes: nodes.map(({ next, ...node }) => ({
      ...node,
      next: next && { ...next, stake: BigInt(next.stake), bond: bigintOf(next.bond) },
    })),
  }
}

const bigintOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text))
