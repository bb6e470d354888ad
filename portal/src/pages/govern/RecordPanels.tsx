import type { DaoQuery, DaoRecordsQuery } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { dollarsOf, formatUsd } from '../../format/amount.js'
import { shortHex } from '../../format/shortHex.js'
import { formatDay, formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { usePlatform } from '../../market/usePlatform.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import { ParametersPanel } from './ParametersPanel.js'
import { useDao, useDaoRecords } from './useDao.js'

type Dao = DaoQuery['dao']

const moment = (seconds: string | number): string => formatMoment(new Date(Number(seconds) * 1_000).toISOString())

/** What the DAO holds and has decided: treasury, vesting, guardians, parameters. */
export function RecordPanels() {
  const records = useDaoRecords()
  return (
    <>
      <Loaded query={useDao()} skeleton={<Skeleton lines={12} />}>
        {(dao) => (
          <>
            <TreasuryPanel dao={dao} movements={records.data?.treasuryMovements ?? []} />
            <VestingPanel vesting={dao.vesting} />
          </>
        )}
      </Loaded>
      <Loaded query={records} skeleton={<Skeleton lines={12} />}>
        {(known) => (
          <>
            <GuardiansPanel records={known} />
            <ParametersPanel changes={known.parameterChanges} />
          </>
        )}
      </Loaded>
    </>
  )
}

/** Dollars of all that the treasury has, as far as its tokens have a price. */
function useWorth(holdings: Dao['holdings']): number {
  const { data: platform } = usePlatform()
  return holdings.reduce((sum, { token, amount }) => {
    const found = platform?.paymentTokens.find(({ address }) => address === token)
    return found?.usd ? sum + dollarsOf(BigInt(amount), found.decimals, found.usd) : sum
  }, 0)
}

function TreasuryPanel({ dao, movements }: { dao: Dao; movements: DaoRecordsQuery['treasuryMovements'] }) {
  const { t } = useLingui()
  const worth = useWorth(dao.holdings)
  return (
    <Panel
      flush
      title={<Trans>Treasury</Trans>}
      aside={
        dao.treasury && (
          <>
            <strong>{formatUsd(worth)}</strong> <code title={dao.treasury}>{shortHex(dao.treasury)}</code>
          </>
        )
      }
    >
      <Table
        caption={t`What the treasury has`}
        head={[t`Token`, t`Balance`]}
        figures={[1]}
        rows={dao.holdings.map(({ symbol, token, amount }) => ({
          key: token,
          cells: [<strong key="token">{symbol}</strong>, <TokenAmount key="amount" amount={amount} token={token} />],
        }))}
      />
      {movements.length === 0 ? (
        <Empty title={<Trans>Nothing has left the treasury</Trans>}>
          <Trans>The DAO may spend 2 % of each token in 30 days.</Trans>
        </Empty>
      ) : (
        <Table
          caption={t`What left the treasury`}
          head={[t`When`, t`Kind`, t`To`, t`Amount`]}
          figures={[3]}
          rows={movements.map(({ id, kind, to, token, amount, timestamp }) => ({
            key: id,
            cells: [
              moment(timestamp),
              kind === 'SPENT' ? t`spent by the DAO` : t`allowance for gas`,
              <code key="to" title={to}>
                {shortHex(to)}
              </code>,
              <TokenAmount key="amount" amount={amount} token={token} />,
            ],
          }))}
        />
      )}
    </Panel>
  )
}

function VestingPanel({ vesting }: { vesting: Dao['vesting'] }) {
  const { t } = useLingui()
  const names: Record<Dao['vesting'][number]['row'], string> = {
    COMMUNITY_REWARDS: t`Community rewards`,
    TEAM: t`Team`,
    PRIVATE_SALE: t`Private sale`,
  }
  return (
    <Panel flush title={<Trans>Allocation and vesting</Trans>}>
      <Table
        caption={t`Vesting wallets and their calendar`}
        head={[t`For`, t`Allocation`, t`Vested`, t`Released`, t`Begins`, t`Nothing before`, t`Ends`]}
        figures={[1, 2, 3]}
        rows={vesting.map(({ row, wallet, owner, allocation, vested, released, start, cliff, end }) => {
          const share = BigInt(allocation) === 0n ? 0 : Number((BigInt(vested) * 1_000n) / BigInt(allocation)) / 10
          return {
            key: wallet,
            cells: [
              <span key="name">
                <strong>{names[row]}</strong> <code title={t`paid to ${owner}`}>{shortHex(wallet)}</code>
              </span>,
              <TokenAmount key="allocation" amount={allocation} token="AIIGO" />,
              <span key="vested">
                {share} % · <TokenAmount amount={vested} token="AIIGO" />
              </span>,
              <TokenAmount key="released" amount={released} token="AIIGO" />,
              formatDay(start),
              formatDay(cliff),
              formatDay(end),
            ],
          }
        })}
      />
    </Panel>
  )
}

function GuardiansPanel({ records }: { records: DaoRecordsQuery }) {
  const { t } = useLingui()
  const [council] = records.councils
  if (!council) return null
  const { members, threshold } = council
  const kinds: Record<string, string> = {
    ...{ PAUSE: t`paused new tasks`, UNPAUSE: t`ended the pause`, VETO: t`vetoed a proposal` },
    CANCEL_EPOCH: t`cancelled a bonus epoch`,
  }
  return (
    <Panel
      flush
      title={<Trans>Guardians</Trans>}
      aside={
        <Trans>
          {threshold} of {members.length} decide
        </Trans>
      }
    >
      <Table
        caption={t`Members of the guardian council`}
        head={[t`Member`]}
        rows={members.map((member) => ({ key: member, cells: [<code key="member">{member}</code>] }))}
      />
      {records.councilDecisions.length > 0 && (
        <Table
          caption={t`Decisions of the guardians`}
          head={[t`When`, t`Decision`]}
          rows={records.councilDecisions.map(({ id, kind, timestamp }) => ({
            key: id,
            cells: [moment(timestamp), kinds[kind] ?? kind],
          }))}
        />
      )}
    </Panel>
  )
}
