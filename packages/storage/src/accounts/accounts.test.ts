import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  Account,
  consumeNonce,
  createStorage,
  type EntityManager,
  openSession,
  RefreshSession,
  rotateSession,
  SiweNonce,
  type Storage,
} from '../index.js'
import { createTestDatabase, type TestDatabase } from '../testing/index.js'

let database: TestDatabase
let storage: Storage

beforeAll(async () => {
  database = await createTestDatabase()
  storage = await createStorage({ databaseUrl: database.databaseUrl, poolSize: 4 })
}, 90_000)

afterAll(async () => {
  await storage?.close()
  await database?.drop()
})

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
})
