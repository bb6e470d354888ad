import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { Page } from '../../ui/Page.js'
import { KpiStrip } from '../home/KpiStrip.js'
import { PricePanel } from '../home/PricePanel.js'
import { CandlesPanel } from './CandlesPanel.js'
import { CapacityPanel } from './CapacityPanel.js'
import styles from './MarketPage.module.css'

const TOKENS = ['USDC', 'ETH', 'AIIGO'] as const

/** Prices, their history, supply and demand, and the indicators. */
export function MarketPage() {
  const [token, setToken] = useState<string>(TOKENS[0])
  return (
    <Page
      title={<Trans>Market</Trans>}
      actions={
        <label className={styles.token}>
          <Trans>Asks in</Trans>
          <select value={token} onChange={(event) => setToken(event.target.value)}>
            {TOKENS.map((symbol) => (
              <option key={symbol}>{symbol}</option>
            ))}
          </select>
        </label>
      }
    >
      <PricePanel token={token} />
      <CandlesPanel token={token} />
      <CapacityPanel />
      <KpiStrip />
    </Page>
  )
}
