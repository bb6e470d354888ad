import { Trans } from '@lingui/react/macro'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import { Page } from '../../ui/Page.js'
import { ApiKeysPanel } from './ApiKeysPanel.js'
import { BalancesPanel } from './BalancesPanel.js'

/** The wallet's money and its API keys. */
export function AccountPage() {
  return (
    <Page title={<Trans>Account</Trans>}>
      <NeedsWallet>
        {(session) => (
          <>
            <BalancesPanel session={session} />
            <ApiKeysPanel session={session} />
          </>
        )}
      </NeedsWallet>
    </Page>
  )
}
