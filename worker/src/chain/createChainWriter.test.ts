import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createWallet, type Reader } from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { RetryableError } from '@aiigo/domain'
import { createMetrics } from '@aiigo/service'
import { ChainTransaction, findEffects, prepareTransaction } from '@aiigo/storage'
import { until } from '@aiigo/storage/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { type Hex, keccak256, parseGwei, parseTransaction, toHex } from 'viem'
import { createWorld, type World } from '../testing/createWorld.js'
import type { Effect } from './createChainWriter.js'
import { TransactionRejected } from './TransactionRejected.js'

let world: World
let node: Awaited<ReturnType<World['addNode']>>

beforeAll(async () => {
  world = await createWorld()
  node = await world.addNode(10)
}, 180_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

const nonce = () => world.chain.reader.getTransactionCount({ address: world.operator.address })
/** The transaction that carries an effect; null before there is one. */
const carrier = async (id: string) => (await findEffects(world.storage.fork(), [id]))[0] ?? null
async function row(id: string): Promise<ChainTransaction> {
  const found = await carrier(id)
  if (!found) throw new Error(`expected a transaction of the effect ${id}`)
  return found.transaction
}
const isSent = async ({ id }: Effect) => (await carrier(id))?.transaction.state === 'SENT'

/**
 * An effect that the chain takes any number of times: a challenge that is not started and is replaced after its time.
 */
async function challenge(): Promise<Effect> {
  const open = await world.marketplace.openChallenge(node.id)
  // It is not started, so it lapses after an hour.
  if (open) await world.passes(3_601)
  const id = keccak256(toHex(randomUUID()))
  const call = world.marketplace.calls.issueChallenge({
    id,
    nodeId: node.id,
    seed: id,
    target: 1n << 252n,
    nonces: 64,
    seconds: 60,
  })
  return { id: randomUUID(), kind: 'issueChallenge', subject: id, call }
}

/** An effect whose order does not matter: a task request is refused, a plain token approval never is. */
function approval(amount: bigint): Effect {
  const abi = [
    {
      type: 'function',
      name: 'approve',
      stateMutability: 'nonpayable',
      inputs: [
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
      ],
      outputs: [{ type: 'bool' }],
    },
  ] as const
  return {
    id: randomUUID(),
    kind: 'approve',
    subject: 'test',
    call: {
      address: world.chain.deployment.addresses.AiigoToken,
      abi,
      functionName: 'approve',
      args: [world.operator.address, amount],
    },
  }
}

/** Prepares as a process does that dies before it can send. */
async function diesBeforeSending(effect: Effect): Promise<ChainTransaction> {
  const { encodeFunctionData } = await import('viem')
  const data = encodeFunctionData(effect.call)
  const toAddress = effect.call.address.toLowerCase()
  const { kind, subject } = effect
  const prepared = await prepareTransaction(
    world.storage,
    { fromAddress: world.operator.address.toLowerCase(), effects: [effect] },
    nonce,
    async (n) => {
      const raw = await world.operator.signTransaction({
        type: 'eip1559',
        chainId: world.chain.chainId,
        nonce: n,
        to: effect.call.address,
        data,
        gas: 200_000n,
        maxFeePerGas: 10n ** 10n,
        maxPriorityFeePerGas: 10n ** 9n,
      })
      return { raw, hash: keccak256(raw), kind, subject, toAddress }
    },
  )
  if (!prepared) throw new Error('expected a transaction')
  return prepared.transaction
}

describe('the chain writer', () => {
  it('sends an effect once, however often it is asked', async () => {
    const effect = await challenge()
    const before = await nonce()
    const mined = await world.deps.writer.send(effect)
    expect(await world.deps.writer.send(effect)).toEqual(mined)
    expect(await world.makeWriter().send(effect)).toEqual(mined)
    expect(await nonce()).toBe(before + 1)
    expect(await row(effect.id)).toMatchObject({
      state: 'MINED',
      hash: mined.hash,
      block: Number(mined.block),
      nonce: before,
    })
  }, 30_000)

  it('finishes what a process saved and did not live to send', async () => {
    const effect = approval(1n)
    const saved = await diesBeforeSending(effect)
    expect(await world.chain.reader.getTransactionReceipt({ hash: saved.hash as Hex }).catch(() => null)).toBeNull()
    expect(await world.makeWriter().reconcile(0)).toBe(1)
    const mined = await world.makeWriter().send(effect)
    expect(mined.hash).toBe(saved.hash)
    expect(await world.makeWriter().reconcile(0)).toBe(0)
    expect((await row(effect.id)).state).toBe('MINED')
  }, 30_000)

  it('closes a gap in the nonces that a dead process left before those of others', async () => {
    const [dead, alive] = [approval(2n), approval(3n)]
    const saved = await diesBeforeSending(dead)
    const waiting = world.makeWriter(20_000).send(alive)
    await until(() => isSent(alive))
    expect((await row(alive.id)).nonce).toBe(saved.nonce + 1)
    await world.makeWriter().reconcile(0)
    expect((await waiting).hash).toBe((await row(alive.id)).hash)
    expect((await world.deps.writer.send(dead)).hash).toBe(saved.hash)
  }, 30_000)

  it('gives every transaction its own nonce, over several writers at once', async () => {
    const before = await nonce()
    const effects = Array.from({ length: 12 }, (_, i) => approval(BigInt(100 + i)))
    const writers = [world.makeWriter(), world.makeWriter(), world.makeWriter()]
    // Every effect is asked for twice, by different processes.
    await Promise.all(
      effects.flatMap((effect, i) => [writers[i % 3]?.send(effect), writers[(i + 1) % 3]?.send(effect)]),
    )
    expect(await nonce()).toBe(before + 12)
    const nonces = await Promise.all(effects.map(async ({ id }) => (await row(id)).nonce))
    expect(nonces.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => before + i))
  }, 60_000)

  it('says in words why the contract refuses, and spends no nonce on it', async () => {
    const before = await nonce()
    const id = keccak256(toHex('nothing'))
    const effect: Effect = {
      id: randomUUID(),
      kind: 'failChallenge',
      subject: id,
      call: world.marketplace.calls.failChallenge(id),
    }
    const refused = await world.deps.writer.send(effect).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(TransactionRejected)
    expect(refused).toMatchObject({ errorName: 'PowVerifier_ChallengeNotOpen', retryable: false })
    expect((refused as Error).message).toContain(`PowVerifier_ChallengeNotOpen(${id}, 0)`)
    expect(await nonce()).toBe(before)
    expect(await carrier(effect.id)).toBeNull()
  }, 30_000)

  it('sends again what a reorganisation took out of the chain', async () => {
    const snapshot = await world.chain.control.snapshot()
    const effect = approval(7n)
    const mined = await world.deps.writer.send(effect)
    await world.chain.control.revert({ id: snapshot })
    expect(await world.chain.reader.getTransactionReceipt({ hash: mined.hash }).catch(() => null)).toBeNull()
    await world.makeWriter().reconcile(0)
    const again = await world.deps.writer.send(effect)
    expect(again.hash).toBe(mined.hash)
    expect(await world.chain.reader.getTransactionReceipt({ hash: mined.hash })).toMatchObject({ status: 'success' })
  }, 30_000)

  it('takes a new nonce when somebody else used its own', async () => {
    const effect = approval(8n)
    const saved = await diesBeforeSending(effect)
    const outside = createWallet(world.chain.chainId, world.chain.rpcUrl, localRoles().operator.privateKey)
    await world.mined(await outside.sendTransaction({ to: world.buyer.address, value: 1n, nonce: saved.nonce }))
    await expect(world.deps.writer.send(effect)).rejects.toThrow(RetryableError)
    expect((await row(effect.id)).state).toBe('REPLACED')
    await world.deps.writer.send(effect)
    expect(await row(effect.id)).toMatchObject({ state: 'MINED', nonce: saved.nonce + 1 })
  }, 30_000)

  it('takes a new nonce when a reorganisation gave a mined one to somebody else', async () => {
    const snapshot = await world.chain.control.snapshot()
    const effect = approval(9n)
    const mined = await world.deps.writer.send(effect)
    const { nonce: lost } = await row(effect.id)
    await world.chain.control.revert({ id: snapshot })
    const outside = createWallet(world.chain.chainId, world.chain.rpcUrl, localRoles().operator.privateKey)
    await world.mined(await outside.sendTransaction({ to: world.buyer.address, value: 1n, nonce: lost }))
    await expect(world.makeWriter(3_000).send(effect)).rejects.toMatchObject({ code: 'TRANSACTION_REPLACED' })
    const again = await world.deps.writer.send(effect)
    expect(again.hash).not.toBe(mined.hash)
    expect(await row(effect.id)).toMatchObject({ state: 'MINED', nonce: lost + 1 })
  }, 30_000)

  it('bids enough for a base fee that rises while it waits', async () => {
    const { baseFeePerGas } = await world.chain.reader.getBlock()
    const effect = approval(10n)
    await world.deps.writer.send(effect)
    const { maxFeePerGas } = parseTransaction((await row(effect.id)).raw as Hex)
    expect(maxFeePerGas).toBeGreaterThan(4n * (baseFeePerGas ?? 0n))
  }, 30_000)

  it('fills a nonce that nothing has any more, so that what waits behind it is mined', async () => {
    const gone = await diesBeforeSending(approval(11n))
    const behind = approval(12n)
    const waiting = world.makeWriter(20_000).send(behind)
    await until(() => isSent(behind))
    await world.storage.fork().nativeDelete(ChainTransaction, { id: gone.id })
    await world.makeWriter().reconcile(0)
    await waiting
    expect(await nonce()).toBe(gone.nonce + 2)
    expect(await world.makeWriter().reconcile(0)).toBe(0)
    expect(await world.storage.fork().count(ChainTransaction, { kind: 'fillGap' })).toBe(1)
  }, 30_000)

  describe('while the base fee rises past a waiting transaction', () => {
    const BASE = parseGwei('50')
    const mineAt = async (baseFeePerGas: bigint) => {
      await world.chain.control.setNextBlockBaseFeePerGas({ baseFeePerGas })
      await world.chain.control.mine({ blocks: 1 })
    }
    /** Blocks at the high fee until it is over. */
    async function mineUntil<T>(work: Promise<T>): Promise<T> {
      let over = false
      const settled = work.finally(() => {
        over = true
      })
      settled.catch(() => undefined)
      while (!over) {
        await mineAt(BASE)
        await world.chain.control.setNextBlockBaseFeePerGas({ baseFeePerGas: BASE })
        await sleep(300)
      }
      return settled
    }
    /** Two transactions in the pool with the bids of a cheap chain, and the fees of a dear one from now on. */
    async function waiting(): Promise<[Effect, Effect]> {
      await world.chain.control.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('1') })
      await world.chain.control.mine({ blocks: 1 })
      await world.chain.control.setAutomine(false)
      const effects: [Effect, Effect] = [approval(20n), approval(21n)]
      for (const effect of effects) {
        await expect(world.makeWriter(200).send(effect)).rejects.toMatchObject({ code: 'TRANSACTION_PENDING' })
      }
      await mineAt(BASE)
      expect((await row(effects[0].id)).state).toBe('SENT')
      await world.chain.control.setNextBlockBaseFeePerGas({ baseFeePerGas: BASE })
      return effects
    }
    const cheap = { maxFeePerGas: parseGwei('9') }
    const receiptOf = (hash: string) =>
      world.chain.reader.getTransactionReceipt({ hash: hash as Hex }).catch(() => null)

    afterEach(async () => {
      await world.chain.control.setAutomine(true)
      await world.chain.control.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('1') })
      await world.chain.control.mine({ blocks: 1 })
    })

    it('replaces it at the same nonce, and remembers the hash it had', async () => {
      const effects = await waiting()
      const before = await Promise.all(effects.map(({ id }) => row(id)))
      await mineUntil(Promise.all(effects.map((effect) => world.deps.writer.send(effect))))
      for (const [i, effect] of effects.entries()) {
        const after = await row(effect.id)
        expect(after).toMatchObject({ state: 'MINED', nonce: before[i]?.nonce, earlierHashes: [before[i]?.hash] })
        expect(after.hash).not.toBe(before[i]?.hash)
        const bid = (raw: string | null | undefined) => parseTransaction(raw as Hex).maxFeePerGas ?? 0n
        expect(bid(after.raw)).toBeGreaterThan(BASE)
        expect(bid(after.raw) * 1_000n).toBeGreaterThanOrEqual(bid(before[i]?.raw) * 1_125n)
      }
    }, 60_000)

    it('lets another process send the replacement that one had saved and did not live to send', async () => {
      const effects = await waiting()
      const reader = { ...world.chain.reader, sendRawTransaction: () => Promise.reject(new Error('killed')) }
      await world.makeWriter(200, { reader: reader as Reader }).reconcile(0)
      const saved = await row(effects[0].id)
      expect(saved).toMatchObject({ state: 'PREPARED', earlierHashes: [expect.any(String)] })
      expect(await receiptOf(saved.hash as string)).toBeNull()
      const other = world.makeWriter()
      await other.reconcile(0)
      const mined = await mineUntil(Promise.all(effects.map((effect) => other.send(effect))))
      expect(mined[0]?.hash).toBe((await row(effects[0].id)).hash)
      expect((await row(effects[0].id)).state).toBe('MINED')
    }, 60_000)

    it('counts whichever of its transactions is mined', async () => {
      const [effect, behind] = await waiting()
      const before = await row(effect.id)
      const first = before.hash as Hex
      const reader = { ...world.chain.reader, sendRawTransaction: () => Promise.reject(new Error('killed')) }
      await world.makeWriter(200, { reader: reader as Reader }).reconcile(0)
      expect((await row(effect.id)).hash).not.toBe(first)
      // The fees fall before anyone has sent the replacement: the first one, kept by some node, is mined.
      await world.chain.control.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('1') })
      await world.chain.reader.sendRawTransaction({ serializedTransaction: before.raw as Hex })
      await world.chain.control.mine({ blocks: 1 })
      expect(await receiptOf(first)).toMatchObject({ status: 'success' })
      expect((await world.makeWriter().send(effect)).hash).toBe(first)
      await world.chain.control.setAutomine(true)
      await world.makeWriter().send(behind)
      expect((await row(effect.id)).state).toBe('MINED')
    }, 60_000)

    it('stops at the bound and says so once, and goes on when the bound is raised', async () => {
      const effects = await waiting()
      const metrics = createMetrics()
      const said: unknown[] = []
      const log = {
        ...world.deps.log,
        info: () => undefined,
        warn: () => undefined,
        error: (...a: unknown[]) => said.push(a),
      }
      const bounded = world.makeWriter(200, { ...cheap, metrics, log })
      const before = await row(effects[0].id)
      await bounded.reconcile(0)
      await bounded.reconcile(0)
      for (const { id } of effects) expect((await row(id)).state).toBe('SENT')
      const bid = parseTransaction((await row(effects[0].id)).raw as Hex).maxFeePerGas ?? 0n
      expect(bid).toBeLessThanOrEqual(cheap.maxFeePerGas)
      expect(bid).toBeGreaterThanOrEqual(parseTransaction(before.raw as Hex).maxFeePerGas ?? 0n)
      expect(said).toHaveLength(1)
      expect(await metrics.metrics()).toMatch(/aiigo_chain_fee_bound_total\{kind="approve"\} 4/)
      await mineUntil(Promise.all(effects.map((effect) => world.makeWriter().send(effect))))
      for (const { id } of effects) expect((await row(id)).state).toBe('MINED')
    }, 60_000)
  })
})
