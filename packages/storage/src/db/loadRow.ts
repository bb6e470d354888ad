import type { EntityName } from '@mikro-orm/core'
import type { Storage } from './createStorage.js'

interface Loading {
  readonly ids: Set<string>
  readonly rows: Promise<ReadonlyMap<string, object>>
}

/** Reads that begin in the next turn of the event loop, by entity. */
const beginning = new WeakMap<Storage, Map<unknown, Loading>>()

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
  const ofStorage = beginning.get(storage) ?? new Map<unknown, Loading>()
  beginning.set(storage, ofStorage)
  const loading = ofStorage.get(entity) ?? begin(storage, entity, () => ofStorage.delete(entity))
  ofStorage.set(entity, loading)
  loading.ids.add(id.toLowerCase())
  return ((await loading.rows).get(id.toLowerCase()) as T | undefined) ?? null
}

function begin<T extends { id: string }>(storage: Storage, entity: EntityName<T>, onBegin: () => void): Loading {
  const ids = new Set<string>()
  async function read(): Promise<ReadonlyMap<string, object>> {
    await new Promise((resolve) => setImmediate(resolve))
    onBegin()
    const rows = await storage.fork().find(entity, { id: { $in: [...ids] } } as object)
    return new Map(rows.map((row) => [row.id, row]))
  }
  return { ids, rows: read() }
}
