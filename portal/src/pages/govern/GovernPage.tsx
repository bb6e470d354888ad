import './loadTexts.js'
import { Trans } from '@lingui/react/macro'
import { formatDuration } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { useSession } from '../../session/SessionProvider.js'
import { Figures } from '../../ui/Figures.js'
import { Loaded } from '../../ui/Loaded.js'
import { Page } from '../../ui/Page.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { LocksPanel } from './LocksPanel.js'
import { ProposalsPanel } from './ProposalsPanel.js'
import { ProposeDialog } from './ProposeDialog.js'
import { RecordPanels } from './RecordPanels.js'
import { StakePanel } from './StakePanel.js'
import { useDao, usePosition } from './useDao.js'

/** The DAO for anybody: its proposals, its money, its rules. With a wallet also its stake, and the ways to act. */
export function GovernPage() {
  const { state } = useSession()
  const session = state.status === 'signedIn' ? state.session : null
  return (
    <Page
      title={<Trans>Stake and govern</Trans>}
      actions={session && <ProposeDialog key={session.address} session={session} />}
    >
      <RulesPanel />
      <NeedsWallet>{(session) => <OwnStake key={session.address} session={session} />}</NeedsWallet>
      <ProposalsPanel session={session} />
      <RecordPanels />
    </Page>
  )
}

function OwnStake({ session }: { session: Session }) {
  const query = usePosition(session)
  return (
    <Loaded query={query} skeleton={<Skeleton lines={9} />}>
      {(position) => (
        <>
          <StakePanel session={session} position={position} />
          <LocksPanel session={session} position={position} />
        </>
      )}
    </Loaded>
  )
}

/** How a proposal becomes a decision. */
function RulesPanel() {
  return (
    <Panel title={<Trans>How the DAO decides</Trans>}>
      <Loaded query={useDao()} skeleton={<Skeleton lines={2} />}>
        {(dao) => (
          <Figures
            items={[
              {
                name: <Trans>Staked by all</Trans>,
                value: <TokenAmount amount={dao.totalStaked} token="AIIGO" />,
              },
              {
                name: <Trans>Votes that a proposal takes</Trans>,
                value: <TokenAmount amount={dao.proposalThreshold} token="AIIGO" />,
              },
              { name: <Trans>Before the vote</Trans>, value: formatDuration(dao.votingDelaySeconds) },
              { name: <Trans>Vote</Trans>, value: formatDuration(dao.votingPeriodSeconds) },
              { name: <Trans>In the timelock</Trans>, value: formatDuration(dao.timelockSeconds) },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
