import { type IndexedTask, indexedTaskSchema } from '@aiigo/chain'
import { type Client, IndexedTaskDocument } from '@aiigo/client'
import type { Hex } from 'viem'
import type { CallOptions } from './Connection.js'

/** A task from the chain's events; null while the subgraph does not know it. The contract confirms its values. */
export async function readIndexedTask(client: Client, taskId: Hex, call?: CallOptions): Promise<IndexedTask | null> {
  const { task } = await client.execute(IndexedTaskDocument, { id: taskId }, call)
  return task && indexedTaskSchema.parse(task)
}
