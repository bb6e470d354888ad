import type { Metrics } from './createMetrics.js'

/** Counts changes of states; fits `onTransition` of storage. */
export function countTransitions(
  metrics: Metrics,
): (transition: { readonly of: string; readonly from: string | null; readonly to: string }) => void {
  const transitions = metrics.counter('aiigo_transitions_total')
  return ({ of, from, to }) => transitions.inc({ of, from: from ?? 'none', to })
}
