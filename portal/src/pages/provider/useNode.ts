import { ShownNodeDocument } from '@aiigo/client'
import { useQuery } from '@tanstack/react-query'
import type { Session } from '../../session/openSession.js'

const HISTORY = 50

/** A node with its latest history; null while the chain does not know it. */
export function useNode(session: Session, nodeId: string) {
  return useQuery({
    queryKey: ['mine', session.address, 'node', nodeId],
    queryFn: async ({ signal }) =>
      (await session.connection.client.execute(ShownNodeDocument, { id: nodeId, first: HISTORY }, { signal })).node ??
      null,
    refetchInterval: 5_000,
  })
}

export type NodeView = NonNullable<ReturnType<typeof useNode>['data']>
