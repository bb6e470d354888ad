import { randomUUID } from 'node:crypto'
import { explain, matchNodeOf, rank, requestOf, summarize } from '@aiigo/matching'
import { message } from '@aiigo/queue'
import { Attempt, enqueue, inTransaction, Job, nodeCapacities, offerJob, ReservationRefused } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Candidates tried in one search when others are faster to reserve. */
const CANDIDATES = 10

/** Offers a QUEUED job to the best node; when none fits, says why and leaves it to the regular sweep to search again. */
export async function match(
  { storage, log, settings, tiers }: WorkerDeps,
  { jobId }: { jobId: string },
): Promise<void> {
  const em = storage.fork()
  const job = await em.findOne(Job, { id: jobId })
  if (job?.state !== 'QUEUED' || job.assignBy <= new Date()) return
  const attempts = await em.find(Attempt, { jobId })
  const request = requestOf(job.spec, {
    buyer: job.buyer,
    token: job.token,
    maxRate: job.maxRate,
    tried: attempts.map(({ nodeId }) => nodeId),
  })
  const ready = await nodeCapacities(em, job.resourceType)
  await tiers.refresh()
  const nodes = ready.map(({ node, freeUnits }) => matchNodeOf(node, freeUnits))
  const ranked = tiers.search(request, CANDIDATES, (within) => rank(nodes, within, CANDIDATES))
  for (const { nodeId, provider, rate, total, terms, weights } of ranked) {
    const expiresAt = new Date(Date.now() + settings.offerSeconds * 1000)
    const offerId = randomUUID()
    try {
      const offered = await inTransaction(storage, async (tx) => {
        const attempt = await offerJob(tx, job, {
          id: offerId,
          nodeId,
          provider,
          rate,
          score: { total, terms, weights },
          expiresAt,
        })
        if (attempt) await enqueue(tx, message('offer-timeout', { offerId }, { delayUntil: expiresAt }))
        return attempt !== null
      })
      if (offered) log.info({ jobId, nodeId, offerId, total, rate }, 'offered')
      return
    } catch (error) {
      if (!(error instanceof ReservationRefused)) throw error
    }
  }
  const all = await nodeCapacities(em)
  const reason = summarize(
    explain(
      all.map(({ node, freeUnits }) => matchNodeOf(node, freeUnits)),
      request,
    ),
  )
  await em.nativeUpdate(Job, { id: jobId, state: 'QUEUED' }, { reasonCode: 'NO_NODE_FITS', reason })
  log.debug({ jobId, reason }, 'no node fits')
}
