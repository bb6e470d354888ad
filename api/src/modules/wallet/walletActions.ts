import {
  Challenge,
  disputesToAnswer,
  jobsToApprove,
  jobsToFund,
  Node,
  type Storage,
  type WaitingJob,
} from '@aiigo/storage'
import type { Address, Hex } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import { type IndexedWallet, WALLET_LIMIT } from '../../chain/createWalletLookup.js'
import type { WalletFacts } from '../../chain/walletFacts.js'
import type { Viewer } from '../../graphql/context.js'
import type { CaseService } from '../arbitration/case.service.js'
import type { WalletAction } from './wallet.type.js'

interface Deps {
  storage: Storage
  chain: ChainFacts
  cases: CaseService
  walletFacts: WalletFacts
}

type Found = Pick<WalletAction, 'kind'> & Partial<Omit<WalletAction, 'kind'>>

/** Cases that are asked of the chain. */
const MAX_CASES = 50

/** @param at Unix seconds */
export type WalletActions = (viewer: Viewer, indexed: IndexedWallet, at: number) => Promise<WalletAction[]>

/** Finds what waits for a wallet. */
export function createWalletActions({ storage, chain, cases, walletFacts }: Deps): WalletActions {
  async function asBuyer(buyer: string, at: Date): Promise<Found[]> {
    const [toFund, toApprove] = await Promise.all([
      jobsToFund(storage.fork(), buyer, at, WALLET_LIMIT),
      jobsToApprove(storage.fork(), buyer, at, WALLET_LIMIT),
    ])
    const found = (kind: Found['kind'], jobs: readonly WaitingJob[]): Found[] =>
      jobs.map(({ id, name, until }) => ({ kind, jobId: id, name, until }))
    return [...found('FUND_JOB', toFund), ...found('APPROVE_RESULT', toApprove)]
  }

  async function ofDisputes(provider: string): Promise<Found[]> {
    const open = await disputesToAnswer(storage.fork(), provider, WALLET_LIMIT)
    const found = await Promise.all(
      open.map(async ({ jobId, taskId, nodeId }): Promise<Found | null> => {
        const dispute = await chain.dispute(taskId as Hex)
        if (dispute?.phase !== 'DRAW' && dispute?.phase !== 'COMMIT') return null
        return { kind: 'ANSWER_DISPUTE', jobId, nodeId, until: dispute.commitBy }
      }),
    )
    return found.filter((action) => action !== null)
  }

  async function asArbitrator(viewer: Viewer): Promise<Found[]> {
    const { edges } = await cases.list(viewer, { first: MAX_CASES, after: null, undecided: true })
    return edges.flatMap(({ node: { jobId, state, commitBy, revealBy } }): Found[] => {
      if (state === 'TO_COMMIT') return [{ kind: 'COMMIT_VOTE', jobId, until: commitBy }]
      return state === 'TO_REVEAL' ? [{ kind: 'REVEAL_VOTE', jobId, until: revealBy }] : []
    })
  }

  async function asVoter(account: Address, { proposals }: IndexedWallet): Promise<Found[]> {
    const found = await Promise.all(
      proposals.map(async ({ id, voteStart, voteEnd }): Promise<Found | null> => {
        if ((await walletFacts.pastVotes(account, voteStart)) === 0n) return null
        return { kind: 'VOTE_ON_PROPOSAL', proposalId: id, until: new Date(voteEnd * 1_000) }
      }),
    )
    return found.filter((action) => action !== null)
  }

  async function ofNodes(provider: string, { nodes }: IndexedWallet, at: Date): Promise<Found[]> {
    const em = storage.fork()
    const order = { orderBy: { id: 'asc' }, limit: WALLET_LIMIT } as const
    const silentNodes = { provider, registered: true, online: false, availability: { $ne: 'UNAVAILABLE' } } as const
    const named = await em.find(Node, { id: { $in: nodes.map(({ id }) => id) } }, { fields: ['id', 'name'] })
    const [silent, challenges] = await Promise.all([
      storage.fork().find(Node, silentNodes, { ...order, fields: ['id', 'name', 'lastHeartbeatAt'] }),
      storage
        .fork()
        .find(Challenge, { nodeId: { $in: nodes.map(({ id }) => id) }, state: 'OPEN', deadline: { $gt: at } }, order),
    ])
    const names = new Map(named.map(({ id, name }) => [id, name]))
    return [
      ...challenges.map(({ nodeId, deadline }): Found => {
        return { kind: 'SOLVE_CHALLENGE', nodeId, until: deadline, name: names.get(nodeId) ?? null }
      }),
      ...silent.map(({ id, name, lastHeartbeatAt }): Found => {
        return { kind: 'START_NODE', nodeId: id, since: lastHeartbeatAt ?? null, name }
      }),
      ...nodes
        .filter(({ underReview }) => underReview)
        .map(({ id }): Found => ({ kind: 'AWAIT_REVIEW', nodeId: id, name: names.get(id) ?? null })),
    ]
  }

  /** Locks without a term can be ended at any time, so nothing waits. */
  function ofLocks({ locks }: IndexedWallet, at: number): Found[] {
    return locks
      .filter(({ lockedAt, endsAt, availableAt }) => availableAt === null && endsAt > lockedAt && endsAt <= at)
      .map(({ id, endsAt }) => ({ kind: 'END_LOCK', lockId: id, since: new Date(endsAt * 1_000) }))
  }

  return async (viewer, indexed, at) => {
    const account = viewer.address as Address
    const date = new Date(at * 1_000)
    const found = await Promise.all([
      asBuyer(viewer.address, date),
      ofDisputes(viewer.address),
      asArbitrator(viewer),
      asVoter(account, indexed),
      ofNodes(viewer.address, indexed, date),
      ofLocks(indexed, at),
    ])
    const deadline = ({ until }: Found) => until?.getTime() ?? Number.MAX_SAFE_INTEGER
    return found
      .flat()
      .sort((a, b) => deadline(a) - deadline(b))
      .map((action) => ({
        ...{ until: null, since: null, jobId: null, nodeId: null, proposalId: null, lockId: null, name: null },
        ...action,
      }))
  }
}
