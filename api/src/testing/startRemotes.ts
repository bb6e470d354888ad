import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { arbitrationAbi, escrowAbi, taskMarketplaceAbi } from '@aiigo/chain'
import { DISPUTE_PHASES, type DisputePhase, RULINGS, type Ruling, TASK_STATES, type TaskState } from '@aiigo/domain'
import { createFileGrants } from '@aiigo/service'
import { decodeFunctionData, encodeFunctionResult, type Hex, zeroAddress, zeroHash } from 'viem'

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
  /** Largest budgets of BASIC nodes by token, lower case; 0 where none is set. */
  smallTaskCaps: Map<string, bigint>
  /** Sizes of stored blobs by content id; whoever has a grant holds them all. */
  blobs: Map<string, number>
  /** Contents of programs by content id; others do nothing, and can be run. */
  programs: Map<string, Uint8Array>
  /** Deletions asked of the blob store: holder and content id. */
  deleted: string[]
  /** The arbitrators of every dispute. */
  panel: Hex[]
  /** Every dispute, but for its panel. */
  dispute: TestDispute
  close(): Promise<void>
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
  const grants = createFileGrants(FILE_GRANT_SECRET)
  const balances = new Map<string, bigint>()
  const indexedTasks = new Map<string, object>()

  const abi = [...taskMarketplaceAbi, ...escrowAbi, ...arbitrationAbi]
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
    const call = JSON.parse(await bodyOf(request)) as { id: number; method: string; params: [{ data: Hex }] }
    const result = call.method === 'eth_call' ? answer(call.params[0].data) : '0x'
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ jsonrpc: '2.0', id: call.id, result }))
  })
  const store = createServer(async (request, response) => {
    const cid = (request.url ?? '').replace('/ipfs/', '')
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
    const { variables } = JSON.parse(await bodyOf(request)) as { variables: { id: string } }
    const data = { task: indexedTasks.get(variables.id) ?? null }
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
    smallTaskCaps,
    blobs,
    programs,
    deleted,
    panel,
    dispute,
    async close() {
      await Promise.all([close(chain), close(store), close(subgraph)])
    },
  }
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
