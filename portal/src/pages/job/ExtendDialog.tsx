import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { TransactionSteps } from '../../session/TransactionSteps.js'
import { useTransaction } from '../../session/useTransaction.js'
import { Button } from '../../ui/Button.js'
import { Dialog } from '../../ui/Dialog.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Field } from '../../ui/Field.js'
import styles from './JobActions.module.css'
import type { JobView } from './useJob.js'

interface ExtendDialogProps {
  job: JobView['job']
  session: Session
  onDone: () => Promise<void>
}

/** Gives a running job more time, and the deposit that it takes. */
export function ExtendDialog({ job, session, onDone }: ExtendDialogProps) {
  const { t, i18n } = useLingui()
  const { buyer, address } = session
  const [minutes, setMinutes] = useState('30')
  const seconds = /^[1-9][0-9]{0,4}$/.test(minutes) ? Number(minutes) * 60 : null
  const planned = useQuery({
    queryKey: ['mine', address, 'extension', job.id, job.dueAt, seconds],
    queryFn: ({ signal }) => buyer.planExtension(job.id, { seconds: seconds ?? 0 }, { signal }),
    enabled: seconds !== null,
    retry: false,
  })
  const extend = useTransaction<number>(
    session,
    async (more, options) => {
      const maxDeposit = planned.data?.addedDeposit ?? 0n
      return (await buyer.extend(job.id, { seconds: more }, { ...options, maxDeposit })).transaction
    },
    onDone,
  )
  return (
    <Dialog
      title={<Trans>Give it more time</Trans>}
      trigger={(open) => (
        <Button onClick={open}>
          <Trans>Extend</Trans>
        </Button>
      )}
      action={(close) => (
        <Button
          look="primary"
          busy={extend.busy}
          disabled={seconds === null || !planned.data}
          onClick={() => seconds !== null && extend.send(seconds, { onSuccess: close })}
        >
          <Trans>Add to the deposit and extend</Trans>
        </Button>
      )}
    >
      <p className={styles.text}>
        <Trans>
          The addition is taken from your balance in the escrow, and what it lacks from the wallet. The node may use it;
          what it does not bill comes back.
        </Trans>
      </p>
      <Field label={<Trans>Minutes to add</Trans>} hint={t`Whole minutes; a job may take 7 days in all.`}>
        {(ids) => (
          <input {...ids} inputMode="numeric" value={minutes} onChange={(event) => setMinutes(event.target.value)} />
        )}
      </Field>
      {planned.data && (
        <p className={styles.text} role="status">
          <Trans>
            Adds <TokenAmount amount={String(planned.data.addedDeposit)} token={job.token} /> to the deposit; the result
            is due at {i18n.date(planned.data.dueAt, { dateStyle: 'medium', timeStyle: 'medium' })}.
          </Trans>
        </p>
      )}
      {planned.error && <ErrorNotice error={planned.error} />}
      <TransactionSteps transaction={extend} />
    </Dialog>
  )
}
