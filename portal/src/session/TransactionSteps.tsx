import { Trans } from '@lingui/react/macro'
import { shortHex } from '../format/shortHex.js'
import { ErrorNotice } from '../ui/ErrorNotice.js'
import styles from './TransactionButton.module.css'
import type { ShownTransaction } from './useTransaction.js'

/** How far a transaction is, and what stopped it. */
export function TransactionSteps({ transaction }: { transaction: ShownTransaction }) {
  const { step, what, error, busy, hash } = transaction
  return (
    <>
      <span className={styles.step} role="status">
        {step === 'WALLET' && <Trans>The wallet is asked…</Trans>}
        {step === 'SIGNATURE' && <Trans>The wallet is asked for a signature ({what})…</Trans>}
        {step === 'TRANSACTION' && <Trans>The wallet is asked for a transaction ({what})…</Trans>}
        {step === 'MINING' && <Trans>Sent ({what}); waits for a block…</Trans>}
        {step === 'INDEXING' && <Trans>In a block; being indexed…</Trans>}
        {step === 'BEHIND' && !busy && (
          <>
            <Trans>In a block; this page is behind and shows it later.</Trans>{' '}
            {hash && <code title={hash}>{shortHex(hash)}</code>}
          </>
        )}
        {step === 'TAKEN_BACK' && !busy && (
          <>
            <Trans>A reorganisation of the chain took it out of its block; it may come into another one.</Trans>{' '}
            {hash && <code title={hash}>{shortHex(hash)}</code>}
          </>
        )}
        {step === 'RENEWING' && <Trans>Being read again…</Trans>}
        {step === 'STALE' && !busy && <Trans>This page is behind and shows it later.</Trans>}
        {step === 'DONE' && !busy && (
          <>
            <Trans>Done</Trans> {hash && <code title={hash}>{shortHex(hash)}</code>}
          </>
        )}
      </span>
      {error != null && !busy && (
        <div className={styles.error}>
          <ErrorNotice error={error} />
        </div>
      )}
    </>
  )
}
