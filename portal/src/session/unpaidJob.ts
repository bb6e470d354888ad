import type { QueryClient } from '@tanstack/react-query'

/** Where the reason is kept for which the deposit of a job was not paid: the job's own page shows it. */
const keyOf = (address: string, jobId: string) => ['unpaid', address, jobId]

/** Keeps the reason until the page is loaded again; null forgets it. */
export function keepUnpaid(client: QueryClient, address: string, jobId: string, reason: unknown): void {
  if (reason === null) client.removeQueries({ queryKey: keyOf(address, jobId) })
  else client.setQueryData(keyOf(address, jobId), { reason })
}

/** The reason that was kept; null without one. */
export function unpaidReason(client: QueryClient, address: string, jobId: string): unknown {
  return client.getQueryData<{ reason: unknown }>(keyOf(address, jobId))?.reason ?? null
}

class FundingRefused extends Error {
  readonly code = 'FUNDING_REFUSED'
}

/** Why the chain took no deposit out of the balance; null where it refused none. */
export function fundingRefusal(job: { readonly reasonCode: string | null; readonly reason: string | null }) {
  return job.reasonCode === 'FUNDING_REFUSED' ? new FundingRefused(job.reason ?? '') : null
}
