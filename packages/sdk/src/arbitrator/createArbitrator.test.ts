import { arbitrationAbi, voteCommitment, voteSaltOf, voteSaltTypedData } from '@aiigo/chain'
import type { Vote } from '@aiigo/domain'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  decodeFunctionData,
  encodeFunctionData,
  encodeFunctionResult,
  type Hex,
  parseTransaction,
  zeroAddress,
  zeroHash,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { connect } from '../connect/connect.js'
import { CONTRACTS, type FakePlatform, startFakePlatform } from '../testing/startFakePlatform.js'
import type { Arbitrator } from './Arbitrator.js'
import { createArbitrator } from './createArbitrator.js'

const account = privateKeyToAccount(generatePrivateKey())
const JOB_ID = '11111111-2222-4333-8444-555555555555'
const TASK: Hex = `0x${'ab'.repeat(32)}`
const HASH: Hex = `0x${'cd'.repeat(32)}`
const COMMIT = 2
const REVEAL = 3

let platform: FakePlatform | undefined
let arbitrator: Arbitrator | undefined
afterEach(async () => {
  await arbitrator?.close()
  platform?.stop()
})

const saltOf = async (taskId = TASK) =>
  voteSaltOf(await account.signTypedData(voteSaltTypedData(31_337, CONTRACTS.arbitration, taskId)))
const commitmentOf = async (vote: Vote) => voteCommitment(TASK, account.address, vote, await saltOf())

interface Shown {
  phase?: number
  commitment?: Hex
  /** In the contract's enum. */
  vote?: number
  /** Parts of what the API prepares. */
  prepared?: object
  wallet?: typeof account
}

/** An arbitrator with a seat, before a platform that prepares votes and a chain that takes them. */
async function seated(shown: Shown = {}) {
  const told: unknown[] = []
  const sent: Hex[] = []
  const dispute = encodeFunctionResult({
    abi: arbitrationAbi,
    functionName: 'dispute',
    result: {
      ...{ phase: shown.phase ?? COMMIT, ruling: 0, buyer: zeroAddress, provider: zeroAddress, drawBlock: 1n },
      ...{ openedAt: 1, drawBy: 2, commitBy: 3, revealBy: 4, panel: [zeroAddress, account.address, zeroAddress] },
      ...{ commitments: [zeroHash, shown.commitment ?? zeroHash, zeroHash], votes: [0, shown.vote ?? 0, 0] },
    },
  })
  const summary = { jobId: JOB_ID, taskId: TASK, job: null, evidence: [] }
  const hex = (value: number): Hex => `0x${value.toString(16)}`
  platform = await startFakePlatform({
    api: {
      arbitrationCase: summary,
      commitVote: (variables: { commitment: Hex }) => {
        told.push(variables)
        const args = [TASK, variables.commitment] as const
        const data = encodeFunctionData({ abi: arbitrationAbi, functionName: 'commit', args })
        const transaction = { to: CONTRACTS.arbitration, data, value: '0', approval: null, ...shown.prepared }
        return { transaction, userErrors: [] }
      },
      revealVote: (variables: unknown) => {
        told.push(variables)
        const call = { to: CONTRACTS.arbitration, taskId: TASK, commitment: shown.commitment, ...shown.prepared }
        return { call: { ...call, revealBy: '2026-11-29T00:00:00Z' }, userErrors: [] }
      },
    },
    rpc: {
      ...{ eth_call: dispute, eth_getBalance: hex(10 ** 15), eth_estimateGas: hex(60_000), eth_gasPrice: hex(1) },
      ...{ eth_getTransactionCount: hex(0), eth_blockNumber: hex(1), eth_maxPriorityFeePerGas: hex(1) },
      eth_getBlockByNumber: { number: hex(1), baseFeePerGas: hex(1), timestamp: hex(1), transactions: [] },
      eth_sendRawTransaction: ([raw]: [Hex]) => {
        sent.push(parseTransaction(raw).data ?? '0x')
        return HASH
      },
      eth_getTransactionReceipt: {
        ...{
          status: hex(1),
          transactionHash: HASH,
          blockNumber: hex(1),
          blockHash: zeroHash,
          logs: [],
          gasUsed: hex(1),
        },
        ...{ cumulativeGasUsed: hex(1), effectiveGasPrice: hex(1), transactionIndex: hex(0), type: hex(2) },
      },
    },
  })
  const { apiUrl, rpcUrl } = platform
  arbitrator = createArbitrator(await connect({ apiUrl, rpcUrl, wallet: shown.wallet ?? account }))
  return { me: arbitrator, told, sent }
}

