import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { MikroORM } from '@mikro-orm/postgresql'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../testing/index.js'
import { ormOptions } from './createStorage.js'
import { declaredSchema } from './declaredSchema.js'
import { migrations } from './migrations/index.js'
import { migrate } from './runMigrations.js'

jest.setTimeout(30_000)

let migrated: TestDatabase
let orm: MikroORM
let catalog: Thing[]

beforeAll(async () => {
  migrated = await createTestDatabase()
  orm = await MikroORM.init(ormOptions(migrated.databaseUrl, 2))
  catalog = await catalogOf(migrated.databaseUrl)
}, 90_000)

afterAll(async () => {
  await orm?.close(true)
  await migrated?.drop()
})

async function withClient<T>(databaseUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** All that PostgreSQL knows of a schema, as the statements that it would make it with. */
const CATALOG = `
  select 'column' as kind, a.attrelid::regclass || '.' || a.attname as name,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end, a.attidentity, a.attgenerated,
      pg_get_expr(d.adbin, d.adrelid)) as definition
  from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  union all
  select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) from pg_constraint
  where connamespace = 'public'::regnamespace
  union all
  select 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indexrelid
  where c.relnamespace = 'public'::regnamespace
  union all
  select 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all
  select 'function', oid::regprocedure::text, pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
  order by kind, name`

interface Thing {
  kind: string
  name: string
  definition: string
}

const catalogOf = async (databaseUrl: string): Promise<Thing[]> =>
  (await withClient(databaseUrl, (client) => client.query<Thing>(CATALOG))).rows.filter(
    ({ name }) => !name.startsWith('schema_migration'),
  )

/** MikroORM's own comparison of its entities with the database; without the table that it keeps for itself. */
const updateSql = async (compared: MikroORM): Promise<string> =>
  (await compared.schema.getUpdateSchemaSQL({ wrap: false }))
    .split('\n')
    .filter((line) => line.trim() !== '' && !/drop table if exists "schema_migration"/.test(line))
    .join('\n')

describe('migrations', () => {
  it('run once, also when two processes start them at the same time', async () => {
    const empty = await createTestDatabase({ migrated: false })
    const ran = await Promise.all([migrate(empty.databaseUrl), migrate(empty.databaseUrl)])
    expect(ran.flat()).toEqual(migrations.map(({ name }) => name))
    await empty.drop()
  })

  it('refuse a database of an earlier version and say what to do', async () => {
    const old = await createTestDatabase({ migrated: false })
    await withClient(old.databaseUrl, (client) =>
      client.query(`create table schema_migration (id serial, name text);
        insert into schema_migration (name) values ('Migration20261122000000Initial')`),
    )
    await expect(migrate(old.databaseUrl)).rejects.toThrow(
      /Migration20261122000000Initial; start over with `npm start -- --reset`/,
    )
    await old.drop()
  })

  it('give what the entities declare, by the comparison of MikroORM', async () => {
    expect(await updateSql(orm)).toBe('')
  })

  it('give what the entities and the .sql files declare, by the catalog of PostgreSQL', async () => {
    const declared = await createTestDatabase({ migrated: false })
    const { tables, routines, triggers } = await declaredSchema(orm)
    await withClient(declared.databaseUrl, async (client) => {
      for (const sql of [tables, ...routines, triggers]) await client.query(sql)
    })
    const expected = await catalogOf(declared.databaseUrl)
    expect(new Set(expected.map(({ kind }) => kind)).size).toBe(5)
    expect(catalog).toEqual(expected)
    await declared.drop()
  })
})

describe('the comparisons notice', () => {
  /**
   * A change to a database, and the statements of MikroORM's comparison for it; null: only the catalog shows the
   * change.
   */
  const changes: [what: string, change: string, wanted: RegExp | null][] = [
    ['a dropped column', 'alter table job drop column dispute_reason', /add "dispute_reason"/],
    [
      'a dropped check',
      'alter table node drop constraint node_units_positive',
      /add constraint "node_units_positive" check/,
    ],
    [
      'a changed check',
      `alter table reservation drop constraint reservation_quantity_positive;
        alter table reservation add constraint reservation_quantity_positive check (quantity > 1)`,
      /add constraint "reservation_quantity_positive" check/,
    ],
    [
      'a dropped relation',
      'alter table attempt drop constraint attempt_job_id_foreign',
      /"attempt_job_id_foreign" foreign key/,
    ],
    ['a dropped partial index', 'drop index job_sweep', /create index "job_sweep"/],
    ['a changed default', `alter table node alter tier set default 'CLOUD'`, /"tier" set default 'COMMUNITY'/],
    ['a dropped trigger', 'drop trigger node_updated on node', /create constraint trigger node_updated/],
    [
      'a trigger that nobody declared',
      'create trigger other after insert on node execute function node_changed()',
      /drop trigger if exists "other"/,
    ],
    ['a dropped function', 'drop function offer_jobs', /function "offer_jobs"/],
    [
      'a trigger that is no longer deferred',
      `drop trigger node_appeared on node;
        create trigger node_appeared after insert or delete on node for each row execute function node_changed()`,
      null,
    ],
    ['a dropped trigger for truncation', 'drop trigger node_emptied on node', null],
    ['a function with other settings', 'alter function changed_nodes reset enable_seqscan', null],
    [
      'an index with another expression',
      'drop index attempt_once; create unique index attempt_once on attempt (job_id, node_id)',
      null,
    ],
  ]
  let changed: TestDatabase
  let compared: MikroORM

  beforeAll(async () => {
    changed = await createTestDatabase()
    compared = await MikroORM.init(ormOptions(changed.databaseUrl, 2))
  }, 90_000)

  afterAll(async () => {
    await compared?.close(true)
    await changed?.drop()
  })

  it.each(changes)('%s', async (_what, change, wanted) => {
    const [sql, things] = [await updateSql(compared), await catalogOf(changed.databaseUrl)]
    await withClient(changed.databaseUrl, (client) => client.query(change))
    expect(await catalogOf(changed.databaseUrl)).not.toEqual(things)
    const after = await updateSql(compared)
    if (wanted) {
      expect(sql).not.toMatch(wanted)
      expect(after).toMatch(wanted)
    } else expect(after).toBe(sql)
  })
})
