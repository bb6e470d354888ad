import type { ArbitratorReward, CaseSummary } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { RULING } from '../../dispute/rulings.js'
import { shortHex } from '../../format/shortHex.js'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { Countdown } from '../../ui/Countdown.js'
import { Empty } from '../../ui/Empty.js'
import { Panel } from '../../ui/Panel.js'
import { Table } from '../../ui/Table.js'
import { CaseStateBadge } from './CaseStateBadge.js'
import { nextDeadline } from './nextDeadline.js'

const caseLink = ({ jobId }: CaseSummary) => (
  <Link key="case" to="/arbitrate/$caseId" params={{ caseId: jobId }}>
    <code>{shortHex(jobId)}</code>
  </Link>
)

/** Cases that are not concluded, with what is due. */
export function OpenCasesPanel({ cases }: { cases: readonly CaseSummary[] }) {
  const { t } = useLingui()
  return (
    <Panel flush title={<Trans>Open cases</Trans>}>
      {cases.length === 0 ? (
        <Empty title={<Trans>No case waits for you</Trans>}>
          <Trans>When you are drawn for a dispute, it appears here at once.</Trans>
        </Empty>
      ) : (
        <Table
          caption={t`Open cases`}
          head={[t`Case`, t`State`, t`Time left`, t`Drawn`]}
          figures={[2]}
          rows={cases.map((one) => {
            const deadline = nextDeadline(one)
            return {
              key: one.jobId,
              cells: [
                caseLink(one),
                <CaseStateBadge key="state" state={one.state} />,
                deadline ? <Countdown key="left" to={deadline} /> : t`votes are being counted`,
                formatMoment(one.openedAt),
              ],
            }
          })}
        />
      )}
    </Panel>
  )
}

interface DecidedPanelProps {
  cases: readonly CaseSummary[]
  rewards: readonly ArbitratorReward[]
}

/** Concluded cases: the ruling, the wallet's own vote, and what it earned. */
export function DecidedPanel({ cases, rewards }: DecidedPanelProps) {
  const { t } = useLingui()
  if (cases.length === 0) return null
  return (
    <Panel flush title={<Trans>Decided</Trans>}>
      <Table
        caption={t`Decided cases`}
        head={[t`Case`, t`Ruling`, t`Your vote`, t`Reward`, t`Drawn`]}
        figures={[3]}
        rows={cases.map((one) => {
          const reward = rewards.find(({ taskId }) => taskId === one.taskId)
          return {
            key: one.jobId,
            cells: [
              caseLink(one),
              one.ruling ? t(RULING[one.ruling].title) : '–',
              one.vote ? t(RULING[one.vote].title) : t`none`,
              reward ? <TokenAmount key="reward" amount={reward.amount} token={reward.token} /> : '–',
              formatMoment(one.openedAt),
            ],
          }
        })}
      />
    </Panel>
  )
}
