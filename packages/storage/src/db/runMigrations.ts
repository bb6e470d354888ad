import { NotRetryableError } from '@aiigo/domain'
import { Migrator } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import pg from 'pg'
import { ormOptions } from './createStorage.js'
import { migrations } from './migrations/index.js'

/** Key of the advisory lock that makes processes migrate one after another. */
const LOCK = 4_715_021
const TABLE = 'schema_migration'

/**
 * Brings the database to the newest schema. Safe to call from several processes at once.
 * @returns names of the migrations that ran now
 * @throws NotRetryableError when the database was made by other migrations than these
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: databaseUrl })
  await lock.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK])
    await refuseOtherMigrations(lock)
    const orm = await MikroORM.init({
      ...ormOptions(databaseUrl, 2),
      extensions: [Migrator],
      migrations: { migrationsList: migrations, tableName: TABLE, snapshot: false, silent: true },
    })
    try {
      const ran = await orm.migrator.up()
      return ran.map(({ name }) => name)
    } finally {
      await orm.close(true)
    }
  } finally {
    await lock.end()
  }
}

/** A database of an earlier version of the sources has no way up: nothing was released before, so nothing is kept. */
async function refuseOtherMigrations(client: pg.Client): Promise<void> {
  const exists = await client.query<{ found: string | null }>('select to_regclass($1)::text as found', [TABLE])
  if (!exists.rows[0]?.found) return
  const { rows } = await client.query<{ name: string }>(`select name from ${TABLE} order by name`)
  const others = rows.map(({ name }) => name).filter((name) => !migrations.some((migration) => migration.name === name))
  if (others.length === 0) return
  throw new NotRetryableError(
    'DATABASE_SCHEMA',
    `expected a database that is empty or has the migrations of this version, got one with ${others.join(', ')}; ` +
      'start over with `npm start -- --reset`, or drop the database and create it again',
  )
}
