import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Empty } from '../ui/Empty.js'
import { ErrorNotice } from '../ui/ErrorNotice.js'
import { Page } from '../ui/Page.js'
import { Skeleton } from '../ui/Skeleton.js'
import type { Session } from './openSession.js'
import { useSession } from './SessionProvider.js'
import { WalletMenu } from './WalletMenu.js'

interface NeedsWalletProps {
  /** Of the page, where its own title needs a session. */
  title?: ReactNode
  children: (session: Session) => ReactNode
}

/** What belongs to a wallet: with the session, or with the way to one. */
export function NeedsWallet({ title, children }: NeedsWalletProps) {
  const { state } = useSession()
  if (state.status === 'signedIn') return children(state.session)
  const instead = state.status === 'opening' ? <Skeleton lines={7} /> : <SignInHere error={state.error} />
  return title ? <Page title={title}>{instead}</Page> : instead
}

function SignInHere({ error }: { error: unknown }) {
  return (
    <>
      {error != null && <ErrorNotice error={error} />}
      <Empty title={<Trans>Sign in with a wallet to go on</Trans>} action={<WalletMenu />}>
        <Trans>Signing in is a signature. It sends no transaction and costs nothing.</Trans>
      </Empty>
    </>
  )
}
