import type { EntityName } from '@mikro-orm/core'
import type { Storage } from './createStorage.js'

interface Loading {
  readonly values: Set<string>
  readonly rows: Promise<ReadonlyMap<string, object[]>>
}

/** Values of one statement. */
const MOST_TOGETHER = 200

/** Reads that begin in the next turn of the event loop, by entity and column. */
const beginning = new WeakMap<Storage, Map<unknown, Map<string, Loading>>>()

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
  const byEntity = beginning.get(storage) ?? new Map<unknown, Map<string, Loading>>()
  beginning.set(storage, byEntity)
  const byColumn = byEntity.get(entity) ?? new Map<string, Loading>()
  byEntity.set(entity, byColumn)
  const others = byColumn.get(column)
  const isFull = others !== undefined && others.values.size >= MOST_TOGETHER
  const loading =
    others && !isFull
      ? others
      : begin(storage, entity, column, (own) => {
          if (byColumn.get(column) === own) byColumn.delete(column)
        })
  byColumn.set(column, loading)
  const wanted = value.toLowerCase()
  loading.values.add(wanted)
  return ((await loading.rows).get(wanted) ?? []) as T[]
}

function begin<T extends object, K extends string & keyof T>(
  storage: Storage,
  entity: EntityName<T>,
  column: K,
  onBegin: (own: Loading) => void,
): Loading {
  const values = new Set<string>()
  async function read(): Promise<ReadonlyMap<string, object[]>> {
    await new Promise((resolve) => setImmediate(resolve))
    onBegin(loading)
    const rows = (await storage.fork().find(entity, { [column]: { $in: [...values] } } as object)) as T[]
    return Map.groupBy(rows, (row) => String(row[column]))
  }
  const loading: Loading = { values, rows: read() }
  return loading
}
