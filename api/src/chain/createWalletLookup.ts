import { TRUST_LEVELS } from '@aiigo/domain'
import type { Executor } from '@graphql-tools/utils'
import { parse } from 'graphql'
import type { Hex } from 'viem'
import { z } from 'zod'
import { askSubgraph } from './askSubgraph.js'

/**
 * The things of a wallet that the subgraph finds: locks, nodes, claimed bonuses, votes that are open. Amounts that may
 * be taken out are not here: the chain tells them.
 */
export type IndexedWallet = z.infer<typeof schema>

/** Things of a wallet. @param now Unix seconds by the chain's clock */
export type WalletLookup = (account: string, now: number) => Promise<IndexedWallet>

const seconds = z.string().transform(Number)
const number = z.string().transform((id) => BigInt(id))
const amount = z.string().transform(BigInt)

const schema = z
  .object({
    staker: z
      .object({
        locks: z.array(
          z.object({ id: number, lockedAt: seconds, endsAt: seconds, availableAt: seconds.nullable() }).readonly(),
        ),
      })
      .nullable(),
    ownNodes: z.array(
      z.object({
        id: z.string().transform((id) => id as Hex),
        trustLevel: z.enum(TRUST_LEVELS),
        activeStake: amount,
        unbondingStake: amount,
        powPasses: z.int(),
        tasksCompleted: z.int(),
        tasksFailed: z.int(),
        underReview: z.boolean(),
        banned: z.boolean(),
        bond: z.object({ availableAt: seconds.nullable() }).nullable(),
      }),
    ),
    bonusClaims: z.array(z.object({ epoch: z.object({ id: number }) })),
    openProposals: z.array(z.object({ id: number, voteStart: seconds, voteEnd: seconds, votes: z.array(z.unknown()) })),
  })
  .transform(({ staker, ownNodes, bonusClaims, openProposals }) => ({
    locks: staker?.locks ?? [],
    nodes: ownNodes,
    claimedEpochs: new Set(bonusClaims.map(({ epoch }) => Number(epoch.id))),
    /** Those that the wallet has not voted on. */
    proposals: openProposals.filter(({ votes }) => votes.length === 0),
  }))

/** Most nodes, and most locks, that are looked at. */
export const WALLET_LIMIT = 100

export const WALLET_DOCUMENT = parse(`query Wallet($id: ID!, $provider: String!, $account: Bytes!, $now: BigInt!) {
  staker(id: $id) {
    locks(where: { withdrawn: false }, first: ${WALLET_LIMIT}, orderBy: lockedAt, orderDirection: desc) {
      id lockedAt endsAt availableAt
    }
  }
  ownNodes: nodes(where: { provider: $provider }, first: ${WALLET_LIMIT}, orderBy: id) {
    id trustLevel activeStake unbondingStake powPasses tasksCompleted tasksFailed underReview banned
    bond { availableAt }
  }
  bonusClaims(where: { account: $account }, first: ${WALLET_LIMIT}, orderBy: timestamp, orderDirection: desc) {
    epoch { id }
  }
  openProposals: proposals(where: { state: ACTIVE, voteStart_lt: $now, voteEnd_gte: $now }, first: 20) {
    id voteStart voteEnd votes(where: { voter: $account }, first: 1) { id }
  }
}`)

/** Looks wallets up in the subgraph. Errors: GraphQLError SUBGRAPH_UNAVAILABLE while it does not answer. */
export function createWalletLookup(execute: Executor): WalletLookup {
  return (account, now) => {
    const id = account.toLowerCase()
    const variables = { id, provider: id, account: id, now: String(now) }
    return askSubgraph(execute, WALLET_DOCUMENT, variables, schema)
  }
}
