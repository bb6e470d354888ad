import './loadTexts.js'
import { Trans } from '@lingui/react/macro'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { useIsOperator } from '../../session/useIsOperator.js'
import { WalletMenu } from '../../session/WalletMenu.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Page } from '../../ui/Page.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { AlertsPanel } from './AlertsPanel.js'
import { HealthPanel } from './HealthPanel.js'
import { PlansPanel } from './PlansPanel.js'
import { QueuesPanel } from './QueuesPanel.js'
import { ReviewPanel } from './ReviewPanel.js'
import { TiersPanel } from './TiersPanel.js'
import { WriterPanel } from './WriterPanel.js'

/** What is wrong with the platform, and the operator's means to put it right. */
export function OperatePage() {
  return (
    <Page title={<Trans>Operate</Trans>}>
      <NeedsWallet>{(session) => <Operate key={session.address} session={session} />}</NeedsWallet>
    </Page>
  )
}

function Operate({ session }: { session: Session }) {
  const isOperator = useIsOperator(session)
  return (
    <Loaded query={isOperator} skeleton={<Skeleton lines={12} />}>
      {(yes) =>
        yes ? (
          <>
            <AlertsPanel session={session} />
            <HealthPanel session={session} />
            <QueuesPanel session={session} />
            <WriterPanel session={session} />
            <ReviewPanel session={session} />
            <TiersPanel session={session} />
            <PlansPanel session={session} />
          </>
        ) : (
          <Empty title={<Trans>This wallet is not an operator</Trans>} action={<WalletMenu />}>
            <Trans>
              The page is for the wallets that the platform names as its operators (setting OPERATOR_ADDRESSES). Sign in
              with one of them; on a local chain it is the development wallet Operator.
            </Trans>
          </Empty>
        )
      }
    </Loaded>
  )
}
