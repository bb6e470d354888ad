import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createWallet, type Reader } from '@aiigo/chain'
import { localAccount, localRoles } from '@aiigo/contracts'
import { RetryableError } from '@aiigo/domain'
import { createMetrics } from '@aiigo/service'
import { ChainTransaction, findEffects, prepareTransaction } from '@aiigo/storage'
import { until } from '@aiigo/storage/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { type Hex, keccak256, parseEther, parseGwei, parseTransaction, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createWorld, type World } from '../testing/createWorld.js'
import type { Effect } from './createChainWriter.js'
import { createGasBudget } from './createGasBudget.js'
import { readRelays } from './readRelays.js'
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

  it('sends again what the nodes have dropped', async () => {
    await world.chain.control.setAutomine(false)
    const effect = approval(30n)
    const sending = world.makeWriter(30_000).send(effect)
    await until(() => isSent(effect))
    const { hash } = await row(effect.id)
    await world.chain.control.dropTransaction({ hash: hash as Hex })
    await expect(world.chain.reader.getTransaction({ hash: hash as Hex })).rejects.toThrow()
    await world.chain.control.setAutomine(true)
    expect((await sending).hash).toBe(hash)
  }, 60_000)

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

describe('several accounts', () => {
  const relay = privateKeyToAccount(localAccount(12).privateKey)
  const relays = [{ account: relay, isOperator: false }]
  const ofAnyone = (amount: bigint): Effect => {
    const effect = approval(amount)
    return { ...effect, call: { ...effect.call, from: 'anyone' } }
  }
  const senderOf = async ({ id }: Effect) => (await row(id)).fromAddress
  const [ownAddress, relayAddress] = [localRoles().operator.address.toLowerCase(), relay.address.toLowerCase()]

  it('have the roles that the contracts give them', async () => {
    const keys = [localAccount(12).privateKey, localRoles().operator.privateKey]
    const found = await readRelays(world.chain.reader, world.chain.deployment, keys)
    expect(found.map(({ account, isOperator }) => [account.address.toLowerCase(), isOperator])).toEqual([
      [relayAddress, false],
      [ownAddress, true],
    ])
  })

  it('share the calls that anyone may send; the others are the main one’s', async () => {
    const writer = world.makeWriter(10_000, { relays })
    const effects = Array.from({ length: 6 }, (_, i) => ofAnyone(BigInt(200 + i)))
    const own = [approval(210n), await challenge()]
    await Promise.all([...effects, ...own].map((effect) => writer.send(effect)))
    expect(new Set(await Promise.all(effects.map(senderOf)))).toEqual(new Set([ownAddress, relayAddress]))
    for (const effect of own) expect(await senderOf(effect)).toBe(ownAddress)
    // With the operator's role it takes those as well.
    const operators = world.makeWriter(10_000, { relays: [{ account: relay, isOperator: true }] })
    const issue = { ...approval(211n), call: { ...approval(211n).call, from: 'operator' as const } }
    await operators.send(issue)
    expect(await senderOf(issue)).toBe(relayAddress)
  }, 60_000)

  it('do not wait for one that cannot pay, which goes on once it can', async () => {
    const writer = world.makeWriter(10_000, { relays })
    const balance = await world.chain.reader.getBalance({ address: relay.address })
    await world.chain.control.setBalance({ address: relay.address, value: 0n })
    const first = ofAnyone(220n)
    await expect(writer.send(first)).rejects.toThrow(/could not be sent/)
    const others = [ofAnyone(221n), ofAnyone(222n)]
    for (const effect of others) {
      await writer.send(effect)
      expect(await senderOf(effect)).toBe(ownAddress)
    }
    await world.chain.control.setBalance({ address: relay.address, value: balance })
    await writer.send(first)
    expect(await senderOf(first)).toBe(relayAddress)
  }, 60_000)

  it('do not wait for one whose transaction finds no block; each is looked after by its own nonces', async () => {
    await world.chain.control.setAutomine(false)
    const [stuck, behind] = [ofAnyone(230n), ofAnyone(231n)]
    const writer = world.makeWriter(1_000, { relays })
    const sending = writer.send(stuck).catch((error: Error) => error)
    await until(() => isSent(stuck))
    expect(await senderOf(stuck)).toBe(relayAddress)
    const waiting = writer.send(behind).catch((error: Error) => error)
    await until(() => isSent(behind))
    expect(await senderOf(behind)).toBe(ownAddress)
    expect(await sending).toMatchObject({ code: 'TRANSACTION_PENDING' })
    await waiting
    await world.chain.control.setAutomine(true)
    await world.chain.control.mine({ blocks: 1 })
    // A process that has no key of the account can look, and sends nothing in its name.
    expect((await world.makeWriter().send(stuck)).hash).toBe((await row(stuck.id)).hash)
    await writer.reconcile(0)
    expect((await row(behind.id)).state).toBe('MINED')
  }, 60_000)

  it('take an effect to the chain once, when processes with different accounts send it', async () => {
    const effects = Array.from({ length: 8 }, (_, i) => ofAnyone(BigInt(240 + i)))
    const before = (await nonce()) + (await world.chain.reader.getTransactionCount({ address: relay.address }))
    const writers = [world.makeWriter(), world.makeWriter(10_000, { relays }), world.makeWriter(10_000, { relays })]
    await Promise.all(effects.flatMap((effect) => writers.map((writer) => writer.send(effect))))
    const after = (await nonce()) + (await world.chain.reader.getTransactionCount({ address: relay.address }))
    expect(after - before).toBe(8)
  }, 60_000)
})

describe('the budget for gas', () => {
  it('refuses new transactions once the last day has used it up, and not those on their way', async () => {
    const spent = await world.storage
      .fork()
      .execute<{ spent: string }[]>('select sum(spent) as spent from chain_transaction')
    const limit = BigInt(spent[0]?.spent ?? 0)
    expect(limit).toBeGreaterThan(0n)
    let now = Date.now()
    const errors: unknown[] = []
    const log = { ...world.deps.log, error: (fields: unknown) => void errors.push(fields) }
    const budgetOf = (wei: bigint | null) =>
      createGasBudget({ storage: world.storage, limit: wei, log: log as typeof world.deps.log, now: () => now })
    const onItsWay = await diesBeforeSending(approval(300n))
    const writer = world.makeWriter(10_000, { budget: budgetOf(limit) })
    const refused = approval(301n)
    for (const _ of [1, 2]) {
      await expect(writer.send(refused)).rejects.toMatchObject({
        ...{ code: 'GAS_BUDGET_SPENT', retryable: true },
        message: expect.stringMatching(/approve waits\. Raise GAS_BUDGET_ETHER/),
      })
    }
    expect(await carrier(refused.id)).toBeNull()
    expect(errors).toHaveLength(1)
    await writer.reconcile(0)
    await until(
      async () =>
        (await world.storage.fork().findOneOrFail(ChainTransaction, { id: onItsWay.id })).state !== 'PREPARED',
    )
    expect(await world.makeWriter(10_000, { budget: budgetOf(limit + parseEther('1')) }).send(refused)).toBeDefined()
    await expect(writer.send(approval(302n))).rejects.toThrow(/budget|ETH for gas/)
    // A day later it is a new day.
    now += 86_400_000 + 10_000
    await writer.send(approval(303n))
    await world.makeWriter(10_000, { budget: budgetOf(null) }).send(approval(304n))
  }, 60_000)
})
