import type { Problem } from '@aiigo/domain'

/**
 * A warning that replicas are more than the owners whose nodes could run them; null when they are not.
 * @param owners wallets with a node that could take the job some day
 */
export function tooFewOwners(replicas: number, owners: number, field: string | null): Problem | null {
  if (replicas <= owners) return null
  const nodes = owners === 1 ? 'nodes of 1 owner' : `nodes of ${owners} owners`
  const message = `expected at least ${replicas} owners of nodes for ${replicas} replicas, ${nodes} could run the job; the other replicas wait for nodes until their assignBy, then their deposits come back; ask for fewer replicas or less of a node`
  return { code: 'TOO_FEW_OWNERS', field, message }
}
