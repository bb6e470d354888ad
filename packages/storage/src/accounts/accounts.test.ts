import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import {
  Account,
  ApiKey,
  addApiKey,
  consumeNonce,
  type EntityManager,
  openSession,
  RefreshSession,
  revokeSession,
  rotateSession,
  SiweNonce,
  type Storage,
} from '../index.js'
import { until } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

let storage: Storage

withStorage(
  (opened) => {
    storage = opened
  },
  { poolSize: 4 },
)

const NOW = new Date('2026-01-01T00:00:00.000Z')
const after = (ms: number) => new Date(NOW.getTime() + ms)
const session = (createdAt = NOW, lifeMs = 1_000) => ({
  id: randomUUID(),
  tokenHash: randomBytes(32).toString('hex'),
  expiresAt: new Date(createdAt.getTime() + lifeMs),
  userAgent: null,
  createdAt,
})
const transaction = <T>(work: (em: EntityManager) => Promise<T>): Promise<T> => storage.fork().transactional(work)
const rotate = (tokenHash: string, next: ReturnType<typeof session>) =>
  transaction((em) => rotateSession(em, tokenHash, next))

describe('a nonce', () => {
  it('is consumed once, in time, and only when it was given out', async () => {
    await storage.fork().insert(SiweNonce, { nonce: 'a', expiresAt: after(1_000) })
    await storage.fork().insert(SiweNonce, { nonce: 'b', expiresAt: after(1_000) })
    const both = await Promise.all([consumeNonce(storage.fork(), 'a', NOW), consumeNonce(storage.fork(), 'a', NOW)])
    expect(both.sort()).toEqual([false, true])
    expect(await consumeNonce(storage.fork(), 'b', after(1_000))).toBe(false)
    expect(await consumeNonce(storage.fork(), 'c', NOW)).toBe(false)
  })
})

describe('a session', () => {
  it('is opened with its account, whose first sign-in stays', async () => {
    const address = `0x${randomBytes(20).toString('hex')}`
    for (const at of [NOW, after(5)]) await transaction((em) => openSession(em, { ...session(at), address }))
    expect(await storage.fork().findOneOrFail(Account, { address })).toMatchObject({
      createdAt: NOW,
      lastSeenAt: after(5),
    })
    expect(await storage.fork().count(RefreshSession, { address })).toBe(2)
  })

  it('is replaced once; using a replaced token again revokes all that followed from it', async () => {
    const address = `0x${randomBytes(20).toString('hex')}`
    const [first, second, third, fourth] = [session(), session(after(1)), session(after(2)), session(after(3))]
    await transaction((em) => openSession(em, { ...first, address }))
    expect(await rotate(first.tokenHash, second)).toBe(address)
    expect(await rotate(second.tokenHash, third)).toBe(address)
    expect(await rotate(first.tokenHash, fourth)).toBeNull()
    expect(await rotate(third.tokenHash, fourth)).toBeNull()
    expect(await storage.fork().count(RefreshSession, { address, revokedAt: { $ne: null } })).toBe(3)
  })

  it('of two rotations with one token lets one through', async () => {
    const address = `0x${randomBytes(20).toString('hex')}`
    const first = session()
    await transaction((em) => openSession(em, { ...first, address }))
    const both = await Promise.all([
      rotate(first.tokenHash, session(after(1))),
      rotate(first.tokenHash, session(after(1))),
    ])
    expect(both.filter((one) => one !== null)).toEqual([address])
  })

  it('is no longer good after its time, or when nobody opened it', async () => {
    const address = `0x${randomBytes(20).toString('hex')}`
    const first = session()
    await transaction((em) => openSession(em, { ...first, address }))
    expect(await rotate(first.tokenHash, session(after(1_000)))).toBeNull()
    expect(await rotate('unknown', session())).toBeNull()
  })

  it('is revoked with all that followed, by any token of it, once', async () => {
    const address = `0x${randomBytes(20).toString('hex')}`
    const [first, second, third] = [session(), session(after(1)), session(after(2))]
    const revoke = (tokenHash: string) => transaction((em) => revokeSession(em, tokenHash, after(3)))
    await transaction((em) => openSession(em, { ...first, address }))
    await rotate(first.tokenHash, second)
    await rotate(second.tokenHash, third)
    expect(await revoke(first.tokenHash)).toBe(true)
    expect(await rotate(third.tokenHash, session(after(3)))).toBeNull()
    expect(await revoke(first.tokenHash)).toBe(false)
    expect(await revoke('unknown')).toBe(false)
  })

  it('is revoked also while it is being rotated', async () => {
    const address = `0x${randomBytes(20).toString('hex')}`
    const [first, second] = [session(), session(after(1))]
    await transaction((em) => openSession(em, { ...first, address }))
    let revoking: Promise<boolean> | undefined
    await transaction(async (em) => {
      await rotateSession(em, first.tokenHash, second)
      // Does not see the successor yet and waits for the row of the first.
      revoking = transaction((other) => revokeSession(other, first.tokenHash, after(2)))
      await until(async () => {
        const [{ waiting }] = await storage
          .fork()
          .execute<[{ waiting: number }]>(
            "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          )
        return waiting > 0
      })
    })
    expect(await revoking).toBe(true)
    expect(await rotate(second.tokenHash, session(after(2)))).toBeNull()
  })
})

describe('API keys', () => {
  it('are never more than the limit, however many are made at once', async () => {
    const address = `0x${randomBytes(20).toString('hex')}`
    await transaction((em) => openSession(em, { ...session(), address }))
    const key = () => ({
      ...{ id: randomUUID(), address, name: 'a', prefix: 'a', createdAt: NOW },
      keyHash: randomBytes(32).toString('hex'),
    })
    const add = () => transaction((em) => addApiKey(em, key(), 3))
    const added = await Promise.all(Array.from({ length: 8 }, add))
    expect(added.filter(Boolean)).toHaveLength(3)
    expect(await storage.fork().count(ApiKey, { address })).toBe(3)
    await storage.fork().nativeUpdate(ApiKey, { address }, { revokedAt: NOW })
    expect(await add()).toBe(true)
  })
})
