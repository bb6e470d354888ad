import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { schemaText } from '../db/migrations/index.js'
import { migrate } from '../db/runMigrations.js'
import { testPostgres } from './testPostgres.js'

export interface TestDatabase {
  databaseUrl: string
  drop(): Promise<void>
}

/** Key of the advisory lock under which a server's template is made. */
const LOCK = 4_715_022

/**
 * A database of its own for one test file, with the newest schema unless `migrated` is false. Drop it in `afterAll`.
 * The first call of a run starts PostgreSQL and migrates a template, which later calls copy: give the hook at least 60
 * s.
 * @param durable on a server whose commits wait for the disk: for measuring
 */
export async function createTestDatabase({ migrated = true, durable = false } = {}): Promise<TestDatabase> {
  const server = await testPostgres(durable)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const template = migrated ? await migratedTemplate(server) : 'template0'
  await withClient(server, (client) => client.query(`create database ${name} template ${template}`))
  return {
    databaseUrl: urlOf(server, name),
    drop: async () => {
      await withClient(server, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

/** Name of the server's database with the newest schema, which the first caller makes. */
async function migratedTemplate(server: string): Promise<string> {
  // A server that lives on (`TEST_DATABASE_URL`) may have templates of other versions of the sources.
  const name = `template_${createHash('sha256').update(schemaText()).digest('hex').slice(0, 16)}`
  await withClient(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount) return
    // Under its name only once it is whole: a run that dies in between leaves no template behind.
    const unfinished = `${name}_unfinished`
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished}`)
    await migrate(urlOf(server, unfinished))
    await client.query(`alter database ${unfinished} rename to ${name}`)
  })
  return name
}

const urlOf = (server: string, database: string): string =>
  Object.assign(new URL(server), { pathname: `/${database}` }).toString()

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
