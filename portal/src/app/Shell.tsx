import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Keyboard } from '../keys/Keyboard.js'
import { useSession } from '../session/SessionProvider.js'
import { useIsOperator } from '../session/useIsOperator.js'
import { WalletLine } from '../session/WalletLine.js'
import { WalletMenu } from '../session/WalletMenu.js'
import { ConnectionLine } from './ConnectionLine.js'
import styles from './Shell.module.css'
import { ThemeSwitch } from './ThemeSwitch.js'
import { useCurrentInSight } from './useCurrentInSight.js'

/** What is around each page: the way to the others, the wallet, and whether the marketplace is well. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const nav = useCurrentInSight()
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        <Trans>Skip to the content</Trans>
      </a>
      <header className={styles.header}>
        <Link to="/" className={styles.brand}>
          <img src="/icon.svg" alt="" width="24" height="24" />
          AIIGO
        </Link>
        <nav ref={nav} className={styles.nav} aria-label={t`Main`}>
          <Link to="/jobs/new">
            <Trans>New job</Trans>
          </Link>
          <Link to="/jobs" activeOptions={{ exact: true }}>
            <Trans>Jobs</Trans>
          </Link>
          <Link to="/market">
            <Trans>Market</Trans>
          </Link>
          <Link to="/provider">
            <Trans>Provider</Trans>
          </Link>
          <Link to="/govern">
            <Trans>Govern</Trans>
          </Link>
          <Link to="/arbitrate">
            <Trans>Arbitrate</Trans>
          </Link>
          <OperateLink />
          <Link to="/account">
            <Trans>Account</Trans>
          </Link>
          {/* Another site on the same origin, so no address of the router. */}
          <a href="/docs/">
            <Trans>Docs</Trans>
          </a>
        </nav>
        <div className={styles.tools}>
          <Keyboard />
          <ThemeSwitch />
          <WalletMenu />
        </div>
      </header>
      <ConnectionLine />
      <WalletLine />
      <main id="content" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

/** For wallets that the platform names as its operators. */
function OperateLink() {
  const { state } = useSession()
  const { data: isOperator } = useIsOperator(state.status === 'signedIn' ? state.session : null)
  if (!isOperator) return null
  return (
    <Link to="/operate">
      <Trans>Operate</Trans>
    </Link>
  )
}
