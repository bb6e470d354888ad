import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  arbitrationAbi,
  escrowAbi,
  nodeRegistryAbi,
  partnerBondsAbi,
  stakerLocksAbi,
  stakingPoolAbi,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { DISPUTE_PHASES, type DisputePhase, RULINGS, type Ruling, TASK_STATES, type TaskState } from '@aiigo/domain'
import { createFileGrants } from '@aiigo/service'
import { decodeFunctionData, encodeFunctionResult, type Hex, isAddressEqual, toHex, zeroAddress, zeroHash } from 'viem'
import { answerOfDao, type TestDao } from './answerOfDao.js'

/** A further account of the platform, which always has 1 ETH. */
export const RELAY = `0x${'8'.repeat(40)}`

export interface Remotes {
  rpcUrl: string
  blobUrl: string
  /** Nothing listens there. */
  deadUrl: string
  /** The chain's answers about tasks. */
  taskStates: Map<string, TaskState>
  /** Balances in the escrow, by token; the same for every account. */
  balances: Map<string, bigint>
  /** Answers each question after a task with what is known of it. */
  subgraphUrl: string
  indexedTasks: Map<string, object>
  /** Days of money in the subgraph, of anybody, as graph-node writes them. */
  indexedDays: TestDay[]
  /** Largest budgets of BASIC nodes by token, lower case; 0 where none is set. */
  smallTaskCaps: Map<string, bigint>
  /** Sizes of stored blobs by content id; whoever has a grant holds them all. */
  blobs: Map<string, number>
  /** Contents by content id; others are a program that does nothing, and can be run. */
  programs: Map<string, Uint8Array>
  /** Deletions asked of the blob store: holder and content id. */
  deleted: string[]
  /** The arbitrators of every dispute. */
  panel: Hex[]
  /** Every dispute, but for its panel. */
  dispute: TestDispute
  dao: TestDao
  /** The platform’s account on chain; its address in lower case. */
  account: { address: string; balance: bigint; nonce: number; pendingNonce: number; gasPrice: bigint }
  /** The last block that the subgraph has indexed. */
  indexed: { block: number }
  /** Partner's bond of every node, AIIGO base units and Unix seconds, and the open disputes of every node. */
  bond: { amount: bigint; availableAt: number; disputes: number }
  /** Votes of every account in the DAO, at any time. */
  votes: { value: bigint }
  /** The things of every wallet in the subgraph, as graph-node writes them. */
  wallet: TestWallet
  /** While one is set, that service keeps its answers back until it resolves. */
  held: { chain: Promise<void> | null; blobs: Promise<void> | null }
  /** Questions that a service has not answered. */
  open: { chain: number; blobs: number }
  /** Ids of nodes that the subgraph has under review. */
  underReview: string[]
  close(): Promise<void>
}

/** Things of a wallet that the subgraph finds. */
export interface TestWallet {
  staker: { locks: object[] } | null
  ownNodes: object[]
  bonusClaims: object[]
  openProposals: object[]
}

/** A day's sum of one owner in one token. */
export interface TestDay {
  owner: string
  token: string
  /** Unix seconds. */
  startsAt: string
  tasks: number
  /** Base units. */
  amount: string
}

/** A dispute as a test wants it; votes by seat. */
export interface TestDispute {
  phase: DisputePhase
  ruling: Ruling | null
  commitments: (Hex | null)[]
  votes: (Ruling | null)[]
  /** Unix seconds. */
  openedAt: number
  commitBy: number
  revealBy: number
}

export const FILE_GRANT_SECRET = 'another secret of the tests, long enough as well'

/** Does nothing: a function `_start` and a memory. */
const IDLE_PROGRAM = Buffer.from(
  '0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b',
  'hex',
)

/** Of the staking contracts here, AIIGO base units. */
export const MINIMUM_STAKE = 100n * 10n ** 18n
export const MINIMUM_BOND = 50_000n * 10n ** 18n

/** Of every dispute here, base units. */
export const BOND = 500n

/**
 * The API's sources (chain, blob store, one task in the subgraph) with answers that a test sets.
 * Chain, blob gateway and graph-node themselves are the end-to-end tests' part.
 */
