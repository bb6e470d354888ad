import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { WalletMenu } from '../session/WalletMenu.js'
import { ConnectionLine } from './ConnectionLine.js'
import styles from './Shell.module.css'
import { ThemeSwitch } from './ThemeSwitch.js'

/** What is around each page: the way to the others, the wallet, and whether the marketplace is well. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useLingui()
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
        <nav className={styles.nav} aria-label={t`Main`}>
          <Link to="/jobs/new">
            <Trans>New job</Trans>
          </Link>
          <Link to="/jobs" activeOptions={{ exact: true }}>
            <Trans>Jobs</Trans>
          </Link>
          <Link to="/market">
            <Trans>Market</Trans>
          </Link>
          <Link to="/account">
            <Trans>Account</Trans>
          </Link>
        </nav>
        <div className={styles.tools}>
          <ThemeSwitch />
          <WalletMenu />
        </div>
      </header>
      <ConnectionLine />
      <main id="content" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
