import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import lineStyles from '../app/ConnectionLine.module.css'
import { Button } from '../ui/Button.js'
import { Notice } from '../ui/Notice.js'
import type { Session } from './openSession.js'
import { useSession } from './SessionProvider.js'

/** A line under the header while the wallet is on another network; nothing otherwise. */
export function WalletLine() {
  const { state } = useSession()
  return state.status === 'signedIn' ? <NetworkLine key={state.session.address} session={state.session} /> : null
}

function NetworkLine({ session }: { session: Session }) {
  const { signIn } = useSession()
  const { wallet, chainId, address, choice } = session
  const wanted = `0x${chainId.toString(16)}`
  const [isElsewhere, setElsewhere] = useState(false)
  useEffect(() => {
    const onChain = (found: unknown): void => setElsewhere(found !== wanted)
    const onAccounts = (found: unknown): void => {
      const [first] = Array.isArray(found) ? (found as string[]) : []
      // Another account is another person here: it signs in for itself.
      if (first && first.toLowerCase() !== address.toLowerCase()) void signIn(choice)
    }
    wallet.on?.('chainChanged', onChain)
    wallet.on?.('accountsChanged', onAccounts)
    return () => {
      wallet.removeListener?.('chainChanged', onChain)
      wallet.removeListener?.('accountsChanged', onAccounts)
    }
  }, [wallet, wanted, address, choice, signIn])
  if (!isElsewhere) return null
  const change = (): void => {
    const call = { method: 'wallet_switchEthereumChain', params: [{ chainId: wanted }] }
    // The wallet tells of the change itself; its owner may say no.
    wallet.request(call).catch(() => undefined)
  }
  return (
    <div className={lineStyles.line}>
      <Notice
        tone="warn"
        title={<Trans>The wallet is on another network</Trans>}
        action={
          <Button onClick={change}>
            <Trans>Change it to chain {chainId}</Trans>
          </Button>
        }
      >
        <Trans>Pages go on; nothing can be paid or signed there.</Trans>
      </Notice>
    </div>
  )
}
