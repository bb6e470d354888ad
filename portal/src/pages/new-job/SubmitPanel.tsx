import { type JobFile, parseAmount } from '@aiigo/domain'
import type { UploadedJob } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { PaymentChoice } from '../../session/PaymentChoice.js'
import { TransactionSteps } from '../../session/TransactionSteps.js'
import { keepUnpaid } from '../../session/unpaidJob.js'
import { type Deposit, usePaymentSource } from '../../session/usePaymentSource.js'
import { useTransactionSteps } from '../../session/useTransactionSteps.js'
import { Button } from '../../ui/Button.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import styles from './SubmitPanel.module.css'

interface SubmitPanelProps {
  file: JobFile | null
  /** The text was changed after the file was read. */
  stale: boolean
  missing: readonly string[]
  read: (path: string) => Promise<Blob>
}

/** Hands the job in and pays the deposit. */
export function SubmitPanel(props: SubmitPanelProps) {
  return (
    <Panel title={<Trans>Pay the deposit and run</Trans>}>
      <NeedsWallet>{(session) => <Submit {...props} session={session} />}</NeedsWallet>
    </Panel>
  )
}

interface Request {
  readonly file: JobFile
  readonly read: SubmitPanelProps['read']
  readonly id: string
  /** Null until its files are stored. */
  uploaded: UploadedJob | null
}

type Step = 'idle' | 'storing' | 'submitting' | 'paying'

function Submit({ file, stale, missing, read, session }: SubmitPanelProps & { session: Session }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [step, setStep] = useState<Step>('idle')
  const steps = useTransactionSteps()
  const deposit = file && depositOf(file, session)
  const payment = usePaymentSource(session, deposit)
  const [error, setError] = useState<unknown>(null)
  // The same files, handed in again after an error, are the same job: it keeps its salt and key with its id.
  const request = useRef<Request | null>(null)

  const run = async (): Promise<void> => {
    if (!file) return
    setError(null)
    const { buyer } = session
    if (request.current?.file !== file || request.current.read !== read)
      request.current = { file, read, id: crypto.randomUUID(), uploaded: null }
    const { current } = request
    let jobId: string | null = null
    try {
      setStep('storing')
      current.uploaded ??= await buyer.upload(file, read)
      setStep('submitting')
      const job = await buyer.submit(current.uploaded, { clientRequestId: current.id })
      jobId = job.jobId
      setStep('paying')
      steps.goTo('WALLET')
      // Out of the balance, the job's own page shows how the platform sends the deposit: a reload shows it, too.
      if (payment.source === 'BALANCE') await buyer.fundFromBalance(job, steps.options)
      else await buyer.fund(job, steps.options)
    } catch (failure) {
      if (jobId === null) {
        setError(failure)
        setStep('idle')
        return
      }
      // A job that was handed in has a page of its own, where the deposit can be paid later.
      keepUnpaid(queryClient, session.address, jobId, failure)
    }
    await queryClient.invalidateQueries({ queryKey: ['mine', session.address, 'jobs'] })
    if (jobId) await navigate({ to: '/jobs/$jobId', params: { jobId } })
  }
  const labels: Record<Step, string> = {
    idle: file ? t`Pay ${file.budget.amount} ${file.budget.token} and run` : t`Pay and run`,
    storing: t`Storing the files…`,
    submitting: t`Handing the job in…`,
    paying: t`Paying the deposit…`,
  }
  return (
    <div className={styles.parts}>
      <p>
        <Trans>The deposit goes to the escrow contract. What the run does not use comes back.</Trans>
      </p>
      {deposit && <PaymentChoice session={session} deposit={deposit} payment={payment} disabled={step !== 'idle'} />}
      {missing.length > 0 && <Notice tone="warn" title={<Trans>Choose a file for {missing.join(', ')}</Trans>} />}
      {error != null && <ErrorNotice error={error} />}
      <Button
        look="primary"
        onClick={() => void run()}
        busy={step !== 'idle'}
        disabled={!file || stale || missing.length > 0 || !payment.canPay}
      >
        {labels[step]}
      </Button>
      {step === 'paying' && (
        <p>
          <TransactionSteps transaction={{ ...steps, busy: true, error: null, hash: null }} />
        </p>
      )}
    </div>
  )
}

/** Null while the budget cannot be read, or names a token that the platform does not take. */
function depositOf({ budget }: JobFile, { connection }: Session): Deposit | null {
  try {
    const { address, decimals } = connection.token(budget.token)
    return { token: address, amount: parseAmount(budget.amount, decimals) }
  } catch {
    return null
  }
}
