import { afterAll, beforeAll } from '@jest/globals'
import { createStorage, type Storage, type StorageOptions } from '../db/createStorage.js'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.js'

/** The first file of a run waits for PostgreSQL and for the migrated template. */
const OPEN_LIMIT_MS = 90_000

/**
 * Opens a storage on a database of its own before the tests of a file, and closes and drops it after them. It is an
 * entry of its own because it registers jest's hooks: `@aiigo/storage/testing` is also used by programs.
 * @param opened gets the storage and its database, before any `beforeEach`
 * @param options of the storage; default: as many connections as a process has
 * @example
 * let storage: Storage
 * withStorage((opened) => {
 *   storage = opened
 * })
 */
export function withStorage(
  opened: (storage: Storage, database: TestDatabase) => void,
  options: Pick<StorageOptions, 'poolSize' | 'onTransition'> = {},
): void {
  let database: TestDatabase | undefined
  let storage: Storage | undefined

  beforeAll(async () => {
    database = await createTestDatabase()
    storage = await createStorage({ ...options, databaseUrl: database.databaseUrl })
    opened(storage, database)
  }, OPEN_LIMIT_MS)

  afterAll(async () => {
    await storage?.close()
    await database?.drop()
  })
}
