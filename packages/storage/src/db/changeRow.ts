import type { EntityData, EntityDictionary, EntityName, RequiredEntityData } from '@mikro-orm/core'
import type { QBFilterQuery, RawQueryFragment } from '@mikro-orm/postgresql'
import type { EntityManager } from './createStorage.js'
import { heldRowsOf } from './inTransaction.js'

/** The row of an id, and values that other columns must have. */
type RowCondition<T> = { readonly id: string } & {
  readonly [K in keyof T]?: T[K] & (string | number | bigint | boolean)
}

/**
 * Changes the row that fulfils a condition, and returns it as it is then, in one statement. A row that the transaction
 * holds (`holdRows`) is changed in memory, and written before the commit together with the others.
 * @param first a condition that does not depend on the row: PostgreSQL looks at it, with the locks that it takes,
 * before it locks the row
 * @returns null when there is none
 */
export async function changeRow<T extends { id: string }>(
  em: EntityManager,
  entity: EntityName<T>,
  where: RowCondition<T>,
  set: EntityData<T>,
  first?: RawQueryFragment,
): Promise<T | null> {
  const held = heldRowsOf(em)?.get(where.id) as T | undefined
  if (held) {
    const isSo = Object.entries(where).every(([key, value]) => held[key as keyof T] === value)
    return isSo ? Object.assign(held, set) : null
  }
  const update = em
    .createQueryBuilder(entity)
    .update(set)
    .where(where as unknown as QBFilterQuery<T>)
  const changed = first ? update.andWhere(first as unknown as QBFilterQuery<T>) : update
  const rows = (await changed.returning('*').execute('all', { mapResults: false })) as unknown as Row[]
  return rows[0] ? entityOf(em, entity, rows[0]) : null
}

/** Stores a row, and returns it as the database has it, in one statement. */
export async function insertRow<T extends object>(
  em: EntityManager,
  entity: EntityName<T>,
  data: RequiredEntityData<T>,
): Promise<T> {
  const [row] = await insertRows(em, entity, [data])
  return row as T
}

/** Stores rows of one table, and returns them as the database has them, in one statement. */
export async function insertRows<T extends object>(
  em: EntityManager,
  entity: EntityName<T>,
  data: RequiredEntityData<T>[],
): Promise<T[]> {
  const inserted = em.createQueryBuilder(entity).insert(data).returning('*')
  const rows = (await inserted.execute('all', { mapResults: false })) as unknown as Row[]
  return rows.map((row) => entityOf(em, entity, row))
}

type Row = Record<string, unknown>

/** The entity of a whole row of its table; an entity of the same row that was loaded before is brought up to date. */
export function entityOf<T extends object>(em: EntityManager, entity: EntityName<T>, row: Row): T {
  return em.map(entity, row as EntityDictionary<T>)
}
