import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Empty } from '../ui/Empty.js'
import { ErrorNotice } from '../ui/ErrorNotice.js'
import { Skeleton } from '../ui/Skeleton.js'
import type { Session } from './openSession.js'
import { useSession } from './SessionProvider.js'
import { WalletMenu } from './WalletMenu.js'

/** What belongs to a wallet: with the session, or with the way to one. */
export function NeedsWallet({ children }: { children: (session: Session) => ReactNode }) {
  const { state } = useSession()
  if (state.status === 'signedIn') return children(state.session)
  if (state.status === 'opening') return <Skeleton height="12rem" />
  return (
    <>
      {state.error != null && <ErrorNotice error={state.error} />}
      <Empty title={<Trans>Sign in with a wallet to go on</Trans>} action={<WalletMenu />}>
        <Trans>Signing in is a signature. It sends no transaction and costs nothing.</Trans>
      </Empty>
    </>
  )
}
