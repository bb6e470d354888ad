import { BondHistoryDocument } from '@aiigo/client'
import type { BondTerms, PartnerBond } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type Address, formatEther, type Hex } from 'viem'
import { readAmount } from '../../format/readAmount.js'
import { shortHex } from '../../format/shortHex.js'
import { formatDuration, formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { LocalFaucet } from '../../session/LocalFaucet.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { useTransaction } from '../../session/useTransaction.js'
import { Field } from '../../ui/Field.js'
import { Figures } from '../../ui/Figures.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton, TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import styles from './BondPanel.module.css'
import { BOND_MOVEMENT, PENALTY_REASON } from './nodeWords.js'
import type { NodeView } from './useNode.js'

const HISTORY = 50

const moment = (seconds: number): string => formatMoment(new Date(seconds * 1_000).toISOString())
const percent = (bps: number): string => `${(bps / 100).toFixed(2).replace(/\.?0+$/, '')} %`

interface BondPanelProps {
  node: NodeView
  session: Session
}

/** A node's partner bond: the uptime that it commits to, and the ways in and out. */
export function BondPanel({ node, session }: BondPanelProps) {
  const { provider } = session
  const bond = useQuery({
    queryKey: ['mine', session.address, 'bond', node.id],
    queryFn: async () => {
      const token = session.connection.contracts.aiigoToken as Address
      const [of, terms, held, now] = await Promise.all([
        provider.bondOf(node.id as Hex),
        provider.bondTerms(),
        provider.balance(token),
        provider.chainTime(),
      ])
      return { of, terms, held, now }
    },
    refetchInterval: 10_000,
  })
  return (
    <>
      <Panel title={<Trans>Partner bond</Trans>} aside={<Trans>it vouches for the node's uptime</Trans>}>
        <Loaded query={bond} skeleton={<Skeleton lines={7} />}>
          {(found) => <Bond node={node} session={session} {...found} />}
        </Loaded>
      </Panel>
      <BondHistory nodeId={node.id} session={session} />
    </>
  )
}

interface BondProps extends BondPanelProps {
  of: PartnerBond
  terms: BondTerms
  /** AIIGO base units in the wallet. */
  held: bigint
  /** Unix seconds of the newest block. */
  now: number
}

function Bond({ node, session, of, terms, held, now }: BondProps) {
  return (
    <div className={styles.parts}>
      <Figures
        items={[
          { name: <Trans>Bond</Trans>, value: <TokenAmount amount={of.amount} token="AIIGO" /> },
          { name: <Trans>State</Trans>, value: <State of={of} terms={terms} now={now} /> },
          {
            name: <Trans>Online lately</Trans>,
            value: node.uptimeBps === null ? '–' : percent(node.uptimeBps),
          },
          { name: <Trans>In the wallet</Trans>, value: <TokenAmount amount={held} token="AIIGO" /> },
        ]}
      />
      {of.suspendedUntil > now && (
        <Notice tone="warn" title={<Trans>No partner until {moment(of.suspendedUntil)}</Trans>}>
          <Trans>The node was up less than it committed to. The bond stays whole.</Trans>
        </Notice>
      )}
      {of.slaBps === 0 ? (
        <Post node={node} session={session} terms={terms} held={held} />
      ) : of.availableAt === 0 ? (
        <Committed node={node} session={session} of={of} terms={terms} held={held} />
      ) : (
        <Releasing node={node} session={session} of={of} now={now} />
      )}
    </div>
  )
}

function State({ of, terms, now }: Pick<BondProps, 'of' | 'terms' | 'now'>) {
  if (of.slaBps === 0) return <Trans>No bond</Trans>
  if (of.availableAt > 0) {
    return of.availableAt > now ? <Trans>In release until {moment(of.availableAt)}</Trans> : <Trans>Released</Trans>
  }
  if (of.amount < terms.minimum) return <Trans>Below the minimum: no partner</Trans>
  return <Trans>Committed to {percent(of.slaBps)} uptime</Trans>
}

/** The transactions of the bond renew everything of the wallet. */
function useBondTransaction<V>(session: Session, act: Parameters<typeof useTransaction<V>>[1], onIndexed?: () => void) {
  const queryClient = useQueryClient()
  return useTransaction<V>(session, act, () => {
    onIndexed?.()
    return queryClient.invalidateQueries({ queryKey: ['mine', session.address] })
  })
}

/** Basis points of an uptime in per cent, at most two decimals; null for anything else. */
function readPercent(text: string): number | null {
  return /^\d{1,3}([.,]\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text.trim().replace(',', '.')) * 100) : null
}

function Post({ node, session, terms, held }: Pick<BondProps, 'node' | 'session' | 'terms' | 'held'>) {
  const { t } = useLingui()
  const [text, setText] = useState(() => formatEther(terms.minimum))
  const [uptime, setUptime] = useState('99')
  const post = useBondTransaction<{ sla: number; sum: bigint }>(session, ({ sla, sum }, options) =>
    session.provider.commitBond(node.id as Hex, sla, sum, options),
  )
  const amount = readAmount(text)
  const sla = readPercent(uptime)
  const [least, most] = [terms.minSlaBps / 100, terms.maxSlaBps / 100]
  const slaFits = sla !== null && sla >= terms.minSlaBps && sla <= terms.maxSlaBps
  const fits = amount !== null && amount >= terms.minimum
  const short = amount !== null && amount > held
  const minimum = formatEther(terms.minimum)
  return (
    <>
      <p>
        <Trans>
          A partner commits to an uptime and puts up a bond for it. A node of level TRUSTED with a bond is a PARTNER,
          which jobs may ask for. Below the uptime it is no partner for 30 days; misuse costs half of the bond.
        </Trans>
      </p>
      <div className={styles.form}>
        <Field
          label={<Trans>Bond</Trans>}
          hint={amount !== null ? <TokenAmount amount={amount} token="AIIGO" /> : undefined}
          error={fits ? undefined : t`AIIGO, at least ${minimum}`}
        >
          {(ids) => (
            <input {...ids} inputMode="decimal" value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
        <Field
          label={<Trans>Uptime</Trans>}
          hint={t`per cent, as the platform measures it`}
          error={slaFits ? undefined : t`${least} to ${most} per cent, at most two decimals`}
        >
          {(ids) => (
            <input {...ids} inputMode="decimal" value={uptime} onChange={(event) => setUptime(event.target.value)} />
          )}
        </Field>
      </div>
      <TransactionButton
        transaction={post}
        disabled={!fits || !slaFits || short || node.banned}
        onSend={() => amount !== null && sla !== null && post.send({ sla, sum: amount })}
      >
        {fits ? <Trans>Post {text.trim()} AIIGO</Trans> : <Trans>Post the bond</Trans>}
      </TransactionButton>
      {short && fits && <TooLittle session={session} />}
      <Hint>
        <Trans>
          The wallet is asked twice: for the allowance of exactly this bond, and for the bond. The uptime cannot be
          changed later. The bond comes back {formatDuration(terms.unbondingSeconds)} after its release has begun.
        </Trans>
      </Hint>
    </>
  )
}

function Committed({ node, session, of, terms, held }: Omit<BondProps, 'now'>) {
  const { t } = useLingui()
  const { provider } = session
  const id = node.id as Hex
  const [text, setText] = useState('')
  const add = useBondTransaction<bigint>(
    session,
    (sum, options) => provider.topUpBond(id, sum, options),
    () => setText(''),
  )
  const release = useBondTransaction<void>(session, (_, options) => provider.releaseBond(id, options))
  const amount = readAmount(text)
  const short = amount !== null && amount > held
  const missing = terms.minimum - of.amount
  const busy = add.busy || release.busy
  return (
    <>
      {missing > 0n && (
        <Notice tone="warn" title={<Trans>The bond is below the minimum: the node is no partner</Trans>}>
          <Trans>
            Add <TokenAmount amount={missing} token="AIIGO" /> to be one again.
          </Trans>
        </Notice>
      )}
      {missing <= 0n && node.trustLevel !== 'PARTNER' && (
        <Notice tone="info" title={<Trans>The bond counts once the node is TRUSTED</Trans>}>
          <Trans>Its level is {node.trustLevel}. The head of this page says what is missing.</Trans>
        </Notice>
      )}
      {node.uptimeBps !== null && node.uptimeBps < of.slaBps && (
        <Notice tone="warn" title={<Trans>The node is up less than it has committed to</Trans>}>
          <Trans>The platform may report it. The node is no partner then for 30 days.</Trans>
        </Notice>
      )}
      <div className={styles.form}>
        <Field
          label={<Trans>Add</Trans>}
          error={text !== '' && amount === null ? t`a number above 0, at most 18 decimals` : undefined}
          hint={amount !== null ? <TokenAmount amount={amount} token="AIIGO" /> : t`AIIGO, how much`}
        >
          {(ids) => (
            <input {...ids} inputMode="decimal" value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
      </div>
      <div className={styles.buttons}>
        <TransactionButton
          transaction={add}
          disabled={amount === null || short || busy}
          onSend={() => amount !== null && add.send(amount)}
        >
          {amount === null ? <Trans>Add to the bond</Trans> : <Trans>Add {text.trim()} AIIGO</Trans>}
        </TransactionButton>
        <TransactionButton transaction={release} look="plain" disabled={busy} onSend={() => release.send()}>
          <Trans>Begin the release</Trans>
        </TransactionButton>
      </div>
      {short && <TooLittle session={session} />}
      <Hint>
        <Trans>
          From the release on the node is no partner. The bond can be withdrawn after{' '}
          {formatDuration(terms.unbondingSeconds)}, and can be slashed until then.
        </Trans>
      </Hint>
    </>
  )
}

function Releasing({ node, session, of, now }: Pick<BondProps, 'node' | 'session' | 'of' | 'now'>) {
  const take = useBondTransaction<void>(session, (_, options) => session.provider.withdrawBond(node.id as Hex, options))
  return (
    <>
      {of.openDisputes > 0 && (
        <Notice tone="warn" title={<Trans>A dispute of the node is not decided</Trans>}>
          <Trans>The bond is paid out after the ruling.</Trans>
        </Notice>
      )}
      <TransactionButton
        transaction={take}
        disabled={of.availableAt > now || of.openDisputes > 0}
        onSend={() => take.send()}
      >
        <Trans>Withdraw the bond</Trans>
      </TransactionButton>
      <Hint>
        <Trans>Until it is withdrawn it can be slashed. A new commitment is possible afterwards.</Trans>
      </Hint>
    </>
  )
}

function TooLittle({ session }: { session: Session }) {
  return (
    <Notice tone="warn" title={<Trans>The wallet has too little AIIGO for that</Trans>}>
      <Trans>Send it the rest first.</Trans>
      <LocalFaucet session={session} tokens={['AIIGO']} />
    </Notice>
  )
}

function Hint({ children }: { children: ReactNode }) {
  return <p className={styles.hint}>{children}</p>
}

/** What the chain's events tell of the bond; nothing for a node that never had one. */
function BondHistory({ nodeId, session }: { nodeId: string; session: Session }) {
  const { t } = useLingui()
  const history = useQuery({
    queryKey: ['mine', session.address, 'bondHistory', nodeId],
    queryFn: ({ signal }) =>
      session.connection.client.execute(
        BondHistoryDocument,
        { node: nodeId, filter: nodeId, first: HISTORY },
        { signal },
      ),
    refetchInterval: 10_000,
  })
  if (history.data?.bondMovements.length === 0 && !history.error) return null
  return (
    <Panel
      flush
      title={<Trans>Movements of the bond</Trans>}
      aside={
        history.data?.partnerBond && (
          <Trans>
            slashed so far: <TokenAmount amount={history.data.partnerBond.slashed} token="AIIGO" />
          </Trans>
        )
      }
    >
      <Loaded query={history} skeleton={<TableSkeleton rows={2} columns={4} />}>
        {({ bondMovements }) => (
          <Table
            caption={t`History of the bond`}
            head={[t`When`, t`What`, t`Amount`, t`Transaction`]}
            figures={[2]}
            rows={bondMovements.map((movement) => ({
              key: movement.id,
              cells: [
                moment(Number(movement.timestamp)),
                movement.reason
                  ? `${t(BOND_MOVEMENT[movement.kind])}: ${t(PENALTY_REASON[movement.reason])}`
                  : t(BOND_MOVEMENT[movement.kind]),
                <TokenAmount key="amount" amount={movement.amount} token="AIIGO" />,
                <code key="transaction" title={movement.transaction}>
                  {shortHex(movement.transaction)}
                </code>,
              ],
            }))}
          />
        )}
      </Loaded>
    </Panel>
  )
}
