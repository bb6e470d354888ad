import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { taskMarketplaceAbi } from '@aiigo/chain'
import { TASK_STATES, type TaskState } from '@aiigo/domain'
import { decodeFunctionData, encodeFunctionResult, type Hex } from 'viem'

export interface Remotes {
  rpcUrl: string
  blobUrl: string
  /** Nothing listens there. */
  deadUrl: string
  /** What the chain says of tasks. */
  taskStates: Map<string, TaskState>
  /** Sizes of stored blobs by content id. */
  blobs: Map<string, number>
  close(): Promise<void>
}

/**
 * The two reads the API makes of the chain and the one of the blob store, with answers that a test decides. Chain, blob gateway
 * and graph-node themselves are the end-to-end tests' part.
 */
export async function startRemotes(): Promise<Remotes> {
  const taskStates = new Map<string, TaskState>()
  const blobs = new Map<string, number>()

  const answer = (data: Hex): Hex => {
    const { functionName, args } = decodeFunctionData({ abi: taskMarketplaceAbi, data })
    if (functionName === 'feeBps') return encodeFunctionResult({ abi: taskMarketplaceAbi, functionName, result: 800 })
    if (functionName !== 'task') throw new Error(`unexpected call of ${functionName}`)
    const known = taskStates.get(args[0])
    const state = known ? TASK_STATES.indexOf(known) + 1 : 0
    const result = { state, attempt: 0, since: 0, terms: 0n } as const
    return encodeFunctionResult({ abi: taskMarketplaceAbi, functionName, result })
  }

  const chain = createServer(async (request, response) => {
    const call = JSON.parse(await bodyOf(request)) as { id: number; method: string; params: [{ data: Hex }] }
    const result = call.method === 'eth_call' ? answer(call.params[0].data) : '0x'
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ jsonrpc: '2.0', id: call.id, result }))
  })
  const store = createServer((request, response) => {
    const size = blobs.get((request.url ?? '').replace('/ipfs/', ''))
    if (size === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-length': size }).end()
  })
  const [rpcUrl, blobUrl] = await Promise.all([listen(chain), listen(store)])
  const dead = createServer()
  const deadUrl = await listen(dead)
  await close(dead)
  return {
    rpcUrl,
    blobUrl,
    deadUrl,
    taskStates,
    blobs,
    async close() {
      await Promise.all([close(chain), close(store)])
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
