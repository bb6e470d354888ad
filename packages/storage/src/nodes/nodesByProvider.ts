import type { EntityManager } from '../db/createStorage.js'

/** How many nodes each provider has that the chain knows; it reads every node. */
export async function nodesByProvider(em: EntityManager): Promise<Map<string, number>> {
  const rows = await em.execute<{ provider: string; nodes: number }[]>(
    'select provider, count(*)::int as nodes from node where registered group by provider',
  )
  return new Map(rows.map(({ provider, nodes }) => [provider, nodes]))
}
