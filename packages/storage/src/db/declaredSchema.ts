import type { MikroORM } from '@mikro-orm/postgresql'
import { plainSql, routines } from './routines.js'

/**
 * The statements that make an empty database what the entities and the `.sql` files declare, in an order that works.
 */
export interface DeclaredSchema {
  /** Tables, indexes and constraints. */
  tables: string
  /** Texts of the `.sql` files with functions, as they are. */
  routines: string[]
  /** They need both. */
  triggers: string
}

/**
 * Reads the declarations: what the first migration was generated from, and what the schema test compares a migrated
 * database with.
 */
export async function declaredSchema(orm: MikroORM): Promise<DeclaredSchema> {
  const created = await orm.schema.getCreateSchemaSQL({ wrap: false })
  const triggers = [...orm.getMetadata().getAll().values()].flatMap((entity) =>
    entity.triggers.map(({ expression = '' }) => expression.trim().replace(/;?$/, ';')),
  )
  const isTable = (statement: string) =>
    !/^create (or replace function|(constraint )?trigger)/m.test(statement) && statement.trim() !== ''
  return {
    tables: created
      .split(/;\n/)
      .filter(isTable)
      .map((statement) => `${statement.trim().replace(/;?$/, ';')}\n`)
      .join(''),
    routines: [...routines.map(({ expression = '' }) => expression), ...plainSql],
    triggers: triggers.map((statement) => `${statement}\n`).join(''),
  }
}