export async function startRemotes(): Promise<Remotes> {
  const taskStates = new Map<string, TaskState>()
  const smallTaskCaps = new Map<string, bigint>()
  const blobs = new Map<string, number>()
  const programs = new Map<string, Uint8Array>()
  const deleted: string[] = []
  const panel: Hex[] = []
  const opened = Math.floor(Date.now() / 1_000)
  const dispute: TestDispute = {
    ...{ phase: 'COMMIT', ruling: null, commitments: [], votes: [] },
    ...{ openedAt: opened, commitBy: opened + 3_600, revealBy: opened + 7_200 },
  }
  const dao: TestDao = { standings: new Map(), balance: 7n, asked: 0 }
  const grants = createFileGrants(FILE_GRANT_SECRET)
  const balances = new Map<string, bigint>()
  const indexedTasks = new Map<string, object>()
  const indexedDays: TestDay[] = []
  const account: Remotes['account'] = {
    ...{ address: `0x${'9'.repeat(40)}`, balance: 10n ** 18n, nonce: 7, pendingNonce: 8, gasPrice: 10n ** 9n },
  }
  const indexed: Remotes['indexed'] = { block: 1 }
  const underReview: string[] = []
  const held: Remotes['held'] = { chain: null, blobs: null }
  const open = { chain: 0, blobs: 0 }
  const bond = { amount: 0n, availableAt: 0, disputes: 0 }
  const votes = { value: 0n }
  const wallet: TestWallet = { staker: null, ownNodes: [], bonusClaims: [], openProposals: [] }

  const abi = [
    ...[...taskMarketplaceAbi, ...escrowAbi, ...arbitrationAbi],
    ...[...stakerLocksAbi, ...stakingPoolAbi, ...partnerBondsAbi, ...nodeRegistryAbi],
  ]
  const answer = (data: Hex): Hex => {
    const call = decodeFunctionData({ abi, data })
    switch (call.functionName) {
      case 'feeBps':
        return encodeFunctionResult({ abi: taskMarketplaceAbi, functionName: 'feeBps', result: 800 })
      case 'task': {
        const known = taskStates.get(call.args[0])
        const state = known ? TASK_STATES.indexOf(known) + 1 : 0
        const result = { state, attempt: 0, since: 0, terms: 0n } as const
        return encodeFunctionResult({ abi: taskMarketplaceAbi, functionName: 'task', result })
      }
      case 'claimable': {
        const result = balances.get(call.args[0].toLowerCase()) ?? 0n
        return encodeFunctionResult({ abi: escrowAbi, functionName: 'claimable', result })
      }
      case 'tokenPolicy': {
        const smallTaskCap = smallTaskCaps.get(call.args[0].toLowerCase()) ?? 0n
        const result = { smallTaskCap, trustFrom: 0n, slashableFrom: 0n, disputeBondFloor: 0n }
        return encodeFunctionResult({ abi: taskMarketplaceAbi, functionName: 'tokenPolicy', result })
      }
      case 'dispute': {
        const { openedAt, commitBy, revealBy } = dispute
        const ofSeats = <T>(ofSeat: (seat: number) => T) => [0, 1, 2].map(ofSeat) as [T, T, T]
        const numberOf = (ruling: Ruling | null | undefined) => (ruling ? RULINGS.indexOf(ruling) + 1 : 0)
        const result = {
          ...{ phase: DISPUTE_PHASES.indexOf(dispute.phase) + 1, ruling: numberOf(dispute.ruling), drawBlock: 0n },
          ...{ buyer: zeroAddress, provider: zeroAddress, openedAt, drawBy: commitBy, commitBy, revealBy },
          panel: ofSeats((seat) => panel[seat] ?? zeroAddress),
          commitments: ofSeats((seat) => dispute.commitments[seat] ?? zeroHash),
          votes: ofSeats((seat) => numberOf(dispute.votes[seat])),
        }
        return encodeFunctionResult({ abi: arbitrationAbi, functionName: 'dispute', result })
      }
      case 'disputeBond':
        return encodeFunctionResult({ abi: taskMarketplaceAbi, functionName: 'disputeBond', result: BOND })
      case 'isArbitrator': {
        const result = panel.some((arbitrator) => isAddressEqual(arbitrator, call.args[0]))
        return encodeFunctionResult({ abi: arbitrationAbi, functionName: 'isArbitrator', result })
      }
      case 'stakedOf':
        return encodeFunctionResult({ abi: stakerLocksAbi, functionName: 'stakedOf', result: 0n })
      case 'yieldOf':
        return encodeFunctionResult({ abi: stakerLocksAbi, functionName: 'yieldOf', result: 0n })
      case 'getPastVotes':
        return encodeFunctionResult({ abi: stakerLocksAbi, functionName: 'getPastVotes', result: votes.value })
      case 'minimumStake':
        return encodeFunctionResult({ abi: stakingPoolAbi, functionName: 'minimumStake', result: MINIMUM_STAKE })
      case 'bondOf': {
        const { amount, availableAt } = bond
        const result = { amount, slaBps: 9_900, availableAt }
        return encodeFunctionResult({ abi: partnerBondsAbi, functionName: 'bondOf', result })
      }
      case 'openDisputesOf':
        return encodeFunctionResult({ abi: nodeRegistryAbi, functionName: 'openDisputesOf', result: bond.disputes })
      case 'minimumBond':
        return encodeFunctionResult({ abi: partnerBondsAbi, functionName: 'minimumBond', result: MINIMUM_BOND })
      case 'isAssigned': {
        const result = taskStates.get(call.args[0]) === 'ASSIGNED'
        return encodeFunctionResult({ abi: taskMarketplaceAbi, functionName: 'isAssigned', result })
      }
      case 'isSubmitted': {
        const result = taskStates.get(call.args[0]) === 'SUBMITTED'
        return encodeFunctionResult({ abi: taskMarketplaceAbi, functionName: 'isSubmitted', result })
      }
      default:
        throw new Error(`unexpected call of ${call.functionName}`)
    }
  }

  const chain = createServer(async (request, response) => {
    const call = JSON.parse(await bodyOf(request)) as { id: number; method: string; params: [{ data: Hex }, string] }
    const results: Record<string, () => unknown> = {
      eth_call: () => answer(call.params[0].data),
      eth_getBalance: () => toHex(account.balance),
      eth_getTransactionCount: () => toHex(call.params[1] === 'pending' ? account.pendingNonce : account.nonce),
      eth_gasPrice: () => toHex(account.gasPrice),
    }
    open.chain++
    await held.chain
    open.chain--
    const isAccount = call.method === 'eth_getBalance' && String(call.params[0]).toLowerCase() === account.address
    const isRelay = call.method === 'eth_getBalance' && String(call.params[0]).toLowerCase() === RELAY
    const ofDao = isAccount ? null : isRelay ? { result: toHex(10n ** 18n) } : answerOfDao(dao, call)
    const result = ofDao ?? { result: results[call.method]?.() ?? '0x' }
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ jsonrpc: '2.0', id: call.id, ...result }))
  })
  const store = createServer(async (request, response) => {
    const cid = (request.url ?? '').replace('/ipfs/', '')
    open.blobs++
    await held.blobs
    open.blobs--
    const size = blobs.get(cid)
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const grant = await grants.check(token).catch(() => null)
    if (!grant) response.writeHead(401).end()
    else if (request.method === 'DELETE') {
      deleted.push(`${grant.holder} ${cid}`)
      response.writeHead(grant.forget ? 204 : 403).end()
    } else if (size === undefined) response.writeHead(404).end()
    else if (request.method === 'HEAD') response.writeHead(200, { 'content-length': size }).end()
    else response.end(programs.get(cid) ?? IDLE_PROGRAM)
  })
  const subgraph = createServer(async (request, response) => {
    type Variables = { id: string; ids?: Hex[] } & DayVariables
    const { variables = {} as Variables } = JSON.parse(await bodyOf(request)) as { variables?: Variables }
    const data = {
      task: indexedTasks.get(variables.id) ?? null,
      days: daysFor(indexedDays, variables),
      proposals: (variables.ids ?? []).filter((id) => dao.standings.has(BigInt(id))).map((id) => ({ id })),
      nodes: underReview.map((id) => ({ id })),
      ...wallet,
      _meta: { block: { number: indexed.block } },
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }))
  })
  const [rpcUrl, blobUrl, subgraphUrl] = await Promise.all([listen(chain), listen(store), listen(subgraph)])
  const dead = createServer()
  const deadUrl = await listen(dead)
  await close(dead)
  return {
    rpcUrl,
    blobUrl,
    subgraphUrl,
    deadUrl,
    taskStates,
    balances,
    indexedTasks,
    indexedDays,
    smallTaskCaps,
    blobs,
    programs,
    deleted,
    panel,
    dispute,
    dao,
    account,
    indexed,
    held,
    open,
    underReview,
    wallet,
    votes,
    bond,
    async close() {
      await Promise.all([close(chain), close(store), close(subgraph)])
    },
  }
}

interface DayVariables {
  owner: string
  token: string
  from: string
  to: string
  first: number
}

/** The days that graph-node would answer, the newest first. */
function daysFor(days: readonly TestDay[], { owner, token, from, to, first }: DayVariables): TestDay[] {
  return days
    .filter((day) => day.owner === owner && day.token === token)
    .filter(({ startsAt }) => Number(startsAt) >= Number(from) && Number(startsAt) < Number(to))
    .sort((a, b) => Number(b.startsAt) - Number(a.startsAt))
    .slice(0, first)
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
