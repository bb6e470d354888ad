import type { EntityName } from '@mikro-orm/core'
import type { Storage } from './createStorage.js'
import { createTurns } from './createTurns.js'

type Rows = ReadonlyMap<string, object[]>

interface Loading {
  readonly values: Set<string>
  readonly rows: PromiseWithResolvers<Rows>
}

/** Values of one statement. */
const MOST_TOGETHER = 200

type Turns = ReturnType<typeof createTurns<Loading>>

/** Of each entity and column. */
const turns = new Map<unknown, Map<string, Turns>>()

/**
 * A row by its id, read together with the others that are asked for in the same turn of the event loop: many requests
 * share one statement. The read begins after the last of them has asked. The entity is shared: do not change it.
 * @param id a UUID
 * @returns null when there is none
 */
export async function loadRow<T extends { id: string }>(
  storage: Storage,
  entity: EntityName<T>,
  id: string,
): Promise<T | null> {
  return (await loadRows(storage, entity, 'id', id))[0] ?? null
}

/** All rows with a value in a column of UUIDs; see `loadRow`. */
export async function loadRows<T extends object, K extends string & keyof T>(
  storage: Storage,
  entity: EntityName<T>,
  column: K,
  value: string,
): Promise<T[]> {
  const wanted = value.toLowerCase()
  const { values, rows } = turnsOf(entity, column)(storage, (loading) => loading.values.size < MOST_TOGETHER)
  values.add(wanted)
  return ((await rows.promise).get(wanted) ?? []) as T[]
}

function turnsOf<T extends object, K extends string & keyof T>(entity: EntityName<T>, column: K): Turns {
  const ofEntity = turns.get(entity) ?? new Map<string, Turns>()
  turns.set(entity, ofEntity)
  const found = ofEntity.get(column)
  if (found) return found
  const made = createTurns<Loading>({
    make: () => ({ values: new Set(), rows: Promise.withResolvers() }),
    run: (storage, { values, rows }) => rows.resolve(read(storage, [...values])),
  })
  ofEntity.set(column, made)
  return made

  async function read(storage: Storage, values: readonly string[]): Promise<Rows> {
    const found = (await storage.fork().find(entity, { [column]: { $in: values } } as object)) as T[]
    return Map.groupBy(found, (row) => String(row[column]))
  }
}
