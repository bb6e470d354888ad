import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import styles from './HomePage.module.css'
import { KpiStrip } from './KpiStrip.js'
import { PricePanel } from './PricePanel.js'
import { QuotePanel } from './QuotePanel.js'

/** The start: what it costs now, what the market does, and the way to a first job. */
export function HomePage() {
  return (
    <div className={styles.page}>
      <section className={styles.hero}>
        <div className={styles.pitch}>
          <h1>
            <Trans>Run your program on computers that are idle right now</Trans>
          </h1>
          <p>
            <Trans>
              A deposit waits in an escrow contract. The node is paid for what it used, at most your limit, once you
              have the result. The rest comes back.
            </Trans>
          </p>
          <p className={styles.links}>
            <Link to="/jobs/new" className={styles.start}>
              <Trans>Run an example</Trans>
            </Link>
            <Link to="/market">
              <Trans>See the market</Trans>
            </Link>
          </p>
        </div>
        <QuotePanel />
      </section>
      <PricePanel />
      <KpiStrip />
    </div>
  )
}
