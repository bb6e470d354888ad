import type { Lock, StakerPosition } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { Badge } from '../../ui/Badge.js'
import { Panel } from '../../ui/Panel.js'
import { Table } from '../../ui/Table.js'
import { useChainTime } from './useDao.js'
import { useDaoTransaction } from './useDaoTransaction.js'

const moment = (seconds: number): string => formatMoment(new Date(seconds * 1_000).toISOString())

/** The wallet's locks, each with its end and the way out. */
export function LocksPanel({ session, position }: { session: Session; position: StakerPosition }) {
  const { t } = useLingui()
  const locks = position.locks.filter(({ isWithdrawn }) => !isWithdrawn)
  if (locks.length === 0) return null
  return (
    <Panel flush title={<Trans>Locks</Trans>}>
      <Table
        caption={t`Locks of this wallet`}
        head={[t`Amount`, t`State`, t`Locked`, t`Term ends`, t`Action`]}
        figures={[0, 4]}
        rows={locks.map((lock) => ({
          key: lock.id.toString(),
          cells: [
            <TokenAmount key="amount" amount={lock.amount} token="AIIGO" />,
            lock.availableAt === null ? (
              <Badge key="state" tone="good">
                <Trans>votes and earns</Trans>
              </Badge>
            ) : (
              <Badge key="state" tone="warn">
                <Trans>unbonds until {moment(lock.availableAt)}</Trans>
              </Badge>
            ),
            moment(lock.lockedAt),
            lock.endsAt <= lock.lockedAt ? t`no term` : moment(lock.endsAt),
            <LockAction key="action" session={session} lock={lock} />,
          ],
        }))}
      />
    </Panel>
  )
}

function LockAction({ session, lock: { id, availableAt } }: { session: Session; lock: Lock }) {
  const { staker } = session
  const now = useChainTime()
  const end = useDaoTransaction(session, (_: undefined, options) => staker.unstake(id, options))
  const withdraw = useDaoTransaction(session, (_: undefined, options) => staker.withdrawLock(id, options))
  return availableAt === null ? (
    <TransactionButton look="danger" transaction={end} onSend={() => end.send(undefined)}>
      <Trans>End it</Trans>
    </TransactionButton>
  ) : (
    <TransactionButton
      look="plain"
      transaction={withdraw}
      disabled={availableAt * 1_000 > now}
      onSend={() => withdraw.send(undefined)}
    >
      <Trans>Take it out</Trans>
    </TransactionButton>
  )
}
