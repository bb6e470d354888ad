import { type Deployment, escrowAbi, powVerifierAbi, taskMarketplaceAbi } from '@aiigo/chain'
import { ETH_ADDRESS, TASK_STATES } from '@aiigo/domain'
import type pg from 'pg'
import {
  type Abi,
  decodeFunctionData,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  parseEventLogs,
  size,
  slice,
  toFunctionSelector,
  toHex,
} from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import type { Purchase } from '../actors/buy.js'
import { GROUP_SIZES, type GroupPurchase } from '../actors/buyGroup.js'
import { createIndexer, type Event, type Indexer, readEvents } from '../chain/createIndexer.js'
import type { ChainNode } from '../chain/startChain.js'
import type { QueueStore } from '../ports/queuePort.js'
import type { Prepared } from '../prepare.js'
import { checkChecks } from './checkChecks.js'

interface World {
  control: pg.Client
  node: ChainNode
  deployment: Deployment
  prepared: Prepared
  indexer: Indexer
  purchases: readonly Purchase[]
  groups: readonly GroupPurchase[]
  queues: QueueStore
  /** Offers whose output was forged. */
  forgeries: ReadonlySet<string>
  /** Offers of checked jobs whose result was made up. */
  inventions: ReadonlySet<string>
  /** Between two challenges of a node. */
  challengeSeconds: number
  /** Transactions that failed in a block that the chain has taken back. */
  failedBefore: ReadonlySet<Hex>
  /** Lines of the system's log. */
  logged: ReadonlySet<string>
}

interface JobRow {
  id: string
  state: string
  task_id: string
  buyer: string
  budget: string
  node_id: string | null
  refunded: boolean
  attempts: number
  result: { cost: string; usage: string } | null
  reason_code: string | null
  reason: string | null
}

/** The state that the job of a task that has ended shows. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  SETTLED: ['PAID'],
  CANCELLED: ['CANCELLED', 'FAILED', 'TIMED_OUT'],
  EXPIRED: ['TIMED_OUT', 'FAILED', 'CANCELLED'],
  RESOLVED: ['PAID', 'REFUNDED'],
}

/** Checks every promise of the system at the end of a simulation. @returns those that were broken, in words */
export async function checkWorld(world: World): Promise<string[]> {
  const { control, node, deployment, prepared, purchases, groups } = world
  const problems: string[] = []
  const head = Number(await node.call<Hex>('eth_blockNumber'))
  const events = await readEvents(node, deployment, 0, head)
  const clean = createIndexer(node, deployment, prepared.views)
  await clean.advance(head)
  const { rows: jobs } = await control.query<JobRow>('select * from job order by created_at, id')

  async function read<T>(contract: 'Escrow' | 'TaskMarketplace', functionName: string, args: unknown[]): Promise<T> {
    const abi = (contract === 'Escrow' ? escrowAbi : taskMarketplaceAbi) as Abi
    const data = encodeFunctionData({ abi, functionName, args })
    const result = await node.call<Hex>('eth_call', [{ to: deployment.addresses[contract], data }, 'latest'])
    return decodeFunctionResult({ abi, functionName, data: result }) as T
  }

  problems.push(...checkPurchases(purchases, groups, jobs))
  problems.push(...(await checkNeeds(control, jobs, events)))
  problems.push(...checkPayments(events))
  problems.push(...(await checkRelays(world, head)))
  problems.push(...checkChallenges(events, clean, world.challengeSeconds))
  problems.push(...(await checkMessages(world)))

  // Every job as its task on chain.
  for (const job of jobs) {
    const { state } = await read<{ state: number }>('TaskMarketplace', 'task', [job.task_id])
    const onChain = TASK_STATES[state - 1] ?? 'NONE'
    const indexed = clean.view().tasks.get(job.task_id)?.entity
    problems.push(...checkJob(job, onChain, indexed))
  }

  // Money.
  const [liabilities, balance] = [
    await read<bigint>('Escrow', 'liabilities', [ETH_ADDRESS]),
    BigInt(await node.call<Hex>('eth_getBalance', [deployment.addresses.Escrow, 'latest'])),
  ]
  if (liabilities !== balance) problems.push(`the escrow holds ${balance} and owes ${liabilities}`)
  const ledger = ledgerOf(events)
  for (const [account, due] of ledger.claimable) {
    const claimable = await read<bigint>('Escrow', 'claimable', [ETH_ADDRESS, account])
    if (claimable !== due) problems.push(`the escrow owes ${account} ${claimable}, by the events it is ${due}`)
  }
  const owed = [...ledger.claimable.values(), ...ledger.locked.values()].reduce((sum, n) => sum + n, ledger.fees)
  if (owed !== liabilities) problems.push(`the escrow owes ${liabilities}, by the events it is ${owed}`)

  problems.push(...(await checkTables(world, clean)))
  problems.push(...(await checkChecks(world)))
  return problems
}

