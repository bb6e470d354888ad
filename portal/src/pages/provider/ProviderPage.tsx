import './loadTexts.js'
import { Trans } from '@lingui/react/macro'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import { Page } from '../../ui/Page.js'
import { BalancesPanel } from '../account/BalancesPanel.js'
import { BonusPanel } from './BonusPanel.js'
import { CalculatorPanel } from './CalculatorPanel.js'
import { DisputesPanel } from './DisputesPanel.js'
import { EarningsPanel } from './EarningsPanel.js'
import { MachinePanel } from './MachinePanel.js'
import { NodesPanel } from './NodesPanel.js'

/** The wallet's machines and what they earn, and how one more is offered. */
export function ProviderPage() {
  return (
    <Page title={<Trans>Provider</Trans>}>
      <NeedsWallet>
        {(session) => (
          <>
            <DisputesPanel session={session} />
            <NodesPanel session={session} />
            <EarningsPanel session={session} />
            <BalancesPanel session={session} />
            <BonusPanel session={session} />
          </>
        )}
      </NeedsWallet>
      <CalculatorPanel />
      <MachinePanel />
    </Page>
  )
}
