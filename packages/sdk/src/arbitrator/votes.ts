import { arbitrationAbi, voteCommitment, voteNumber, voteSaltOf, voteSaltTypedData } from '@aiigo/chain'
import { CommitVoteDocument, RevealVoteDocument, succeed } from '@aiigo/client'
import { VOTES, type Vote } from '@aiigo/domain'
import { encodeFunctionData, type Hex, isAddressEqual } from 'viem'
import type { CallOptions, Connection, SendOptions } from '../connect/Connection.js'
import { chainFailure } from '../connect/chainFailure.js'
import { expectPrepared } from '../connect/prepared.js'
import { readSeat } from '../dispute/readSeat.js'
import { sdkError } from '../errors.js'
import type { VoteOpening } from './Arbitrator.js'

/** A dispute by both of its names. */
export interface CaseIds {
  readonly jobId: string
  readonly taskId: Hex
}

/** The votes of a wallet. Salts are derived, and kept in memory only. */
export function createVotes(connection: Connection) {
  const { client, chainId, contracts } = connection
  const arbitration = { address: contracts.arbitration, abi: arbitrationAbi } as const
  const salts = new Map<Hex, Hex>()

  async function signed(taskId: Hex): Promise<Hex> {
    const typed = voteSaltTypedData(chainId, contracts.arbitration, taskId)
    return connection.signer.signTypedData(typed).catch((error: unknown) => {
      throw chainFailure(error, 'signing for the salt of the vote')
    })
  }

  /** @param isFirst whether the salt will be committed to: then it has to be the same when the vote is opened */
  async function saltOf(taskId: Hex, isFirst: boolean): Promise<Hex> {
    const known = salts.get(taskId)
    if (known) return known
    const salt = voteSaltOf(await signed(taskId))
    if (isFirst && voteSaltOf(await signed(taskId)) !== salt) {
      throw sdkError(
        'VOTE_MISMATCH',
        'expected a wallet that signs the same message the same way each time; with this one the vote could never be opened: use another wallet of the arbitrator’s key',
      )
    }
    salts.set(taskId, salt)
    return salt
  }

  const commitmentOf = (taskId: Hex, vote: Vote, salt: Hex): Hex =>
    voteCommitment(taskId, connection.signer.address, vote, salt)

  /** The vote of a commitment, with its salt. @throws NotRetryableError `VOTE_MISMATCH` */
  async function openingOf(taskId: Hex, commitment: Hex | null): Promise<{ vote: Vote; salt: Hex }> {
    const salt = await saltOf(taskId, false)
    const vote = VOTES.find((one) => commitmentOf(taskId, one, salt) === commitment)
    if (vote) return { vote, salt }
    throw sdkError(
      'VOTE_MISMATCH',
      `the commitment ${commitment} on chain is of no vote with the salt that this wallet derives for task ${taskId}; open it by the client that made it`,
    )
  }

  return {
    async opening({ jobId, taskId }: CaseIds, { signal }: CallOptions): Promise<VoteOpening> {
      const { commitment } = await readSeat(connection, taskId, connection.signer.address)
      signal?.throwIfAborted()
      if (!commitment) throw sdkError('NOT_COMMITTED', `the wallet has committed to no vote in the dispute of ${jobId}`)
      const { vote, salt } = await openingOf(taskId, commitment)
      const arbitrator = connection.signer.address
      return { chainId, arbitration: contracts.arbitration, taskId, arbitrator, vote, salt, commitment }
    },

    async commit({ jobId, taskId }: CaseIds, vote: Vote, options: SendOptions): Promise<Hex | null> {
      const call = options.signal ? { signal: options.signal } : {}
      const commitment = commitmentOf(taskId, vote, await saltOf(taskId, true))
      const seat = await readSeat(connection, taskId, connection.signer.address)
      if (seat.commitment === commitment) return null
      if (seat.commitment) {
        throw sdkError('VOTE_MISMATCH', `expected a seat without a vote, the chain has another one in task ${taskId}`)
      }
      const sent = { jobId, commitment }
      const answer = await client.execute(CommitVoteDocument, sent, { ...call, idempotent: true })
      const { transaction } = succeed(answer.commitVote)
      const args = [taskId, commitment] as const
      const data = encodeFunctionData({ ...arbitration, functionName: 'commit', args })
      if (!transaction) throw sdkError('WRONG_TRANSACTION', `the API prepared no vote in the dispute of job ${jobId}`)
      expectPrepared({ to: contracts.arbitration, data, value: 0n, approval: null }, transaction, 'the vote')
      return connection.sender.send({ ...arbitration, functionName: 'commit', args }, 'the vote', options)
    },

    async reveal({ jobId, taskId }: CaseIds, options: SendOptions): Promise<{ vote: Vote; transaction: Hex | null }> {
      const call = options.signal ? { signal: options.signal } : {}
      const seat = await readSeat(connection, taskId, connection.signer.address)
      const opened = VOTES.find((vote) => vote === seat.vote)
      if (opened) return { vote: opened, transaction: null }
      const answer = await client.execute(RevealVoteDocument, { jobId }, { ...call, idempotent: true })
      const prepared = succeed(answer.revealVote).call
      const { vote, salt } = await openingOf(taskId, seat.commitment)
      const isSame =
        prepared?.taskId === taskId &&
        prepared.commitment === seat.commitment &&
        isAddressEqual(prepared.to, contracts.arbitration)
      if (!isSame)
        throw sdkError('WRONG_TRANSACTION', `the API prepared the opening of another vote than job ${jobId}'s`)
      const args = [taskId, voteNumber(vote), salt] as const
      const sent = { ...arbitration, functionName: 'reveal', args }
      return { vote, transaction: await connection.sender.send(sent, 'the opening of the vote', options) }
    },
  }
}
