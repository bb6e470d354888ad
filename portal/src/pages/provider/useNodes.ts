import { ShownNodesDocument, type ShownNodesQuery, WatchNodeAvailabilityDocument } from '@aiigo/client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Session } from '../../session/openSession.js'

export type ShownNode = ShownNodesQuery['nodes'][number]

const PAGE = 50

/** The wallet's nodes, the oldest first. An event of one of them renews them at once. */
export function useNodes(session: Session) {
  const queryClient = useQueryClient()
  const { client } = session.connection
  const provider = session.address.toLowerCase()
  const nodes = useInfiniteQuery({
    queryKey: ['mine', session.address, 'nodes'],
    queryFn: async ({ pageParam, signal }) =>
      (await client.execute(ShownNodesDocument, { provider, first: PAGE, skip: pageParam }, { signal })).nodes,
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.length < PAGE ? null : pages.length * PAGE),
    refetchInterval: 5_000,
  })
  const ids = nodes.data?.pages.flatMap((page) => page.map(({ id }) => id)).join(' ') ?? ''

  useEffect(() => {
    if (ids === '') return
    const controller = new AbortController()
    const mine = new Set(ids.split(' '))
    async function follow(): Promise<void> {
      const events = client.subscribe(WatchNodeAvailabilityDocument, {}, { signal: controller.signal })
      for await (const { nodeAvailability } of events) {
        if (!mine.has(nodeAvailability.nodeId)) continue
        await queryClient.invalidateQueries({ queryKey: ['mine', session.address] })
      }
    }
    // Without the subscription the pages look again every few seconds.
    follow().catch(() => undefined)
    return () => controller.abort()
  }, [client, session.address, ids, queryClient])

  return nodes
}