function checkPurchases(
  purchases: readonly Purchase[],
  groups: readonly GroupPurchase[],
  jobs: readonly JobRow[],
): string[] {
  const known = new Map(jobs.map((job) => [job.id, job]))
  const problems = purchases.flatMap(({ plan, problems: own, jobId }) => {
    if (jobId !== null && !known.has(jobId)) return [`job ${jobId} (${plan}) is lost`]
    return own.map((problem) => `a buyer (${plan}): ${problem}`)
  })
  for (const { kind, groupId, jobIds, refusal, problems: own } of groups) {
    for (const id of jobIds) if (!known.has(id)) problems.push(`job ${id} of a group is lost`)
    const size = GROUP_SIZES[kind]
    if (groupId !== null && jobIds.length !== size) {
      problems.push(`group ${groupId} (${kind}) has ${jobIds.length} jobs, not ${size}`)
    }
    if (refusal !== null) problems.push(`a group was refused: ${refusal}`)
    problems.push(...own)
  }
  const ids = new Set([...purchases.map(({ jobId }) => jobId), ...groups.flatMap(({ jobIds }) => jobIds)])
  for (const { id } of jobs) if (!ids.has(id)) problems.push(`no buyer knows job ${id}`)
  return problems
}

/**
 * A job with needs is paid for after the results of these are on chain, and ends with those that fail. A reorganisation
 * may take a result back after the deposit: then it comes again, or the need has ended without one.
 */
async function checkNeeds(control: pg.Client, jobs: readonly JobRow[], events: readonly Event[]): Promise<string[]> {
  const { rows } = await control.query<{ job_id: string; need_id: string }>('select job_id, need_id from job_need')
  const known = new Map(jobs.map((job) => [job.id, job]))
  const ofTasks = events.filter(({ contract }) => contract === 'TaskMarketplace')
  const placeOf = (name: string, task: string): number =>
    ofTasks.findIndex((event) => event.name === name && String(event.args.taskId) === task)
  const problems: string[] = []
  for (const { job_id, need_id } of rows) {
    const [job, need] = [known.get(job_id), known.get(need_id)]
    if (!job || !need) {
      problems.push(`job ${job_id} or ${need_id}, which it needs, is lost`)
      continue
    }
    const funded = placeOf('TaskFunded', job.task_id)
    const delivered = placeOf('TaskSubmitted', need.task_id)
    if (funded >= 0 && delivered < 0 && !need.result) {
      problems.push(`job ${job_id} was paid for, and job ${need_id}, which it needs, has no result`)
    }
    const hasFailed = ['TIMED_OUT', 'FAILED', 'CANCELLED'].includes(need.state) && !need.result
    if (hasFailed && funded < 0 && !['CANCELLED', 'TIMED_OUT'].includes(job.state)) {
      problems.push(`job ${job_id} is ${job.state}, and job ${need_id}, which it needs, is ${need.state}`)
    }
  }
  return problems
}

/** No task ends twice, and each division of a deposit is complete. */
function checkPayments(events: readonly Event[]): string[] {
  const problems: string[] = []
  const ends = new Map<string, string>()
  const requested = new Map<string, bigint>()
  /** With what the buyer has added to the running attempt. */
  const budgets = new Map<string, bigint>()
  for (const { contract, name, args } of events) {
    if (contract !== 'TaskMarketplace') continue
    const event = args
    const id = String(event.taskId)
    if (name === 'TaskFunded') {
      if (budgets.has(id)) problems.push(`task ${id} was funded twice`)
      const { budget } = event.request as { budget: bigint }
      requested.set(id, budget)
      budgets.set(id, budget)
    }
    if (name === 'TaskExtended') budgets.set(id, event.budget as bigint)
    if (name === 'TaskReleased' || name === 'TaskReopened') budgets.set(id, requested.get(id) ?? 0n)
    if (!['TaskSettled', 'TaskCancelled', 'TaskExpired', 'DisputeResolved'].includes(name)) continue
    const before = ends.get(id)
    if (before) problems.push(`task ${id} ended twice: ${before}, then ${name}`)
    ends.set(id, name)
    if (name === 'TaskSettled') {
      const paid = ['treasuryAmount', 'providerAmount', 'buyerAmount'].reduce(
        (sum, key) => sum + (event[key] as bigint),
        0n,
      )
      if (paid !== budgets.get(id)) problems.push(`task ${id} paid out ${paid} of ${budgets.get(id)}`)
    }
  }
  return problems
}

