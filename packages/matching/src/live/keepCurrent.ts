import type { LiveIndex } from './LiveIndex.js'

/**
 * Applies changes when they are announced, with at most one read every `restMs`, so that a search after a quiet hour
 * has nothing to catch up on. Searches that need the current state call `refresh` themselves.
 * @param onNews calls back whenever there may be changes; returns a function that ends it
 * @returns a function that stops
 */
export function keepCurrent(
  index: Pick<LiveIndex, 'refresh'>,
  onNews: (news: () => void) => () => void,
  { restMs = 100, onError = () => undefined }: { restMs?: number; onError?: (error: unknown) => void } = {},
): () => void {
  let timer: NodeJS.Timeout | undefined
  const end = onNews(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      index.refresh().catch(onError)
    }, restMs)
  })
  return () => {
    end()
    clearTimeout(timer)
  }
}
