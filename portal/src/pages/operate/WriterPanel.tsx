import { ChainWriterDocument, type ChainWriterQuery } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { formatUnits } from 'viem/utils'
import { shortHex } from '../../format/shortHex.js'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { Badge } from '../../ui/Badge.js'
import { Empty } from '../../ui/Empty.js'
import { Figures } from '../../ui/Figures.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import { useOperatorQuery } from './useOperatorQuery.js'
import styles from './WriterPanel.module.css'

type Transaction = ChainWriterQuery['chainWriter']['open'][number]

const GWEI = 9

/** The account that sends the platform's transactions, what waits and what failed. */
export function WriterPanel({ session }: { session: Session }) {
  const query = useOperatorQuery(
    session,
    ['writer'],
    async (client, options) => (await client.execute(ChainWriterDocument, {}, options)).chainWriter,
  )
  return (
    <Panel
      flush
      title={<Trans>Chain writer</Trans>}
      aside={query.data && <code title={query.data.address}>{shortHex(query.data.address)}</code>}
    >
      <Loaded query={query} skeleton={<TableSkeleton rows={4} columns={6} />}>
        {(writer) => <Writer writer={writer} />}
      </Loaded>
    </Panel>
  )
}

function Writer({ writer }: { writer: ChainWriterQuery['chainWriter'] }) {
  const { t } = useLingui()
  const { balance, nonce, pendingNonce, gasPrice, transactionsLeft, openCount, open, failed } = writer
  return (
    <>
      <div className={styles.figures}>
        <Figures
          items={[
            { name: <Trans>Balance</Trans>, value: <TokenAmount amount={balance} token="ETH" /> },
            {
              name: <Trans>Enough for</Trans>,
              value: <Trans>{transactionsLeft.toLocaleString('en')} transactions</Trans>,
            },
            { name: <Trans>Next nonce</Trans>, value: pendingNonce > nonce ? `${nonce} → ${pendingNonce}` : nonce },
            {
              name: <Trans>Fee now</Trans>,
              value: `${Number(formatUnits(BigInt(gasPrice), GWEI)).toPrecision(3)} gwei`,
            },
            { name: <Trans>Without a block</Trans>, value: openCount },
          ]}
        />
      </div>
      {open.length > 0 && (
        <Table
          caption={t`Transactions without a block`}
          head={[t`Transaction`, t`Nonce`, t`State`, t`Bids raised`, t`Since`, t`Hash`]}
          figures={[1, 3]}
          rows={open.map((one) => ({
            key: one.id,
            cells: [
              <Subject key="subject" transaction={one} />,
              one.nonce,
              <Badge key="state" tone="active">
                {one.state === 'SENT' ? t`sent` : t`saved, not sent`}
              </Badge>,
              one.replacements,
              formatMoment(one.createdAt),
              <Hash key="hash" hash={one.hash} />,
            ],
          }))}
        />
      )}
      {failed.length === 0 ? (
        <Empty title={<Trans>No transaction failed lately</Trans>} />
      ) : (
        <Table
          caption={t`Transactions that failed lately`}
          head={[t`Failed lately`, t`Nonce`, t`Why`, t`When`, t`Hash`]}
          figures={[1]}
          rows={failed.map((one) => ({
            key: one.id,
            cells: [
              <Subject key="subject" transaction={one} />,
              one.nonce,
              <span key="why" className={styles.why}>
                {one.error ?? one.state.toLowerCase()}
              </span>,
              formatMoment(one.updatedAt),
              <Hash key="hash" hash={one.hash} />,
            ],
          }))}
        />
      )}
    </>
  )
}

function Subject({ transaction: { kind, subject } }: { transaction: Transaction }) {
  return (
    <>
      <strong>{kind}</strong> <code title={subject}>{shortHex(subject)}</code>
    </>
  )
}

const Hash = ({ hash }: { hash: string | null }) => (hash ? <code title={hash}>{shortHex(hash)}</code> : '–')
