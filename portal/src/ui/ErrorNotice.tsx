import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Notice } from './Notice.js'

interface ErrorNoticeProps {
  error: unknown
  /** The page still shows what it knew before. */
  stale?: boolean
  action?: ReactNode
}

/** An error in the reader's terms, with what to do. */
export function ErrorNotice({ error, stale = false, action }: ErrorNoticeProps) {
  const { t } = useLingui()
  const { code, problems } = (error ?? {}) as { code?: unknown; problems?: readonly { code: string }[] }
  const titles: Record<string, string> = {
    NETWORK: t`The marketplace cannot be reached`,
    API_UNAVAILABLE: t`The marketplace is busy or restarting`,
    WALLET_REJECTED: t`The wallet was asked and said no`,
    WRONG_CHAIN: t`The wallet is on another network`,
    NOT_ENOUGH_MONEY: t`There is not enough money in the wallet`,
    REVERTED: t`The contract refused it`,
    REVERTED_LATE: t`The transaction failed in its block`,
    TRANSACTION_REPLACED: t`The transaction was replaced in the wallet`,
    TRANSACTION_DROPPED: t`The transaction was dropped by the network`,
    TRANSACTION_WAITING: t`The transaction still waits for a block`,
    CHAIN_UNREACHABLE: t`The chain does not answer`,
    CHAIN_UNAVAILABLE: t`The chain does not answer`,
    JOB_UNKNOWN: t`There is no such job for this wallet`,
    CASE_UNKNOWN: t`There is no such case for this wallet`,
    KEY_NOT_RELEASED: t`The buyer has not released the key of the files`,
    EVIDENCE_CLOSED: t`The time for evidence is over`,
    LOG_MISMATCH: t`This is not the log that the node signed`,
    RESULT_MISMATCH: t`This is not the result that the node signed`,
    CHECK_PENDING: t`The check of the result goes on`,
    CHECK_DIFFERED: t`A check got another result`,
    QUEUE_JOB_UNKNOWN: t`The queue job is not a failed one any more`,
    SIGNED_OUT: t`The session has ended`,
    RATE_LIMITED: t`Too many requests this minute`,
    BALANCE_TOO_LOW: t`The balance in the escrow is too low`,
    FUNDING_REFUSED: t`The chain did not take the deposit out of the balance`,
    FUNDING_CLOSED: t`The time to pay for this job is over`,
  }
  // The API's own code of what is wrong with an input says more than the input's.
  const known = [problems?.[0]?.code, code].find((one) => typeof one === 'string' && one in titles)
  const title = titles[String(known)] ?? t`Something went wrong`
  return (
    <Notice tone={stale ? 'warn' : 'bad'} title={title} action={action}>
      {error instanceof Error && error.message}
      {stale && (
        <>
          {' '}
          <Trans>What you see is what was known before.</Trans>
        </>
      )}
    </Notice>
  )
}
