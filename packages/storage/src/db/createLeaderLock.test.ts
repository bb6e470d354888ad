import { afterAll, beforeAll, expect, it } from '@jest/globals'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../testing/createTestDatabase.js'
import { until } from '../testing/until.js'
import { createLeaderLock, type LeaderLock } from './createLeaderLock.js'

/** A holder may be silent for half a minute. */
const SILENT_MS = 30_000

let database: TestDatabase
const locks: LeaderLock[] = []
beforeAll(async () => {
  database = await createTestDatabase()
}, 90_000)
afterAll(async () => {
  await Promise.all(locks.map((lock) => lock.close()))
  await database?.drop()
})

function lockOf(name: string): LeaderLock {
  const lock = createLeaderLock({ databaseUrl: database.databaseUrl, name })
  locks.push(lock)
  return lock
}

it('goes from a holder that stands still to one that asks, and not from one that asks', async () => {
  const [silent, asking] = [lockOf('still'), lockOf('still')]
  const [busy, other] = [lockOf('busy'), lockOf('busy')]
  expect([await silent.tryAcquire(), await asking.tryAcquire()]).toEqual([true, false])
  expect([await busy.tryAcquire(), await other.tryAcquire()]).toEqual([true, false])
  const from = Date.now()
  await until(async () => {
    expect([await busy.tryAcquire(), await other.tryAcquire()]).toEqual([true, false])
    return asking.tryAcquire()
  }, 90_000)
  expect(Date.now() - from).toBeGreaterThan(SILENT_MS - 1_000)
  // It learns of it when it goes on.
  expect(await silent.tryAcquire().catch(() => false)).toBe(false)
}, 150_000)

it('is lost with its connection, and taken again', async () => {
  const lock = lockOf('cut')
  expect(await lock.tryAcquire()).toBe(true)
  const client = new pg.Client({ connectionString: database.databaseUrl })
  await client.connect()
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'aiigo-lock-cut' and datname = current_database()`,
  )
  await client.end()
  await until(async () => (await lock.tryAcquire().catch(() => null)) === true)
})
