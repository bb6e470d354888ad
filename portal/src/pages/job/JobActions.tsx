import type { JobState } from '@aiigo/domain'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { FundingPrompts } from '../../session/FundingPrompts.js'
import { LocalFaucet } from '../../session/LocalFaucet.js'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { Dialog } from '../../ui/Dialog.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Field } from '../../ui/Field.js'
import styles from './JobActions.module.css'
import type { JobView } from './useJob.js'

interface JobActionsProps {
  view: JobView
  state: JobState
  session: Session
}

/** What the buyer can do with the job in its state. */
export function JobActions({ view: { job }, state, session }: JobActionsProps) {
  const queryClient = useQueryClient()
  const { buyer } = session
  const done = () => queryClient.invalidateQueries({ queryKey: ['mine', session.address, 'job', job.id] })
  const pay = useMutation({ mutationFn: async () => buyer.fund(await buyer.submitted(job.id)), onSuccess: done })
  const approve = useMutation({
    mutationFn: async () => buyer.approve(job.id, await buyer.result(job.id)),
    onSuccess: done,
  })
  const cancel = useMutation({ mutationFn: () => buyer.cancel(job.id), onSuccess: done })
  const error = pay.error ?? approve.error ?? cancel.error
  return (
    <>
      {state === 'SUBMITTED' && (
        <Button look="primary" busy={pay.isPending} onClick={() => pay.mutate()}>
          <Trans>Pay the deposit</Trans>
        </Button>
      )}
      {state === 'VERIFYING' && job.result && !job.approved && (
        <Button look="primary" busy={approve.isPending} onClick={() => approve.mutate()}>
          <Trans>Approve and pay</Trans>
        </Button>
      )}
      {state === 'VERIFYING' && job.result && !job.approved && (
        <DisputeDialog jobId={job.id} session={session} onDone={done} />
      )}
      {(state === 'SUBMITTED' || state === 'QUEUED') && (
        <Button look="danger" busy={cancel.isPending} onClick={() => cancel.mutate()}>
          <Trans>Cancel</Trans>
        </Button>
      )}
      {state === 'SUBMITTED' && (
        <p className={styles.hint}>
          <FundingPrompts session={session} token={job.token as Address} amount={BigInt(job.budget)} />
        </p>
      )}
      {error && (
        <div className={styles.error}>
          <ErrorNotice error={error} />
          {(error as { code?: unknown }).code === 'NOT_ENOUGH_MONEY' && (
            <LocalFaucet session={session} tokens={['ETH', 'USDC', 'AIIGO']} />
          )}
        </div>
      )}
    </>
  )
}

function DisputeDialog({ jobId, session, onDone }: { jobId: string; session: Session; onDone: () => Promise<void> }) {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const dispute = useMutation({ mutationFn: () => session.buyer.dispute(jobId, reason.trim()), onSuccess: onDone })
  return (
    <Dialog
      title={<Trans>Object to the result</Trans>}
      trigger={(open) => (
        <Button look="danger" onClick={open}>
          <Trans>Object</Trans>
        </Button>
      )}
      action={(close) => (
        <Button
          look="danger"
          busy={dispute.isPending}
          disabled={reason.trim() === ''}
          onClick={() => dispute.mutate(undefined, { onSuccess: close })}
        >
          <Trans>Pay the bond and object</Trans>
        </Button>
      )}
    >
      <p className={styles.text}>
        <Trans>
          A bond is taken from your balance in the escrow, and what it lacks from the wallet. Arbitrators decide. You
          get the bond back when they agree with you.
        </Trans>
      </p>
      <Field label={<Trans>What is wrong with the result?</Trans>} hint={t`The arbitrators and the provider read it.`}>
        {(ids) => <textarea {...ids} rows={4} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {dispute.error && <ErrorNotice error={dispute.error} />}
    </Dialog>
  )
}
