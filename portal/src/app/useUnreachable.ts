import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'

const AWAY: ReadonlySet<unknown> = new Set(['NETWORK', 'API_UNAVAILABLE'])

/** Whether something that is shown could not be renewed, because the API is away or starts again. */
export function useUnreachable(): boolean {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(onChange), [cache])
  return useSyncExternalStore(
    subscribe,
    () =>
      cache.getAll().some((query) => {
        const { code } = (query.state.fetchFailureReason ?? {}) as { code?: unknown }
        return AWAY.has(code) && query.isActive()
      }),
    () => false,
  )
}