/** PenaltyReason of the contracts. */
const POW_FAILED = 2

/** A reorganisation moves a challenge's issue by so many seconds. */
const MOVED_SECONDS = 10

/**
 * A challenge ends once, and a failure has its one consequence. Every challenge of the simulation has ended. No node
 * gets two of them sooner than is due.
 */
function checkChallenges(events: readonly Event[], clean: Indexer, seconds: number): string[] {
  const problems: string[] = []
  const ends = new Map<string, string[]>()
  const penalties = new Map<string, number>()
  for (const { name, args, contract } of events) {
    if (contract === 'PowVerifier' && name === 'ChallengeIssued') {
      const id = String(args.challengeId)
      if (ends.has(id)) problems.push(`challenge ${id} was issued twice`)
      ends.set(id, [])
    }
    if (name === 'ChallengePassed' || name === 'ChallengeFailed') ends.get(String(args.challengeId))?.push(name)
    if (name === 'NodePenalised' && Number(args.reason) === POW_FAILED) {
      penalties.set(String(args.refId), (penalties.get(String(args.refId)) ?? 0) + 1)
    }
  }
  for (const [id, found] of ends) {
    if (found.length !== 1) problems.push(`challenge ${id} ended ${found.length} times: ${found.join(', ')}`)
    const due = found.filter((name) => name === 'ChallengeFailed').length
    const had = penalties.get(id) ?? 0
    if (had !== due) problems.push(`challenge ${id} failed ${due} times, and its node was penalised ${had} times`)
  }
  const latest = new Map<string, { id: string; at: number }>()
  const byTime = [...clean.view().challenges.values()].sort(
    (a, b) => Number(a.entity.issuedAt) - Number(b.entity.issuedAt),
  )
  for (const { entity } of byTime) {
    const nodeId = (entity.node as { id: string }).id
    const at = Number(entity.issuedAt)
    const last = latest.get(nodeId)
    if (last && at - last.at < seconds - MOVED_SECONDS) {
      problems.push(`node ${nodeId} got challenge ${entity.id} ${at - last.at} seconds after ${last.id}`)
    }
    latest.set(nodeId, { id: entity.id, at })
  }
  return problems
}

/** Every message that is marked as done has run to its end, or its queue has it still. */
async function checkMessages({ control, queues }: World): Promise<string[]> {
  const { rows } = await control.query<{ id: string; queue: string }>(
    'select id, queue from outbox where dispatched_at is not null order by created_at, id',
  )
  return rows
    .filter(({ id }) => !queues.accountsFor(id))
    .map(({ id, queue }) => `message ${id} of ${queue} is marked as done, and never ran`)
}

interface RawTransaction {
  hash: Hex
  from: Hex
  to: Hex | null
  input: Hex
}

/**
 * No call of the platform comes again on the chain after it took effect. One that has failed is rightly sent again:
 * when a reorganisation then lets the first succeed, the contract refuses the second.
 */
async function checkRelays({ node, deployment, prepared, failedBefore }: World, head: number): Promise<string[]> {
  const operator = privateKeyToAddress(prepared.operatorKey).toLowerCase()
  const { TaskMarketplace, PowVerifier } = deployment.addresses
  const abis = new Map<string, Abi>([
    [TaskMarketplace.toLowerCase(), taskMarketplaceAbi],
    [PowVerifier.toLowerCase(), powVerifierAbi],
  ])
  const taken = new Map<string, Hex>()
  const problems: string[] = []
  for (let block = prepared.block + 1; block <= head; block++) {
    const found = await node.call<{ transactions: RawTransaction[] }>('eth_getBlockByNumber', [toHex(block), true])
    for (const { hash, from, to, input } of found.transactions) {
      const abi = abis.get(to?.toLowerCase() ?? '')
      if (from.toLowerCase() !== operator || !abi) continue
      const receipt = await node.call<{ status: Hex; logs: RawLog[] }>('eth_getTransactionReceipt', [hash])
      const refused = refusedIn(receipt.logs)
      for (const [index, call] of callsIn(input, abi).entries()) {
        const before = taken.get(call)
        if (before && !failedBefore.has(before))
          problems.push(`${nameOf(call, abi)} was sent twice, in ${before} and in ${hash}`)
        if (receipt.status === '0x1' && !refused.has(index)) taken.set(call, hash)
      }
    }
  }
  return problems
}

