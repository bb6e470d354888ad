import type { CaseSummary } from '@aiigo/sdk'

/** The moment that ends the phase of a case, ISO 8601; null where none is waited for. */
export function nextDeadline({ phase, commitBy, revealBy }: CaseSummary): string | null {
  if (phase === 'DRAW' || phase === 'COMMIT') return commitBy
  return phase === 'REVEAL' ? revealBy : null
}
