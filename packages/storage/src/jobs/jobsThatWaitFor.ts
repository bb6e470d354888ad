import type { EntityManager } from '../db/createStorage.js'

/** A job that waits for its buyer until a moment. */
export interface WaitingJob {
  id: string
  name: string
  until: Date
}

/** Jobs of a buyer that wait for their deposit, the nearest deadline first. @param after deadlines after this moment */
export async function jobsToFund(em: EntityManager, buyer: string, after: Date, first: number): Promise<WaitingJob[]> {
  return waiting(em, `state = 'SUBMITTED' and funding_signature is null`, 'fund_by', { buyer, after, first })
}

/** Jobs of a buyer whose results wait for approval, the nearest end of the challenge window first. */
export async function jobsToApprove(
  em: EntityManager,
  buyer: string,
  after: Date,
  first: number,
): Promise<WaitingJob[]> {
  return waiting(em, `state = 'VERIFYING' and approval is null`, 'settle_after', { buyer, after, first })
}

/** Each state has an index by buyer and deadline; neither the history nor a specification is read. */
async function waiting(
  em: EntityManager,
  where: string,
  deadline: 'fund_by' | 'settle_after',
  { buyer, after, first }: { buyer: string; after: Date; first: number },
): Promise<WaitingJob[]> {
  const rows = await em.execute<{ id: string; name: string; until: string | Date }[]>(
    `select id, name, ${deadline} as until from job
     where buyer = ? and ${where} and ${deadline} > ?::timestamptz order by ${deadline}, id limit ?`,
    [buyer, after.toISOString(), first],
  )
  return rows.map(({ until, ...job }) => ({ ...job, until: new Date(until) }))
}
