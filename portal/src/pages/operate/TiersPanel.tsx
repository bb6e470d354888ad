import { PlatformNodesDocument } from '@aiigo/client'
import { TIERS, type Tier } from '@aiigo/domain'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Hex } from 'viem'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { Badge } from '../../ui/Badge.js'
import { Empty } from '../../ui/Empty.js'
import { Field } from '../../ui/Field.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import styles from './PlansPanel.module.css'
import { useOperatorQuery, useOperatorTransaction } from './useOperatorQuery.js'

const SHOWN = 100

/** The platform's own nodes, and a node's tier on chain. */
export function TiersPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const query = useOperatorQuery(
    session,
    ['tiers'],
    async (client, options) => (await client.execute(PlatformNodesDocument, { first: SHOWN }, options)).nodes,
  )
  return (
    <Panel flush title={<Trans>Nodes of the platform</Trans>} aside={query.data?.length}>
      <Loaded query={query} skeleton={<TableSkeleton rows={2} columns={8} />}>
        {(nodes) =>
          nodes.length === 0 ? (
            <Empty title={<Trans>No node is of tier OWNED or CLOUD</Trans>}>
              <Trans>A node begins as one of the community.</Trans>
            </Empty>
          ) : (
            <Table
              caption={t`Tiers of the platform's nodes`}
              head={[t`Node`, t`Tier`, t`Type`, t`Units`, t`Region`, t`Online`, t`Uptime`, t`Id`]}
              figures={[3, 6]}
              rows={nodes.map((node) => ({
                key: node.id,
                cells: [
                  <strong key="name">{node.name ?? node.id}</strong>,
                  node.tier.toLowerCase(),
                  node.resourceType,
                  node.units,
                  node.region,
                  node.online ? (
                    <Badge key="online" tone="good">{t`online`}</Badge>
                  ) : (
                    <Badge key="online" tone="bad">{t`offline`}</Badge>
                  ),
                  node.uptimeBps === null ? '–' : `${(node.uptimeBps / 100).toFixed(2)} %`,
                  <code key="id">{node.id}</code>,
                ],
              }))}
            />
          )
        }
      </Loaded>
      <SetTier session={session} />
    </Panel>
  )
}

function SetTier({ session }: { session: Session }) {
  const { t } = useLingui()
  const [nodeId, setNodeId] = useState('')
  const [tier, setTier] = useState<Tier>('OWNED')
  const isId = /^0x[0-9a-f]{16}$/i.test(nodeId.trim())
  const transaction = useOperatorTransaction(session, (options) =>
    session.operator.setTier(nodeId.trim() as Hex, tier, options),
  )
  return (
    <form
      className={styles.form}
      aria-label={t`Set a node's tier`}
      onSubmit={(event) => {
        event.preventDefault()
        if (isId) transaction.send()
      }}
    >
      <Field
        label={<Trans>Id of a node</Trans>}
        error={nodeId === '' || isId ? undefined : t`expected 0x and 16 hex digits`}
      >
        {(ids) => <input {...ids} value={nodeId} onChange={(event) => setNodeId(event.target.value)} />}
      </Field>
      <Field label={<Trans>Its tier</Trans>}>
        {(ids) => (
          <select {...ids} value={tier} onChange={(event) => setTier(event.target.value as Tier)}>
            {TIERS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </Field>
      <div className={styles.submit}>
        <TransactionButton look="plain" transaction={transaction} disabled={!isId} onSend={() => transaction.send()}>
          <Trans>Set the tier</Trans>
        </TransactionButton>
      </div>
    </form>
  )
}
