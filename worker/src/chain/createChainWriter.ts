import { batchItems } from '@aiigo/chain'
import { pause, RetryableError } from '@aiigo/domain'
import { addLogContext, createMetrics, inSpan, withoutLogContext } from '@aiigo/service'
import { ChainEffect, type ChainTransaction, findEffects, isCarried, loadRow, type SentEffect } from '@aiigo/storage'
import { encodeFunctionData, type Hex, type LocalAccount, type Log, size } from 'viem'
import type { Call } from './createMarketplace.js'
import { chainAway, createSender, type Outcome, type Sender, type SenderOptions } from './createSender.js'
import { givenUp, rejectionFrom, rejectionOf, TransactionRejected } from './TransactionRejected.js'

/** A further account of the platform, which takes steps over from the main one. */
export interface Relay {
  account: LocalAccount
  /** Whether it has the operator's role in the contracts; without it, it sends what they take from anyone. */
  isOperator: boolean
}

export interface ChainWriterOptions extends SenderOptions {
  /** Default: none. */
  relays?: readonly Relay[]
}

export interface Effect {
  /** The effect's id: sending it twice is sending it once. */
  id: string
  /** For people: `assign`, `expire`… */
  kind: string
  /** Task, challenge or node id. */
  subject: string
  call: Call
}

export interface Mined {
  hash: Hex
  block: bigint
  blockHash: Hex
  /** Events of the transaction, those of other effects in it included. */
  logs: readonly Log[]
}

export interface ChainWriter {
  /**
   * Sends a call and waits until it is in a block. The transaction is saved, with nonce and hash, before it is sent, so
   * that a process that dies at any point leaves something another one can finish. Calls of the marketplace that come
   * while a transaction is being made go together in the next one.
   * @throws TransactionRejected when the contract refuses it, before or in a block, or when it was given up
   * (`giveUpEffect`): read the state again and decide
   * @throws RetryableError when the chain is away or slow; the same call goes on where this one stopped
   */
  send(effect: Effect): Promise<Mined>
  /**
   * Finishes earlier work: sends prepared and lost transactions again, byte by byte, and notes what became
   * of them. Run at start (all) and regularly (those untouched for a while).
   * @returns how many are still on their way
   */
  reconcile(untouchedForMs: number): Promise<number>
}

/** Milliseconds that a call waits for others, for each that came in the last second, and at most. */
const WAIT_MS_EACH = 5
const MAX_WAIT_MS = 250

/** Room above the estimate: state may move between estimate and block. */
const GAS_PERCENT = 130n
/**
 * Bounds of a batch: every node takes it, and it fits a block. graph-node copies the calldata of a transaction for each
 * of its events: with more items each costs it more than a transaction saves.
 */
const MAX_ITEMS = 24
const MAX_BYTES = 100_000
const MAX_GAS = 15_000_000n
/** The contract gives each item of a batch 500 000; a call that may use as much goes alone. */
const MAX_ITEM_GAS = 450_000n
/** An item may use all of its gas where the estimate saw it use little: a wallet's own code decides that. */
const ITEM_RESERVE = 500_000n

/** Errors that are an account's own trouble. */
const LANE_TROUBLES: ReadonlySet<string> = new Set(['CHAIN_AWAY', 'TRANSACTION_PENDING'])
const TROUBLE_MS = 60_000
/** More than any account has open. */
const TROUBLED = 1_000_000

/** An effect whose caller waits. */
interface Waiting {
  effect: Effect
  resolve(mined: Promise<Mined>): void
  reject(error: unknown): void
}

/** An account with its nonces: a transaction of it that is stuck holds up no other account. */
interface Lane {
  account: LocalAccount
  sender: Sender
  /** The calls that it may send beside those of anyone. */
  may: ReadonlySet<Call['from']>
  gathered: Waiting[]
  isGathering: boolean
  /** Effects and transactions that wait for their block. */
  open: number
  /** It gets nothing new before, where others can. Milliseconds since 1970. */
  troubledUntil: number
}

/** A batch that a node would not take, or a block would not have room for. */
class BatchTooLarge extends Error {}

/**
 * The only sender of the platform's transactions: over its main account, and over further ones where there are some.
 */
