import { useQuery } from '@tanstack/react-query'
import type { Session } from './openSession.js'

/** Whether the platform takes the wallet for one of its operators. */
export function useIsOperator(session: Session | null) {
  return useQuery({
    queryKey: ['mine', session?.address, 'role'],
    queryFn: async ({ signal }) => (await session?.operator.isOperator({ signal })) ?? false,
    enabled: session !== null,
    staleTime: 60_000,
  })
}
