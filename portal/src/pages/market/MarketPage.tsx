import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { Field } from '../../ui/Field.js'
import { Page } from '../../ui/Page.js'
import { KpiStrip } from '../home/KpiStrip.js'
import { PricePanel } from '../home/PricePanel.js'
import { CandlesPanel } from './CandlesPanel.js'
import { CapacityPanel } from './CapacityPanel.js'

const TOKENS = ['USDC', 'ETH', 'AIIGO'] as const

/** Prices, their history, supply and demand, and the indicators. */
export function MarketPage() {
  const [token, setToken] = useState<string>(TOKENS[0])
  return (
    <Page
      title={<Trans>Market</Trans>}
      actions={
        <Field label={<Trans>Asks in</Trans>}>
          {(ids) => (
            <select {...ids} value={token} onChange={(event) => setToken(event.target.value)}>
              {TOKENS.map((symbol) => (
                <option key={symbol}>{symbol}</option>
              ))}
            </select>
          )}
        </Field>
      }
    >
      <PricePanel token={token} />
      <CandlesPanel token={token} />
      <CapacityPanel />
      <KpiStrip />
    </Page>
  )
}
