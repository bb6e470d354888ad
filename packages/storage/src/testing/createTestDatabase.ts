import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../db/runMigrations.js'
import { testPostgres } from './testPostgres.js'

export interface TestDatabase {
  databaseUrl: string
  drop(): Promise<void>
}

/**
 * A database of its own for one test file, with the newest schema unless `migrated` is false. Drop it in `afterAll`.
 * The first call of a run starts PostgreSQL: give the hook at least 60 s.
 * @param durable on a server whose commits wait for the disk: for measuring
 */
export async function createTestDatabase({ migrated = true, durable = false } = {}): Promise<TestDatabase> {
  const server = await testPostgres(durable)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await run(server, `create database ${name}`)
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).toString()
  if (migrated) await migrate(databaseUrl)
  return { databaseUrl, drop: () => run(server, `drop database if exists ${name} with (force)`) }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
