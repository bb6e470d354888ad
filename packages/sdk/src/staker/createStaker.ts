import { aiigoGovernorAbi, stakerLocksAbi, tokenVestingAbi } from '@aiigo/chain'
import { DaoRecordsDocument, ProposalsDocument, StakerLocksDocument } from '@aiigo/client'
import { PROPOSAL_STAGES } from '@aiigo/domain'
import { encodeAbiParameters, erc20Abi, keccak256, parseAbiParameters, stringToBytes } from 'viem'
import { allow } from '../connect/allow.js'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { decodeCall, encodeCall } from './daoCalls.js'
import type { ProposalCall, ProposalVote, Staker, StakerPosition } from './Staker.js'
import { type IndexedProposal, type ProposalStanding, toProposal } from './toProposal.js'

const PAGE = 20
const RECORDS = 100

const VOTES: readonly ProposalVote[] = ['AGAINST', 'FOR', 'ABSTAIN']

/**
 * A staker over a connection: its locks, its yield, its votes, and the DAO's proposals.
 * @example
 * const staker = createStaker(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) }))
 * await staker.lock(10n ** 23n)
 * for (const { id, state } of await staker.proposals()) if (state === 'ACTIVE') await staker.vote(id, 'FOR')
 */
export function createStaker(connection: Connection): Staker {
  const { client, contracts } = connection
  const locks = { address: contracts.stakerLocks, abi: stakerLocksAbi } as const
  const governor = { address: contracts.aiigoGovernor, abi: aiigoGovernorAbi } as const
  const me = () => connection.signer.address

  async function position(call: CallOptions): Promise<StakerPosition> {
    const { reader } = connection
    const args = [me()] as const
    const token = { address: contracts.aiigoToken, abi: erc20Abi } as const
    const [chain, { staker }] = await Promise.all([
      Promise.all([
        reader.readContract({ ...token, functionName: 'balanceOf', args }),
        reader.readContract({ ...locks, functionName: 'stakedOf', args }),
        reader.readContract({ ...locks, functionName: 'getVotes', args }),
        reader.readContract({ ...locks, functionName: 'delegates', args }),
        reader.readContract({ ...locks, functionName: 'yieldOf', args }),
        reader.readContract({ ...locks, functionName: 'rate' }),
        reader.readContract({ ...locks, functionName: 'totalShares' }),
        reader.readContract({ ...locks, functionName: 'totalStaked' }),
        reader.readContract({ ...locks, functionName: 'unbondingSeconds' }),
        reader.readContract({ ...locks, functionName: 'MAX_TERM' }),
        reader.readContract({ ...governor, functionName: 'proposalThreshold' }),
      ]),
      client.execute(StakerLocksDocument, { id: me().toLowerCase() }, call),
    ])
    const [balance, staked, votes, delegate, yieldDue, yieldRate, totalShares, totalStaked, ...rules] = chain
    const [unbondingSeconds, maxTermSeconds, proposalThreshold] = rules
    return {
      ...{ balance, staked, votes, delegate, yieldDue, yieldRate, totalShares, totalStaked },
      ...{ unbondingSeconds, maxTermSeconds, proposalThreshold },
      locks: (staker?.locks ?? []).map((lock) => ({
        id: BigInt(lock.id),
        amount: BigInt(lock.amount),
        shares: BigInt(lock.shares),
        lockedAt: Number(lock.lockedAt),
        endsAt: Number(lock.endsAt),
        availableAt: lock.availableAt === null ? null : Number(lock.availableAt),
        isWithdrawn: lock.withdrawn,
      })),
    }
  }

  async function standingOf(found: IndexedProposal, now: number): Promise<ProposalStanding> {
    const args = [BigInt(found.id)] as const
    const { reader } = connection
    const isOver = found.state === 'EXECUTED' || found.state === 'CANCELED'
    const [state, quorum] = await Promise.all([
      isOver ? null : reader.readContract({ ...governor, functionName: 'state', args }),
      Number(found.voteStart) < now
        ? reader.readContract({ ...governor, functionName: 'quorum', args: [BigInt(found.voteStart)] })
        : null,
    ])
    return { stage: state === null ? found.state : (PROPOSAL_STAGES[state] ?? 'PENDING'), quorum }
  }

  const partsOf = (calls: readonly ProposalCall[]) =>
    [calls.map(({ target }) => target), calls.map(({ value }) => value), calls.map(({ data }) => data)] as const

  const decided = (calls: readonly ProposalCall[], description: string) =>
    [...partsOf(calls), keccak256(stringToBytes(description))] as const
  const idTypes = parseAbiParameters('address[], uint256[], bytes[], bytes32')

  return {
    get address() {
      return me()
    },
    connection,
    client,
    signIn: (options) => connection.signIn(options),
    position: (options = {}) => position(options),
    async lock(amount, { termSeconds = 0, ...options } = {}) {
      const what = 'the locks to take the stake'
      await allow(connection, { token: contracts.aiigoToken, spender: contracts.stakerLocks, amount, what }, options)
      return connection.sender.send(
        { ...locks, functionName: 'lock', args: [amount, termSeconds] },
        'the lock',
        options,
      )
    },
    unstake: (lockId, options) =>
      connection.sender.send({ ...locks, functionName: 'unstake', args: [lockId] }, 'ending the lock', options),
    withdrawLock: (lockId, options) =>
      connection.sender.send({ ...locks, functionName: 'withdraw', args: [lockId, me()] }, 'the withdrawal', options),
    async claimYield(options) {
      const due = await connection.reader.readContract({ ...locks, functionName: 'yieldOf', args: [me()] })
      if (due === 0n) return null
      return connection.sender.send({ ...locks, functionName: 'claim', args: [me()] }, 'the yield', options)
    },
    delegate: (delegate, options) =>
      connection.sender.send({ ...locks, functionName: 'delegate', args: [delegate] }, 'the delegation', options),
    async proposals({ first = PAGE, skip = 0, ...call } = {}) {
      const variables = { voter: me().toLowerCase() as `0x${string}`, first, skip }
      const [{ proposals }, { timestamp }] = await Promise.all([
        client.execute(ProposalsDocument, variables, call),
        connection.reader.getBlock(),
      ])
      return Promise.all(
        proposals.map(async (found) => toProposal(contracts, found, await standingOf(found, Number(timestamp)))),
      )
    },
    encodeCall: (target, functionName, args) => encodeCall(contracts, target, functionName, args),
    decodeCall: (call) => decodeCall(contracts, call),
    proposalId: (calls, description) => BigInt(keccak256(encodeAbiParameters(idTypes, decided(calls, description)))),
    propose: (calls, description, options) =>
      connection.sender.send(
        { ...governor, functionName: 'propose', args: [...partsOf(calls), description] },
        'the proposal',
        options,
      ),
    vote(proposalId, vote, { reason, ...options } = {}) {
      const support = VOTES.indexOf(vote)
      const call = reason
        ? { ...governor, functionName: 'castVoteWithReason', args: [proposalId, support, reason] }
        : { ...governor, functionName: 'castVote', args: [proposalId, support] }
      return connection.sender.send(call, 'the vote', options)
    },
    queue: (proposal, options) =>
      connection.sender.send(
        { ...governor, functionName: 'queue', args: decided(proposal.calls, proposal.description) },
        'the queueing',
        options,
      ),
    execute: (proposal, options) =>
      connection.sender.send(
        { ...governor, functionName: 'execute', args: decided(proposal.calls, proposal.description) },
        'the execution',
        options,
      ),
    records: (options = {}) => client.execute(DaoRecordsDocument, { first: RECORDS }, options),
    async vesting(wallet) {
      const { reader } = connection
      const vestingWallet = { address: wallet, abi: tokenVestingAbi } as const
      const token = contracts.aiigoToken
      const balanceOf = { address: token, abi: erc20Abi, functionName: 'balanceOf', args: [wallet] } as const
      const [owner, start, cliff, end, released, releasable, balance] = await Promise.all([
        reader.readContract({ ...vestingWallet, functionName: 'owner' }),
        reader.readContract({ ...vestingWallet, functionName: 'start' }),
        reader.readContract({ ...vestingWallet, functionName: 'cliff' }),
        reader.readContract({ ...vestingWallet, functionName: 'end' }),
        reader.readContract({ ...vestingWallet, functionName: 'released', args: [token] }),
        reader.readContract({ ...vestingWallet, functionName: 'releasable', args: [token] }),
        reader.readContract(balanceOf),
      ])
      return {
        ...{ wallet, owner, allocation: balance + released, vested: released + releasable, released },
        ...{ start: Number(start), cliff: Number(cliff), end: Number(end) },
      }
    },
    close: () => connection.close(),
  }
}
