import { createHash, randomUUID } from 'node:crypto'
import type { DisputePhase } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Job } from '../jobs/Job.js'
import { announceJob } from '../jobs/moveJob.js'
import { Evidence } from './Evidence.js'
import { PanelSeat } from './PanelSeat.js'
import { announceCase } from './panelSeats.js'

type NewEvidence = Pick<Evidence, 'jobId' | 'author' | 'side' | 'text' | 'files'>

/**
 * Stores evidence and announces it to the other side, in the job's events, and to the panel. The same evidence again is
 * the first one, and is not announced.
 * @param em of `inTransaction`
 * @param limit how many pieces a side may have in a dispute
 * @returns null when the side has too many, or the job is not disputed any more
 */
export async function addEvidence(
  em: EntityManager,
  { jobId, author, side, text, files }: NewEvidence,
  phase: DisputePhase,
  limit: number,
): Promise<Evidence | null> {
  // Pieces of one dispute come one after the other, so that they can be counted.
  await em.execute('select 1 from job where id = ? for no key update', [jobId])
  const listed = files.map(({ name, cid, sha256, size }) => ({ name, cid, sha256, size }))
  const digest = createHash('sha256')
    .update(JSON.stringify([text, listed]))
    .digest('hex')
  const known = await em.findOne(Evidence, { jobId, author, digest })
  if (known) return known
  const job = await em.findOne(Job, { id: jobId }, { refresh: true })
  if (job?.state !== 'DISPUTED' || (await em.count(Evidence, { jobId, side })) >= limit) return null
  const id = randomUUID()
  await em.insert(Evidence, { id, jobId, author, side, text, files: listed, digest, addedAt: new Date() })
  announceJob(em, job, `the ${side.toLowerCase()} added evidence to the dispute`)
  const panel = await em.find(PanelSeat, { jobId }, { orderBy: { arbitrator: 'asc' } })
  for (const { arbitrator } of panel) await announceCase(em, arbitrator, 'EVIDENCE', jobId, phase)
  return em.findOneOrFail(Evidence, { id })
}

/** Everything that both sides have brought forward, in the order in which it came. */
export async function evidenceOf(em: EntityManager, jobId: string): Promise<Evidence[]> {
  return em.find(Evidence, { jobId }, { orderBy: [{ addedAt: 'asc' }, { id: 'asc' }] })
}
