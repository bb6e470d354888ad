import './loadTexts.js'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Page } from '../../ui/Page.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './ArbitratePage.module.css'
import { DecidedPanel, OpenCasesPanel } from './CasePanels.js'
import { RewardsPanel } from './RewardsPanel.js'
import { useCaseEvents } from './useCaseEvents.js'

/** Concluded cases that are listed. */
const DECIDED = 50

/** The disputes on whose panels the wallet sits, what is due in each, and what it earned. */
export function ArbitratePage() {
  return (
    <Page title={<Trans>Arbitrate</Trans>}>
      <NeedsWallet>{(session) => <Cases key={session.address} session={session} />}</NeedsWallet>
    </Page>
  )
}

function Cases({ session }: { session: Session }) {
  useCaseEvents(session)
  const { arbitrator, address } = session
  const query = useQuery({
    queryKey: ['mine', address, 'arbitration', 'cases'],
    queryFn: async ({ signal }) => {
      const [appointment, open, decided, rewards] = await Promise.all([
        arbitrator.appointment(),
        casesOf(session, { undecided: true, signal }),
        casesOf(session, { undecided: false, signal }, DECIDED),
        arbitrator.rewards({ signal }),
      ])
      return { appointment, open, decided, rewards }
    },
    refetchInterval: 10_000,
  })
  return (
    <Loaded query={query} skeleton={<Skeleton lines={12} />}>
      {({ appointment, open, decided, rewards }) => {
        const { isAppointed, panels, silences } = appointment
        if (!isAppointed && open.length === 0 && decided.length === 0) {
          return (
            <Empty title={<Trans>This wallet is not an arbitrator</Trans>}>
              <Trans>
                Three arbitrators are drawn for each dispute, out of those whom the DAO has appointed. A proposal can
                appoint another one.
              </Trans>
            </Empty>
          )
        }
        return (
          <>
            <p className={styles.service}>
              {isAppointed ? (
                <Trans>
                  Panels so far: {panels}. Votes that were never opened: {silences}.
                </Trans>
              ) : (
                <Trans>This wallet is no arbitrator any more. Cases that it was drawn for go on.</Trans>
              )}
            </p>
            <OpenCasesPanel cases={open} />
            <RewardsPanel session={session} rewards={rewards} />
            <DecidedPanel cases={decided} rewards={rewards} />
          </>
        )
      }}
    </Loaded>
  )
}

async function casesOf(
  { arbitrator }: Session,
  options: { undecided: boolean; signal: AbortSignal },
  most = Number.POSITIVE_INFINITY,
) {
  const found = []
  for await (const listed of arbitrator.cases(options)) {
    found.push(listed.case)
    if (found.length >= most) break
  }
  return found
}
