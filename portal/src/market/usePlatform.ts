import { ShownPlatformDocument } from '@aiigo/client'
import { useQuery } from '@tanstack/react-query'
import { visitor } from '../app/api.js'

/** The platform's constants and its state; looked at again every half a minute. */
export function usePlatform() {
  return useQuery({
    queryKey: ['platform'],
    queryFn: async ({ signal }) => (await visitor.execute(ShownPlatformDocument, {}, { signal })).platform,
    refetchInterval: 30_000,
    staleTime: 20_000,
  })
}
