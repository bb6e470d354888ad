import { useQuery } from '@tanstack/react-query'
import type { Session } from '../../session/openSession.js'

/** AIIGO base units below which a node gets no work; null until the chain has answered. It never changes. */
export function useMinimumStake(session: Session): bigint | null {
  const { data } = useQuery({
    queryKey: ['mine', session.address, 'minimumStake'],
    queryFn: async () => (await session.provider.registrationCost(0n)).minimumStake,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? null
}
