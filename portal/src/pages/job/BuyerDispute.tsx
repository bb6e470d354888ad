import { DisputePanel } from '../../dispute/DisputePanel.js'
import { RulingNotice } from '../../dispute/RulingNotice.js'
import type { Session } from '../../session/openSession.js'
import type { JobView } from './useJob.js'

/** The buyer's side of its job's dispute; nothing without one. */
export function BuyerDispute({ view: { job, task }, session }: { view: JobView; session: Session }) {
  if (job.disputeReason === null) return null
  const { buyer, address } = session
  const dispute = task?.dispute
  return (
    <DisputePanel
      jobId={job.id}
      reason={job.disputeReason}
      side={{ address, evidence: buyer.evidence, open: buyer.openEvidence, add: buyer.addEvidence }}
      commitBy={dispute?.commitBy ? new Date(Number(dispute.commitBy) * 1_000).toISOString() : null}
      isOpen={job.state === 'DISPUTED'}
      outcome={
        dispute?.ruling &&
        dispute.ruling !== 'NONE' && (
          <RulingNotice
            ruling={dispute.ruling}
            bond={{ paid: dispute.bond, returned: dispute.bondReturned, token: job.token }}
          />
        )
      }
    />
  )
}
