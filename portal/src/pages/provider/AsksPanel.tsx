import { Trans, useLingui } from '@lingui/react/macro'
import { RESOURCES } from '../../market/resources.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { usePaymentToken } from '../../market/usePaymentToken.js'
import { Empty } from '../../ui/Empty.js'
import { Panel } from '../../ui/Panel.js'
import { Table } from '../../ui/Table.js'
import styles from './AsksPanel.module.css'
import type { NodeView } from './useNode.js'

const RATE_UNITS = 1_000_000n

/** The node's prices, which its agent keeps on chain. */
export function AsksPanel({ node }: { node: NodeView }) {
  const { t } = useLingui()
  const asks = node.asks.filter(({ rate }) => rate !== '0')
  // Time is metered in seconds; people compare hours.
  const timed = node.resourceType in RESOURCES
  return (
    <Panel flush title={<Trans>Asks</Trans>} aside={timed ? <Trans>an hour of one unit</Trans> : <Trans>a unit</Trans>}>
      {asks.length === 0 ? (
        <Empty title={<Trans>It asks no price: it takes no jobs</Trans>} />
      ) : (
        <Table
          caption={t`Prices by token`}
          head={[t`Token`, t`Price`, t`On chain, base units per million units`]}
          figures={[1, 2]}
          rows={asks.map(({ token, rate }) => ({
            key: token,
            cells: [
              <TokenName key="token" token={token} />,
              <TokenAmount key="price" amount={(BigInt(rate) * (timed ? 3_600n : 1n)) / RATE_UNITS} token={token} />,
              <code key="rate">{rate}</code>,
            ],
          }))}
        />
      )}
      <p className={styles.hint}>
        <Trans>
          The agent sets them from AGENT_ASKS and keeps them so. To change a price, change the setting and start the
          agent again. Jobs that it has keep their price.
        </Trans>
      </p>
    </Panel>
  )
}

function TokenName({ token }: { token: string }) {
  return <strong>{usePaymentToken(token)?.symbol ?? token}</strong>
}
