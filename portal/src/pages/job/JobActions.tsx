import { ETH_ADDRESS, isRetryable, type JobState } from '@aiigo/domain'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { LocalFaucet } from '../../session/LocalFaucet.js'
import type { Session } from '../../session/openSession.js'
import { PaymentChoice } from '../../session/PaymentChoice.js'
import { TransactionSteps } from '../../session/TransactionSteps.js'
import { fundingRefusal, keepUnpaid, unpaidReason } from '../../session/unpaidJob.js'
import { usePaymentSource } from '../../session/usePaymentSource.js'
import { type ShownTransaction, useTransaction } from '../../session/useTransaction.js'
import { Button } from '../../ui/Button.js'
import { Dialog } from '../../ui/Dialog.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Field } from '../../ui/Field.js'
import { ExtendDialog } from './ExtendDialog.js'
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
  const { buyer, address } = session
  const deposit = { token: job.token as Address, amount: BigInt(job.budget) }
  const { source, ...payment } = usePaymentSource(session, state === 'SUBMITTED' ? deposit : null)
  const done = () => queryClient.invalidateQueries({ queryKey: ['mine', address, 'job', job.id] })
  const pay = useTransaction<void>(
    session,
    async (_, options) => {
      keepUnpaid(queryClient, address, job.id, null)
      const submitted = await buyer.submitted(job.id, options)
      if (source === 'WALLET') return buyer.fund(submitted, options)
      await buyer.fundFromBalance(submitted, options)
      return null
    },
    done,
  )
  const cancel = useTransaction<void>(session, (_, options) => buyer.cancel(job.id, options), done)
  const approve = useMutation({
    mutationFn: async (unchecked: boolean) => buyer.approve(job.id, await buyer.result(job.id), { unchecked }),
    onSuccess: done,
  })
  const stop = useMutation({ mutationFn: () => buyer.stop(job.id), onSuccess: done })
  const runs = state === 'ASSIGNED' || state === 'EXECUTING'
  const waits = state === 'SUBMITTED'
  // The platform has the buyer's signature, and sends the deposit.
  const isSent = waits && job.fundingSigned
  const isUnpaid = waits && !isSent
  const canAnswer = state === 'VERIFYING' && job.result && !job.approved
  return (
    <>
      {isUnpaid && (
        <div className={styles.steps}>
          <PaymentChoice
            session={session}
            deposit={deposit}
            payment={{ source, ...payment }}
            disabled={pay.busy || cancel.busy}
          />
        </div>
      )}
      {isUnpaid && (
        <Button look="primary" busy={pay.busy} disabled={cancel.busy || !payment.canPay} onClick={() => pay.send()}>
          <Trans>Pay the deposit</Trans>
        </Button>
      )}
      {canAnswer && (
        <Button look="primary" busy={approve.isPending} onClick={() => approve.mutate(false)}>
          <Trans>Approve and pay</Trans>
        </Button>
      )}
      {canAnswer && <DisputeDialog job={job} session={session} onDone={done} />}
      {(waits || state === 'QUEUED') && (
        <Button look="danger" busy={cancel.busy} disabled={pay.busy} onClick={() => cancel.send()}>
          <Trans>Cancel</Trans>
        </Button>
      )}
      {runs && job.stopRequestedAt === null && <ExtendDialog job={job} session={session} onDone={done} />}
      {runs && job.stopRequestedAt === null && (
        <Button look="danger" busy={stop.isPending} onClick={() => stop.mutate()}>
          <Trans>Stop</Trans>
        </Button>
      )}
      {runs && (
        <p className={styles.hint} role="status">
          {job.stopRequestedAt === null ? (
            <Trans>Stopping it keeps what it has written, and bills what it used.</Trans>
          ) : (
            <Trans>The node was asked to stop; its result comes.</Trans>
          )}
        </p>
      )}
      {runs && stop.error && (
        <div className={styles.steps}>
          <ErrorNotice error={stop.error} />
        </div>
      )}
      {isSent && (
        <p className={styles.hint} role="status">
          <Trans>Signed; the platform puts the deposit on the chain…</Trans>
        </p>
      )}
      {(isUnpaid || pay.busy) && (
        <Steps transaction={paymentOf(pay, job, unpaidReason(queryClient, address, job.id))} session={session} />
      )}
      {(cancel.busy || cancel.error != null) && <Steps transaction={cancel} session={session} />}
      {approve.error && (
        <div className={styles.steps}>
          <ErrorNotice
            error={approve.error}
            action={
              canAnswer && isOfCheck(approve.error) ? (
                <Button onClick={() => approve.mutate(true)}>
                  <Trans>Approve without the check</Trans>
                </Button>
              ) : undefined
            }
          />
        </div>
      )}
    </>
  )
}

/** Whether an approval was held up by the check of the result alone. */
function isOfCheck(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === 'CHECK_PENDING' || code === 'CHECK_DIFFERED'
}

/**
 * The payment of a deposit with the last thing that stopped it: in this page, on the chain, or in the page of a new job,
 * which leads here when its deposit was not paid.
 */
function paymentOf(pay: ShownTransaction, job: JobView['job'], before: unknown): ShownTransaction {
  if (pay.busy) return pay
  const refusal = fundingRefusal(job)
  // After an answer that was lost, the job tells what became of the signature.
  if (pay.error != null && !(refusal && isRetryable(pay.error))) return pay
  const error = refusal ?? before
  return error === null ? pay : { ...pay, step: 'IDLE', error }
}

/** The steps of a transaction; where the wallet has too little, with what helps. */
function Steps({ transaction, session }: { transaction: ShownTransaction; session: Session }) {
  const { code } = (transaction.error ?? {}) as { code?: unknown }
  return (
    <div className={styles.steps}>
      <TransactionSteps transaction={transaction} />
      {code === 'NOT_ENOUGH_MONEY' && !transaction.busy && (
        <LocalFaucet session={session} tokens={['ETH', 'USDC', 'AIIGO']} />
      )}
    </div>
  )
}

interface DisputeDialogProps {
  job: JobView['job']
  session: Session
  onDone: () => Promise<void>
}

function DisputeDialog({ job, session, onDone }: DisputeDialogProps) {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const dispute = useTransaction<string>(
    session,
    async (text, options) => (await session.buyer.dispute(job.id, text, options)).transaction,
    onDone,
  )
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
          busy={dispute.busy}
          disabled={reason.trim() === ''}
          onClick={() => dispute.send(reason.trim(), { onSuccess: close })}
        >
          <Trans>Pay the bond and object</Trans>
        </Button>
      )}
    >
      <p className={styles.text}>
        <Trans>
          A bond is taken from your balance in the escrow, and what it lacks from the wallet. Arbitrators decide. You
          get the bond back when they agree with you.
        </Trans>{' '}
        {job.token !== ETH_ADDRESS && (
          <Trans>
            What the balance lacks is put into it by a transaction before: the wallet signs a permit for it, or sends an
            allowance where it has none.
          </Trans>
        )}
      </p>
      <Field label={<Trans>What is wrong with the result?</Trans>} hint={t`The arbitrators and the provider read it.`}>
        {(ids) => <textarea {...ids} rows={4} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <TransactionSteps transaction={dispute} />
    </Dialog>
  )
}