interface RawLog {
  topics: [Hex, ...Hex[]]
  data: Hex
}

/** Items of a batch that the contract refused, by their index. */
function refusedIn(logs: readonly RawLog[]): Set<number> {
  const failed = parseEventLogs({ abi: taskMarketplaceAbi, logs: logs as never, eventName: 'BatchItemFailed' })
  return new Set(failed.map(({ args }) => Number(args.index)))
}

/** The calls of a transaction: its items where it is a batch. */
function callsIn(input: Hex, abi: Abi): Hex[] {
  const { functionName, args = [] } = decodeFunctionData({ abi, data: input })
  if (functionName !== 'batch') return [input]
  const items: Hex[] = []
  for (let rest = args[0] as Hex; size(rest) > 2; ) {
    const end = 2 + Number(slice(rest, 0, 2))
    items.push(slice(rest, 2, end))
    rest = end >= size(rest) ? '0x' : slice(rest, end)
  }
  return items
}

function nameOf(call: Hex, abi: Abi): string {
  const entry = abi.find((item) => item.type === 'function' && toFunctionSelector(item) === slice(call, 0, 4))
  return entry && 'name' in entry ? entry.name : call.slice(0, 10)
}

function checkJob(job: JobRow, onChain: string, indexed: Record<string, unknown> | undefined): string[] {
  const { id, state, refunded, result } = job
  const what = `job ${id} is ${state} (${job.reason_code ?? 'no reason'})`
  const isUnfunded = ['TIMED_OUT', 'CANCELLED'].includes(state) || job.reason_code === 'NOT_FUNDED'
  if (onChain === 'NONE') return isUnfunded ? [] : [`${what}, and the chain has no task`]
  if (!ENDS[onChain]) return [`${what}, and its task is ${onChain}`]
  const problems: string[] = []
  if (!ENDS[onChain].includes(state)) problems.push(`${what}, and its task is ${onChain}`)
  // Of a request that was cancelled without a deposit the index has no task: nothing came back.
  const isBack = onChain === 'CANCELLED' || onChain === 'EXPIRED'
  if (indexed && isBack !== refunded && onChain !== 'RESOLVED') {
    problems.push(`${what}, refunded ${refunded}, and its task is ${onChain}`)
  }
  if (onChain === 'SETTLED') {
    if (result?.cost !== indexed?.cost) problems.push(`${what} for ${result?.cost}, on chain for ${indexed?.cost}`)
    const node = (indexed?.node as { id: string } | null)?.id
    if (job.node_id !== node) problems.push(`${what} by node ${job.node_id}, on chain by ${node}`)
    if (job.attempts !== indexed?.attempt)
      problems.push(`${what}, attempt ${job.attempts}, on chain ${indexed?.attempt}`)
  }
  if (['TIMED_OUT', 'FAILED', 'REFUNDED'].includes(state) && !job.reason_code) problems.push(`${what} without a reason`)
  return problems
}

/** Fields of the events of escrow and marketplace; each event has some of them. */
interface Fields {
  taskId: string
  account: Hex
  amount: bigint
  funding: bigint
  request: { buyer: Hex; budget: bigint }
  provider: Hex
  buyer: Hex
  arbitrator: Hex
  bond: bigint
  refund: bigint
  treasuryAmount: bigint
  providerAmount: bigint
  buyerAmount: bigint
  bondReturned: bigint
  budget: bigint
}

interface Ledger {
  claimable: Map<Hex, bigint>
  locked: Map<string, bigint>
  fees: bigint
}