export function createChainWriter(options: ChainWriterOptions): ChainWriter {
  const { storage, reader, log, metrics = createMetrics({ runtime: false }), relays = [] } = options
  const createLane = (account: LocalAccount, may: readonly Call['from'][]): Lane => ({
    ...{ account, may: new Set(may), gathered: [], isGathering: false, open: 0, troubledUntil: 0 },
    sender: createSender({ ...options, account, metrics }),
  })
  const main = createLane(options.account, [undefined, 'operator'])
  const lanes = [...relays.map(({ account, isOperator }) => createLane(account, isOperator ? ['operator'] : [])), main]
  const sizes = metrics.histogram('aiigo_chain_batch_effects')
  const refusals = metrics.counter('aiigo_chain_refused_total')
  /** Waits for the outcome of transactions, one for all of a transaction's effects. */
  const finishing = new Map<string, Promise<Outcome>>()
  /** Effects that callers of this process wait for. */
  const inFlight = new Map<string, Promise<Mined>>()
  const load = createLoad()

  /** Whether another process has taken the effect to the chain meanwhile: then the chain refuses it a second time. */
  const isCarriedNow = async ({ id }: Effect): Promise<boolean> =>
    (await findEffects(storage.fork(), [id])).some((found) => isCarried(found))

  /** The account that has the least to wait for; of equals a further one, since some calls are the main one's alone. */
  function laneFor({ call }: Effect): Lane {
    const [first = main, ...others] = lanes.filter(({ may }) => call.from === 'anyone' || may.has(call.from))
    return others.reduce((best, lane) => (loadOf(lane) < loadOf(best) ? lane : best), first)
  }
  const loadOf = ({ open, gathered, troubledUntil }: Lane): number =>
    open + gathered.length + (Date.now() < troubledUntil ? TROUBLED : 0)

  /** An account that cannot send, or whose transactions find no block, leaves new work to the others for a while. */
  async function noting<T>(lane: Lane, work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (error instanceof RetryableError && LANE_TROUBLES.has(error.code)) lane.troubledUntil = Date.now() + TROUBLE_MS
      throw error
    }
  }

  /** The account of a transaction; null when this worker has no key of it. */
  const laneOf = ({ fromAddress }: ChainTransaction): Lane | null =>
    lanes.find(({ account }) => account.address.toLowerCase() === fromAddress) ?? null

  const estimate = async ({ kind, call }: Effect, { account }: Lane): Promise<bigint> => {
    try {
      // By address: for an account with a key the estimate would ask for fees and nonce as well.
      return await reader.estimateContractGas({ ...call, account: account.address })
    } catch (error) {
      throw rejectionOf(kind, error) ?? chainAway(`the gas of ${kind} could not be estimated`, error)
    }
  }

  function finish(transaction: ChainTransaction, sentAt?: number): Promise<Outcome> {
    const known = finishing.get(transaction.id)
    if (known) return known
    const lane = laneOf(transaction)
    const waited = lane
      ? withoutLogContext(() => noting(lane, lane.sender.finish(transaction, sentAt)))
      : finishForeign(transaction)
    if (lane) lane.open++
    const outcome = waited.finally(() => {
      finishing.delete(transaction.id)
      if (lane) lane.open--
    })
    finishing.set(transaction.id, outcome)
    return outcome
  }

  /** A transaction of an account whose key was taken out of the settings: it can be looked at only. */
  async function finishForeign(transaction: ChainTransaction): Promise<Outcome> {
    const outcome = await main.sender.look(transaction)
    if (outcome) return outcome
    const { hash, kind, fromAddress } = transaction
    throw new RetryableError(
      'ACCOUNT_UNKNOWN',
      `transaction ${hash} (${kind}) of ${fromAddress} waits, and this worker has no key of it; add it to RELAY_PRIVATE_KEYS`,
    )
  }

  /** The effect's part of what became of its transaction. @param position its index in a batch */
  function partOf({ kind }: Effect, position: number | null, outcome: Outcome): Mined {
    const { hash, block, blockHash, logs, reverted, refused } = outcome
    if (reverted !== null && position !== null) {
      // No item is to blame alone, and none has been refused.
      throw new RetryableError(
        'BATCH_REVERTED',
        `a batch with ${kind} was reverted (${reverted}); it is sent again alone`,
      )
    }
    const refusal = reverted ?? (position === null ? undefined : refused.get(position))
    if (refusal !== undefined) {
      refusals.inc({ kind })
      throw rejectionFrom(kind, refusal)
    }
    return { hash, block, blockHash, logs }
  }

  /**
   * The effect's last transaction, after a look at what the chain says of it now.
   * @throws TransactionRejected when it was given up
   */
  async function lastCarrierOf({ id, kind }: Effect): Promise<SentEffect | undefined> {
    // Most are new; many come in the same turn.
    const known = await loadRow(storage, ChainEffect, id)
    if (known === null) return undefined
    if (known.transactionId == null) throw givenUp(kind)
    const [found] = await findEffects(storage.fork(), [id])
    if (!found || found.transaction.state === 'PREPARED') return found
    const { transaction, effect } = found
    // A reorganisation may have taken it out of the chain, or left it there reverted. One that was sent before and
    // reverted met another state of the chain: it is built anew.
    const { sender } = laneOf(transaction) ?? main
    if (transaction.state === 'MINED' && !effect.error) await sender.review(transaction)
    else if (transaction.state === 'SENT') await sender.look(transaction)
    else return found
    const [now] = await findEffects(storage.fork(), [id])
    return now
  }

  async function sendOnce(effect: Effect): Promise<Mined> {
    const last = await lastCarrierOf(effect)
    const position = last?.effect.position ?? null
    if (last && isCarried(last)) return partOf(effect, position, await finish(last.transaction))
    // A batch with it was reverted as a whole: alone it shows whether it was the one.
    const isSuspect = last?.transaction.state === 'FAILED' && position !== null
    const lane = laneFor(effect)
    return effect.call.batchable && !isSuspect ? gather(effect, lane) : (await sendAlone(effect, lane)).mined
  }

  /** The transaction may carry effects of others: the line and the span about this one are of its own caller. */
  async function sendInSpan(effect: Effect): Promise<Mined> {
    const { kind, subject } = effect
    const attributes = { 'aiigo.kind': kind, 'aiigo.subject': subject }
    return inSpan(`chain ${kind}`, { kind: 'client', attributes }, async () => {
      const mined = await sendOnce(effect)
      addLogContext({ transaction: mined.hash })
      log.info({ kind, subject, hash: mined.hash, block: mined.block }, 'transaction mined')
      return mined
    })
  }

  /** Callers who want the same effect at the same time wait for the same transaction. */
  function send(effect: Effect): Promise<Mined> {
    const known = inFlight.get(effect.id)
    if (known) return known
    const mined = sendInSpan(effect).finally(() => inFlight.delete(effect.id))
    inFlight.set(effect.id, mined)
    return mined
  }

  /** @returns when the effect's transaction is on its way, with what waits for its block */
  async function sendAlone(effect: Effect, lane: Lane): Promise<{ mined: Promise<Mined> }> {
    lane.open++
    try {
      return await makeAlone(effect, lane)
    } finally {
      lane.open--
    }
  }

  async function makeAlone(effect: Effect, lane: Lane): Promise<{ mined: Promise<Mined> }> {
    let gas: bigint
    try {
      gas = ((await estimate(effect, lane)) * GAS_PERCENT) / 100n
    } catch (error) {
      if (error instanceof TransactionRejected && (await isCarriedNow(effect))) return { mined: sendOnce(effect) }
      throw error
    }
    const encode = (): Hex => encodeFunctionData(effect.call)
    const prepared = await lane.sender.prepare({ effects: [effect], to: effect.call.address, encode, gas })
    if (!prepared) return { mined: sendOnce(effect) }
    sizes.observe(1)
    await noting(lane, lane.sender.broadcast(prepared.transaction))
    const outcome = finish(prepared.transaction, Date.now())
    return { mined: outcome.then((done) => partOf(effect, null, done)) }
  }

  /** Adds a call to the next transaction. */
  function gather(effect: Effect, lane: Lane): Promise<Mined> {
    return new Promise((resolve, reject) => {
      load.count()
      lane.gathered.push({ effect, resolve, reject })
      if (lane.isGathering) return
      lane.isGathering = true
      withoutLogContext(() => void sendGathered(lane))
    })
  }

  /**
   * Takes what was gathered while the transaction before was being made, and for a moment more: the busier it is, the
   * longer, and the more calls go together. A call that comes alone hardly waits.
   */
  async function sendGathered(lane: Lane): Promise<void> {
    while (lane.gathered.length > 0) {
      if (lane.gathered.length < MAX_ITEMS) await pause(load.waitMs())
      const batch = lane.gathered.slice(0, MAX_ITEMS)
      lane.gathered = lane.gathered.slice(MAX_ITEMS)
      await sendTogether(batch, lane)
    }
    lane.isGathering = false
  }

  /** Settles every caller. @returns when the transaction is on its way */
  async function sendTogether(batch: readonly Waiting[], lane: Lane): Promise<void> {
    const [first, ...others] = batch
    if (!first) return
    let left = batch
    try {
      if (others.length === 0) return first.resolve((await sendAlone(first.effect, lane)).mined)
      const { good, apart } = await withoutRefused(batch, lane)
      left = good
      for (const waiting of apart) await sendTogether([waiting], lane)
      if (left.length < batch.length) return await sendTogether(left, lane)
      await sendBatch(left, lane)
    } catch (error) {
      if (left.length === 1 || !(error instanceof TransactionRejected || error instanceof BatchTooLarge)) {
        for (const { reject } of left) reject(error)
        return
      }
      // Too much for one block.
      const half = Math.ceil(left.length / 2)
      await sendTogether(left.slice(0, half), lane)
      await sendTogether(left.slice(half), lane)
    }
  }

  async function sendBatch(batch: readonly Waiting[], lane: Lane): Promise<void> {
    const [first] = batch
    if (!first) return
    const wanted = batch.map(({ effect }) => effect)
    const call = batchCall(wanted)
    const gas = ((await estimate({ ...first.effect, kind: 'batch', call }, lane)) * GAS_PERCENT) / 100n + ITEM_RESERVE
    if (gas > MAX_GAS) throw new BatchTooLarge(`a batch of ${batch.length} would take ${gas} gas`)
    const prepared = await lane.sender.prepare({
      effects: wanted,
      to: call.address,
      encode: (effects) =>
        encodeFunctionData(effects.length === 1 && effects[0] ? effects[0].call : batchCall(effects)),
      gas,
    })
    if (!prepared) {
      for (const { effect, resolve } of batch) resolve(sendOnce(effect))
      return
    }
    const { transaction, carried } = prepared
    sizes.observe(carried.length)
    const sent = noting(lane, lane.sender.broadcast(transaction))
    const outcome = sent.then(() => finish(transaction, Date.now()))
    const positions = new Map(carried.map(({ id }, index) => [id, carried.length > 1 ? index : null]))
    for (const { effect, resolve } of batch) {
      const position = positions.get(effect.id)
      // Another process has taken up the effects that are not carried here.
      resolve(position === undefined ? sendOnce(effect) : outcome.then((done) => partOf(effect, position, done)))
    }
    // Its callers have the error.
    await sent.catch(() => undefined)
  }

  /**
   * Tries the calls together, and each alone when the chain would refuse one, so that none is paid for in vain.
   * @returns those that it would take together, and those that it would take alone; the others' callers have been told
   */
  async function withoutRefused(
    batch: readonly Waiting[],
    lane: Lane,
  ): Promise<{ good: readonly Waiting[]; apart: readonly Waiting[] }> {
    const { address, abi, functionName, args } = batchCall(batch.map(({ effect }) => effect))
    if (size(args[0] as Hex) > MAX_BYTES) throw new BatchTooLarge(`a batch of ${batch.length} has too many bytes`)
    const { result } = await reader
      .simulateContract({ address, abi, functionName, args, account: lane.account.address })
      .catch((error: unknown) => {
        throw rejectionOf('batch', error) ?? chainAway('a batch could not be tried', error)
      })
    if (result === BigInt(batch.length)) return { good: batch, apart: [] }
    const tried = await Promise.allSettled(batch.map(({ effect }) => estimate(effect, lane)))
    const good: Waiting[] = []
    const apart: Waiting[] = []
    for (const [index, waiting] of batch.entries()) {
      const one = tried[index]
      if (one?.status === 'fulfilled') (one.value > MAX_ITEM_GAS ? apart : good).push(waiting)
      else if (await isCarriedNow(waiting.effect)) waiting.resolve(sendOnce(waiting.effect))
      else waiting.reject(one?.reason)
    }
    // Each passes, and together one does not: they are in each other's way.
    return good.length === batch.length ? { good: [], apart: good } : { good, apart }
  }

  return {
    send,
    async reconcile(untouchedForMs) {
      // An account that no node serves keeps none of the others from being looked after.
      const looks = await Promise.allSettled(lanes.map(({ sender }) => sender.reconcile(untouchedForMs)))
      const failed = looks.find((look) => look.status === 'rejected')
      if (failed) throw failed.reason
      return looks.reduce((sum, look) => sum + (look.status === 'fulfilled' ? look.value : 0), 0)
    },
  }
}

/** How long calls are gathered, by how many came in the last second. */
function createLoad() {
  const cameAt: number[] = []
  return {
    count(): void {
      cameAt.push(performance.now())
    },
    waitMs(): number {
      const from = performance.now() - 1_000
      const first = cameAt.findIndex((at) => at >= from)
      cameAt.splice(0, first === -1 ? cameAt.length : first)
      return cameAt.length <= 1 ? 0 : Math.min(MAX_WAIT_MS, cameAt.length * WAIT_MS_EACH)
    },
  }
}

/** Several calls of the marketplace as one. */
function batchCall(effects: readonly Effect[]): Call {
  const [first] = effects
  if (!first) throw new Error('expected a call')
  const { address, abi } = first.call
  return { address, abi, functionName: 'batch', args: [batchItems(effects.map(({ call }) => call))] }
}