const called = (data: Hex | undefined) => decodeFunctionData({ abi: arbitrationAbi, data: data ?? '0x' })

describe('a vote', () => {
  test('goes to the chain as a commitment, and to the API as nothing else', async () => {
    const { me, told, sent } = await seated()
    const commitment = await commitmentOf('MISUSE')
    expect(await me.commit(JOB_ID, 'MISUSE')).toBe(HASH)
    expect(sent.map(called)).toEqual([{ functionName: 'commit', args: [TASK, commitment] }])
    expect(told).toEqual([{ jobId: JOB_ID, commitment }])
  })

  test.each(['PROVIDER', 'BUYER', 'MISUSE'] as const)(
    'for %s is found again by a client that starts anew',
    async (vote) => {
      const { me, told, sent } = await seated({ phase: REVEAL, commitment: await commitmentOf(vote) })
      expect(await me.reveal(JOB_ID)).toEqual({ vote, transaction: HASH })
      const number = ['PROVIDER', 'BUYER', 'MISUSE'].indexOf(vote) + 1
      expect(sent.map(called)).toEqual([{ functionName: 'reveal', args: [TASK, number, await saltOf()] }])
      // Neither vote nor salt: the chain alone gets them.
      expect(told).toEqual([{ jobId: JOB_ID }])
    },
  )

  test('that the chain has already is not sent again; another one is not either', async () => {
    const given = await seated({ commitment: await commitmentOf('BUYER') })
    expect(await given.me.commit(JOB_ID, 'BUYER')).toBeNull()
    await expect(given.me.commit(JOB_ID, 'PROVIDER')).rejects.toMatchObject({ code: 'VOTE_MISMATCH' })
    await given.me.close()
    platform?.stop()
    const opened = await seated({ phase: REVEAL, commitment: await commitmentOf('BUYER'), vote: 2 })
    expect(await opened.me.reveal(JOB_ID)).toEqual({ vote: 'BUYER', transaction: null })
    expect([...given.sent, ...opened.sent]).toEqual([])
  })

  test('is given out with its salt, so that another client can open it; before the commitment there is none', async () => {
    const commitment = await commitmentOf('MISUSE')
    const { me, told, sent } = await seated({ commitment })
    expect(await me.voteOpening(JOB_ID)).toEqual({
      ...{ chainId: 31_337, arbitration: CONTRACTS.arbitration, taskId: TASK, arbitrator: account.address },
      ...{ vote: 'MISUSE', salt: await saltOf(), commitment },
    })
    expect([...told, ...sent]).toEqual([])
    await me.close()
    platform?.stop()
    const fresh = await seated()
    await expect(fresh.me.voteOpening(JOB_ID)).rejects.toMatchObject({ code: 'NOT_COMMITTED' })
  })

  test('of another client is not opened by guessing', async () => {
    const { me, sent } = await seated({ phase: REVEAL, commitment: HASH })
    await expect(me.reveal(JOB_ID)).rejects.toMatchObject({ code: 'VOTE_MISMATCH' })
    expect(sent).toEqual([])
  })

  test('is not sent where the API prepares something else', async () => {
    const commit = await seated({ prepared: { to: CONTRACTS.escrow } })
    await expect(commit.me.commit(JOB_ID, 'BUYER')).rejects.toMatchObject({ code: 'WRONG_TRANSACTION' })
    await commit.me.close()
    platform?.stop()
    const shown = { phase: REVEAL, commitment: await commitmentOf('BUYER') }
    const reveal = await seated({ ...shown, prepared: { to: CONTRACTS.escrow } })
    await expect(reveal.me.reveal(JOB_ID)).rejects.toMatchObject({ code: 'WRONG_TRANSACTION' })
    expect([...commit.sent, ...reveal.sent]).toEqual([])
  })

  test('is refused to a wallet that signs the same message in two ways: it could never be opened', async () => {
    let count = 0
    const wallet = {
      ...account,
      signTypedData: (typed: Parameters<typeof account.signTypedData>[0]) =>
        account.signTypedData({ ...typed, domain: { ...typed.domain, version: String(count++) } } as typeof typed),
    } as typeof account
    const { me, sent, told } = await seated({ wallet })
    await expect(me.commit(JOB_ID, 'BUYER')).rejects.toMatchObject({ code: 'VOTE_MISMATCH' })
    expect([...sent, ...told]).toEqual([])
  })

  test('has another salt in each dispute', async () => {
    expect(await saltOf()).not.toBe(await saltOf(HASH))
  })
})