/** The escrow's books in ETH, from the events alone. */
function ledgerOf(events: readonly Event[]): Ledger {
  const claimable = new Map<Hex, bigint>()
  const locked = new Map<string, bigint>()
  const budgets = new Map<string, bigint>()
  const buyers = new Map<string, Hex>()
  const providers = new Map<string, Hex>()
  let fees = 0n
  const credit = (account: unknown, amount: bigint): void => {
    const key = String(account).toLowerCase() as Hex
    claimable.set(key, (claimable.get(key) ?? 0n) + amount)
  }
  for (const { contract, name, args } of events) {
    const event = args as unknown as Fields
    const id = String(event.taskId)
    if (contract === 'Escrow') {
      if (name === 'Deposited') credit(event.account, event.amount)
      else if (name === 'Withdrawn') credit(event.account, -event.amount)
      else if (name === 'FeesWithdrawn') fees -= event.amount
    }
    if (contract !== 'TaskMarketplace') continue
    switch (name) {
      case 'TaskFunded': {
        const { request } = event
        buyers.set(id, request.buyer)
        locked.set(id, request.budget)
        budgets.set(id, request.budget)
        if (event.funding >> 48n) credit(request.buyer, -request.budget)
        break
      }
      case 'TaskAssigned':
        providers.set(id, event.provider)
        break
      case 'TaskExtended':
        credit(buyers.get(id), (locked.get(id) ?? 0n) - event.budget)
        locked.set(id, event.budget)
        break
      case 'TaskReleased':
      case 'TaskReopened': {
        // The addition to the attempt goes back.
        const budget = budgets.get(id) ?? 0n
        credit(buyers.get(id), (locked.get(id) ?? 0n) - budget)
        locked.set(id, budget)
        break
      }
      case 'TaskSettled':
        locked.delete(id)
        fees += event.treasuryAmount
        credit(providers.get(id), event.providerAmount)
        credit(buyers.get(id), event.buyerAmount)
        break
      case 'TaskCancelled':
      case 'TaskExpired':
        if (locked.delete(id)) credit(buyers.get(id), event.refund)
        break
      case 'DisputeOpened':
        credit(event.buyer, -event.bond)
        locked.set(id, (locked.get(id) ?? 0n) + event.bond)
        break
      case 'ArbitratorCredited':
        credit(event.arbitrator, event.amount)
        break
      case 'DisputeResolved':
        locked.delete(id)
        fees += event.treasuryAmount
        credit(event.provider, event.providerAmount)
        credit(buyers.get(id), event.buyerAmount + event.bondReturned)
    }
  }
  return { claimable, locked, fees }
}

/** Tables that follow from the chain equal what a clean reading of it gives, and nothing is held or left over. */
async function checkTables({ control, queues, forgeries, logged }: World, clean: Indexer): Promise<string[]> {
  const problems: string[] = []
  const { rows: held } = await control.query<{ attempt_id: string; node_id: string; state: string }>(
    'select r.attempt_id, r.node_id, a.state from reservation r join attempt a on a.id = r.attempt_id',
  )
  for (const { attempt_id, node_id, state } of held) {
    problems.push(`node ${node_id} still holds units for attempt ${attempt_id}, which is ${state}`)
  }
  const { rows: running } = await control.query<{ id: string; state: string }>(
    'select id, state from attempt where ended_at is null',
  )
  for (const { id, state } of running) problems.push(`attempt ${id} has not ended, it is ${state}`)
  const { rows: paid } = await control.query<{ id: string }>("select id from attempt where state = 'SUCCEEDED'")
  for (const { id } of paid) if (forgeries.has(id)) problems.push(`the forged result of attempt ${id} was paid`)
  const { rows: nodes } = await control.query<Record<string, unknown>>('select * from node order by id')
  for (const row of nodes) {
    const entity = clean.view().nodes.get(String(row.id))?.entity
    const fields = {
      ...{ state: row.state, trustLevel: row.trust_level, reputation: row.reputation, units: row.units },
      ...{ activeStake: String(row.active_stake), hashesPerSecond: String(row.hashes_per_second) },
    }
    for (const [key, value] of Object.entries(fields)) {
      if (entity?.[key] !== value)
        problems.push(`node ${row.id} has ${key} ${value}, on chain ${String(entity?.[key])}`)
    }
  }
  const { rows: challenges } = await control.query<{ id: string; state: string }>('select id, state from challenge')
  const kept = new Map(challenges.map(({ id, state }) => [id, state]))
  for (const [id, { entity }] of clean.view().challenges) {
    if (kept.get(id) !== entity.state)
      problems.push(`challenge ${id} is ${kept.get(id)}, on chain ${String(entity.state)}`)
  }
  const { rows: doubled } = await control.query<{ nonce: string }>(
    'select nonce from chain_transaction group by from_address, nonce having count(*) > 1',
  )
  for (const { nonce } of doubled) problems.push(`two transactions have nonce ${nonce}`)
  const errors = [...logged].filter((line) => line.includes('"level":"error"'))
  for (const { queue, id, data } of queues.failed) {
    if (!errors.some((line) => line.includes(id))) problems.push(`a queue job of ${queue} failed silently: ${id}`)
    if (queue !== 'verify') problems.push(`a queue job of ${queue} failed for good: ${JSON.stringify(data)}`)
  }
  return problems
}
