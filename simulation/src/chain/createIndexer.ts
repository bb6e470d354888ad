import {
  type Deployment,
  escrowAbi,
  nodeRegistryAbi,
  powVerifierAbi,
  stakingPoolAbi,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { NODE_STATES, RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import {
  type Abi,
  type AbiEvent,
  decodeEventLog,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  toEventSelector,
  toHex,
} from 'viem'
import type { HttpHost } from '../ports/httpPort.js'
import type { ChainNode } from './startChain.js'

/** An object of the subgraph, as its GraphQL answers it, with the block of its last change. */
type Entity = { id: string } & Record<string, unknown>
type Kept = Map<string, { entity: Entity; changedAt: number }>

/** Everything as of one block. */
export interface View {
  block: number
  hash: string
  tasks: Kept
  nodes: Kept
  challenges: Kept
}

export interface Event {
  contract: 'TaskMarketplace' | 'NodeRegistry' | 'StakingPool' | 'PowVerifier' | 'Escrow'
  name: string
  args: Readonly<Record<string, unknown>>
  block: number
  transaction: Hex
}

interface RawLog {
  address: Hex
  topics: [Hex, ...Hex[]]
  data: Hex
  blockNumber: Hex
  transactionHash: Hex
}

export interface Indexer {
  /** The subgraph's GraphQL. */
  host: HttpHost
  /** Takes some more blocks, or goes back where the chain is another one. @returns whether it is at the head */
  advance(blocks: number): Promise<boolean>
  block(): number
  view(): View
}

/** Blocks that a view is kept of: a query names one. */
const KEPT = 80

const ABIS = {
  TaskMarketplace: taskMarketplaceAbi,
  NodeRegistry: nodeRegistryAbi,
  StakingPool: stakingPoolAbi,
  PowVerifier: powVerifierAbi,
  Escrow: escrowAbi,
} as const satisfies Record<string, Abi>

/** Events of a span of blocks, straight from the chain. */
export async function readEvents(node: ChainNode, deployment: Deployment, from: number, to: number): Promise<Event[]> {
  const contracts = Object.keys(ABIS) as Event['contract'][]
  const byAddress = new Map(contracts.map((name) => [deployment.addresses[name].toLowerCase(), name]))
  const logs = await node.call<RawLog[]>('eth_getLogs', [
    { fromBlock: toHex(from), toBlock: toHex(to), address: [...byAddress.keys()] },
  ])
  return logs.flatMap(({ address, topics, data, blockNumber, transactionHash }): Event[] => {
    const contract = byAddress.get(address.toLowerCase())
    if (!contract) return []
    const abi = ABIS[contract] as Abi
    const isKnown = abi.some((item) => item.type === 'event' && toEventSelector(item as AbiEvent) === topics[0])
    if (!isKnown) return []
    const { eventName, args } = decodeEventLog({ abi, topics, data })
    const event = { contract, name: String(eventName), args: args as unknown as Event['args'] }
    return [{ ...event, block: Number(blockNumber), transaction: transactionHash }]
  })
}

/**
 * Takes the place of graph-node, which cannot be scheduled: reads the same events from the chain and answers the
 * queries of worker and API. It goes on, stops and goes back when the schedule says so.
 * @param known views that it has already
 */
export function createIndexer(node: ChainNode, deployment: Deployment, known: readonly View[]): Indexer {
  const { startBlock } = deployment
  let views: View[] = [...known]
  const last = (): View | undefined => views.at(-1)

  async function read<T>(
    contract: Event['contract'],
    functionName: string,
    args: unknown[],
    block: number,
  ): Promise<T> {
    const abi = ABIS[contract] as Abi
    const data = encodeFunctionData({ abi, functionName, args })
    const result = await node.call<Hex>('eth_call', [{ to: deployment.addresses[contract], data }, toHex(block)])
    return decodeFunctionResult({ abi, functionName, data: result }) as T
  }

  async function nodeAt(id: Hex, block: number, before: Entity | undefined): Promise<Entity> {
    const word = await read<{
      provider: Hex
      state: number
      resourceType: number
      tier: number
      trustLevel: number
      reputation: number
      units: number
    }>('NodeRegistry', 'node', [id], block)
    const record = await read<{ hashesPerSecond: bigint }>('NodeRegistry', 'record', [id], block)
    const stake = await read<bigint>('StakingPool', 'activeStake', [id], block)
    return {
      id,
      provider: { id: word.provider.toLowerCase() },
      resourceType: RESOURCE_TYPES[word.resourceType],
      units: word.units,
      region: before?.region ?? 'EU',
      tier: TIERS[word.tier],
      state: NODE_STATES[word.state - 1],
      trustLevel: TRUST_LEVELS[word.trustLevel],
      reputation: word.reputation,
      activeStake: String(stake),
      hashesPerSecond: String(record.hashesPerSecond),
      asks: before?.asks ?? [],
    }
  }

  function handleTask({ name, args }: Event, time: number, tasks: Kept, changedAt: number): void {
    const event = args
    const id = String(event.taskId)
    const before = tasks.get(id)?.entity
    const put = (fields: Record<string, unknown>): void => {
      if (before || name === 'TaskFunded') tasks.set(id, { entity: { ...before, ...fields, id }, changedAt })
    }
    switch (name) {
      case 'TaskFunded': {
        const request = event.request as Record<string, unknown>
        put({
          ...{ state: 'FUNDED', attempt: 0, buyer: String(request.buyer).toLowerCase() },
          ...{ token: String(request.token).toLowerCase(), budget: String(request.budget) },
          ...{ maxUsage: String(request.maxUsage), assignBy: String(request.assignBy) },
          ...{ windowSeconds: String(request.windowSeconds), workSeconds: Number(request.workSeconds) },
          ...{ terms: String((event.funding as bigint) & 0xffff_ffff_ffffn) },
          ...{ provider: null, node: null, rate: null, unitsPerSecond: null, assignedAt: null, dueAt: null },
          ...{ usage: null, cost: null, resultHash: null, settleAfter: null, addedBudget: null, addedUsage: null },
        })
        return
      }
      case 'TaskAssigned':
        put({
          ...{ state: 'ASSIGNED', attempt: Number(event.attempt), node: { id: String(event.nodeId) } },
          ...{ provider: String(event.provider).toLowerCase(), rate: String(event.rate) },
          ...{ unitsPerSecond: Number(event.unitsPerSecond), assignedAt: String(time) },
          dueAt: String(time + Number(before?.workSeconds)),
        })
        return
      case 'TaskExtended':
        put({
          ...{ dueAt: String(event.dueAt) },
          addedBudget: String(BigInt(String(event.budget)) - BigInt(String(before?.budget))),
          addedUsage: String(BigInt(String(event.maxUsage)) - BigInt(String(before?.maxUsage))),
        })
        return
      case 'TaskReleased':
      case 'TaskReopened':
        put({ ...{ state: 'FUNDED', node: null, provider: null, rate: null }, ...NO_ASSIGNMENT })
        return
      case 'TaskSubmitted':
        put({
          ...{ state: 'SUBMITTED', usage: String(event.usage), cost: String(event.cost) },
          ...{ resultHash: event.resultHash, settleAfter: String(time + Number(before?.windowSeconds)) },
        })
        return
      case 'TaskSettled':
        put({ state: 'SETTLED' })
        return
      case 'TaskCancelled':
        put({ state: 'CANCELLED' })
        return
      case 'TaskExpired':
        put({ state: 'EXPIRED' })
        return
      case 'DisputeOpened':
        put({ state: 'DISPUTED' })
        return
      case 'DisputeResolved':
        put({ state: 'RESOLVED' })
    }
  }

  function handleChallenge({ name, args }: Event, time: number, challenges: Kept, changedAt: number): void {
    const event = args
    const id = String(event.challengeId)
    const before = challenges.get(id)?.entity
    const put = (fields: Record<string, unknown>): void =>
      void challenges.set(id, { entity: { ...before, ...fields, id }, changedAt })
    if (name === 'ChallengeIssued') {
      const node = { id: String(event.nodeId) }
      put({ node, issuedAt: String(time), deadline: String(event.startBy), state: 'ISSUED' })
    } else if (name === 'ChallengeStarted') put({ state: 'OPEN', deadline: String(event.deadline) })
    else if (name === 'ChallengePassed') put({ state: 'PASSED' })
    else if (name === 'ChallengeFailed') put({ state: 'FAILED' })
  }

  async function viewAfter(before: View | undefined, block: number): Promise<View> {
    const found = await node.call<{ hash: string; timestamp: Hex }>('eth_getBlockByNumber', [toHex(block), false])
    const time = Number(found.timestamp)
    const view: View = {
      ...{ block, hash: found.hash },
      tasks: new Map(before?.tasks),
      nodes: new Map(before?.nodes),
      challenges: new Map(before?.challenges),
    }
    const touched = new Set<string>()
    for (const event of await readEvents(node, deployment, block, block)) {
      const nodeId = event.args.nodeId
      if (event.contract === 'TaskMarketplace') handleTask(event, time, view.tasks, block)
      else if (event.contract === 'PowVerifier') handleChallenge(event, time, view.challenges, block)
      else if (event.contract !== 'Escrow' && nodeId !== undefined) touched.add(String(nodeId))
      if (event.name === 'AskChanged') {
        const { token, rate } = event.args as unknown as { token: Hex; rate: bigint }
        const id = String(nodeId)
        const entity = { id, ...view.nodes.get(id)?.entity, asks: [{ token: token.toLowerCase(), rate: String(rate) }] }
        view.nodes.set(id, { entity, changedAt: block })
      }
    }
    for (const id of touched) {
      view.nodes.set(id, { entity: await nodeAt(id as Hex, block, view.nodes.get(id)?.entity), changedAt: block })
    }
    return view
  }

  async function advance(blocks: number): Promise<boolean> {
    const head = Number(await node.call<Hex>('eth_blockNumber'))
    // Back to the last block that the chain still has.
    for (let view = last(); view; view = last()) {
      const same = await node.call<{ hash: string } | null>('eth_getBlockByNumber', [toHex(view.block), false])
      if (view.block <= head && same?.hash === view.hash) break
      views.pop()
    }
    for (let taken = 0; taken < blocks; taken++) {
      const view = last()
      const next = view ? view.block + 1 : startBlock
      if (next > head) break
      views.push(await viewAfter(view, next))
    }
    views = views.slice(-KEPT)
    return last()?.block === head
  }

  const host: HttpHost = async ({ body }) => {
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> }
    const view = last()
    const answer = (data: unknown) => ({
      status: 200,
      body: JSON.stringify({ data }),
      headers: { 'content-type': 'application/json' },
    })
    if (!view) return { status: 200, body: JSON.stringify({ errors: [{ message: 'has not started syncing yet' }] }) }
    const meta = { _meta: { block: { number: view.block, hash: view.hash } } }
    if (query.includes('tasks(') && query.includes('_meta')) {
      const changed = (kept: Kept) => itemsOf(kept, Number(variables?.since), '')
      const { tasks, nodes, challenges } = view
      const lists = { tasks: changed(tasks), nodes: changed(nodes), challenges: changed(challenges) }
      return answer({ ...meta, ...lists, asks: [], walletLinks: [] })
    }
    if (query.includes('_meta')) return answer(meta)
    const field = /items: (\w+)\(/.exec(query)?.[1]
    if (!field) return answer({ task: view.tasks.get(String(variables?.id))?.entity ?? null })
    const { since, at, after } = variables as { since: number; at: number; after: string }
    const past = views.findLast(({ block }) => block === at)
    if (!past) return { status: 200, body: JSON.stringify({ errors: [{ message: `no block with number ${at}` }] }) }
    const kept: Record<string, Kept> = { tasks: past.tasks, nodes: past.nodes, challenges: past.challenges }
    const items = itemsOf(kept[field] ?? new Map(), since, after)
    return answer({ items })
  }

  return {
    host,
    advance,
    block: () => last()?.block ?? startBlock,
    view() {
      const view = last()
      if (!view) throw new Error('expected an indexed block')
      return view
    },
  }
}

/** Entities that changed at or after a block, in the order of their ids. */
function itemsOf(kept: Kept, since: number, after: string): Entity[] {
  return [...kept.values()]
    .filter(({ changedAt, entity }) => changedAt >= since && entity.id > after)
    .map(({ entity }) => entity)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

const NO_ASSIGNMENT = { unitsPerSecond: null, assignedAt: null, dueAt: null, addedBudget: null, addedUsage: null }
