import { Migrator } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import pg from 'pg'
import { ormOptions } from './createStorage.js'
import { migrations } from './migrations/index.js'

/** Key of the advisory lock that makes processes migrate one after another. */
const LOCK = 4_715_021

/**
 * Brings the database to the newest schema. Safe to call from several processes at once.
 * @returns names of the migrations that ran now
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: databaseUrl })
  await lock.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK])
    const orm = await MikroORM.init({
      ...ormOptions(databaseUrl, 2),
      extensions: [Migrator],
      migrations: { migrationsList: migrations, tableName: 'schema_migration', snapshot: false, silent: true },
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
