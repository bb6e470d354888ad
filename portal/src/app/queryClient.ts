import { isRetryable } from '@aiigo/domain'
import { onlineManager, QueryClient } from '@tanstack/react-query'

/** The API's client repeats what can pass; a page keeps its last data meanwhile. */
export function createQueryClient(): QueryClient {
  // It takes a page for online until an event says otherwise; one that was opened without the network gets none. Where
  // the build draws pages the property is not there.
  onlineManager.setOnline(navigator.onLine !== false)
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
