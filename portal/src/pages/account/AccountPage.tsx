import { Trans } from '@lingui/react/macro'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import { StepsPanel } from '../../steps/StepsPanel.js'
import { Page } from '../../ui/Page.js'
import { ApiKeysPanel } from './ApiKeysPanel.js'
import { BalancesPanel } from './BalancesPanel.js'
import { SpendingPanel } from './SpendingPanel.js'

/** What waits for the wallet, its money and its API keys. */
export function AccountPage() {
  return (
    <Page title={<Trans>Account</Trans>}>
      <NeedsWallet>
        {(session) => (
          <>
            <StepsPanel session={session} />
            <BalancesPanel session={session} />
            <SpendingPanel session={session} />
            <ApiKeysPanel session={session} />
          </>
        )}
      </NeedsWallet>
    </Page>
  )
}
