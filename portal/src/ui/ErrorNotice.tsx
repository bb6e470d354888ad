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
  const { code } = (error ?? {}) as { code?: unknown }
  const titles: Record<string, string> = {
    NETWORK: t`The marketplace cannot be reached`,
    API_UNAVAILABLE: t`The marketplace is busy or restarting`,
    WALLET_REJECTED: t`The wallet was asked and said no`,
    WRONG_CHAIN: t`The wallet is on another network`,
    NOT_ENOUGH_MONEY: t`There is not enough money in the wallet`,
    SIGNED_OUT: t`The session has ended`,
    RATE_LIMITED: t`Too many requests this minute`,
  }
  const title = (typeof code === 'string' && titles[code]) || t`Something went wrong`
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
