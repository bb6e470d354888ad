import { type JobToMatch, Node, type OfferCandidate, type OfferRequest, type Storage } from '@aiigo/storage'

/**
 * Puts those candidates of a replica first that are in another region and of another tier than the nodes of its other
 * replicas: what one region or one kind of operator has in common says less. Among equals the order stays.
 * @param best so many candidates; those behind them stay where they are
 */
export async function spreadReplicas(
  storage: Storage,
  requests: readonly OfferRequest[],
  jobs: readonly JobToMatch[],
  best: number,
): Promise<OfferRequest[]> {
  const placed = new Map(jobs.filter(({ replicas }) => replicas.length > 0).map((job) => [job.id, job.replicas]))
  const ids = requests.flatMap(({ jobId, candidates }) =>
    placed.has(jobId) ? candidates.slice(0, best).map((one) => one.nodeId) : [],
  )
  if (ids.length === 0) return [...requests]
  const nodes = await storage.fork().find(Node, { id: { $in: ids } }, { fields: ['id', 'region', 'tier'] })
  const nodeOf = new Map(nodes.map((node) => [node.id, node]))
  return requests.map((request) => {
    const others = placed.get(request.jobId)
    if (!others) return request
    const shared = ({ nodeId }: OfferCandidate): number => {
      const node = nodeOf.get(nodeId)
      const isSame = (field: 'region' | 'tier') => others.some((other) => other[field] === node?.[field])
      return Number(isSame('region')) + Number(isSame('tier'))
    }
    const spread = request.candidates.slice(0, best).sort((a, b) => shared(a) - shared(b))
    const candidates = [...spread, ...request.candidates.slice(best)]
    return { ...request, candidates }
  })
}
