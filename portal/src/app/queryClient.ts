import { isRetryable } from '@aiigo/domain'
import { QueryClient } from '@tanstack/react-query'

/** The API's client repeats what can pass; a page keeps its last data meanwhile. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => isRetryable(error) && count < 2,
        refetchOnWindowFocus: true,
      },
    },
  })
}
