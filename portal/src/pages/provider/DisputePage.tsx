import './loadTexts.js'
import { ProviderDisputeDocument, type ProviderDisputeQuery } from '@aiigo/client'
import { Trans } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { DisputePanel } from '../../dispute/DisputePanel.js'
import { RulingNotice } from '../../dispute/RulingNotice.js'
import { shortHex } from '../../format/shortHex.js'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { NeedsWallet } from '../../session/NeedsWallet.js'
import type { Session } from '../../session/openSession.js'
import { Countdown } from '../../ui/Countdown.js'
import { Empty } from '../../ui/Empty.js'
import { Figures } from '../../ui/Figures.js'
import { Loaded } from '../../ui/Loaded.js'
import { Page } from '../../ui/Page.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { disputeStage } from './disputeStage.js'
import styles from './NodePage.module.css'
import { WordBadge } from './WordBadge.js'

type DisputedJob = NonNullable<ProviderDisputeQuery['job']>

/** A dispute before the provider of the result: the objection, its answer, the deadlines and the ruling. */
export function DisputePage() {
  const { jobId } = useParams({ from: '/provider/disputes/$jobId' })
  return (
    <NeedsWallet>
      {(session) => <Dispute key={`${session.address} ${jobId}`} session={session} jobId={jobId} />}
    </NeedsWallet>
  )
}

function Dispute({ session, jobId }: { session: Session; jobId: string }) {
  const queryClient = useQueryClient()
  const { provider, address } = session
  const query = useQuery({
    queryKey: ['mine', address, 'dispute', jobId],
    queryFn: async ({ signal }) =>
      (await session.connection.client.execute(ProviderDisputeDocument, { id: jobId }, { signal })).job ?? null,
    refetchInterval: ({ state }) => (state.data?.task?.dispute?.resolvedAt ? false : 3_000),
  })
  const isMine = query.data?.result != null
  useEffect(() => {
    if (!isMine) return
    const controller = new AbortController()
    async function follow(): Promise<void> {
      for await (const _ of provider.watch(jobId, { signal: controller.signal })) {
        await queryClient.invalidateQueries({ queryKey: ['mine', address] })
      }
    }
    // Without the subscription the page looks again every few seconds.
    follow().catch(() => undefined)
    return () => controller.abort()
  }, [isMine, provider, address, jobId, queryClient])
  return (
    <Loaded query={query} skeleton={<Skeleton lines={17} />}>
      {(job) =>
        job?.result && (job.state === 'DISPUTED' || job.task?.dispute) ? (
          <Shown job={job} session={session} />
        ) : (
          <Page title={<Trans>Dispute</Trans>}>
            <Empty
              title={<Trans>There is no such dispute for this wallet</Trans>}
              action={
                <Link to="/provider">
                  <Trans>Go to your nodes</Trans>
                </Link>
              }
            >
              <Trans>A dispute is shown to the wallet whose node handed in the result, and to the job's buyer.</Trans>
            </Empty>
          </Page>
        )
      }
    </Loaded>
  )
}

function Shown({ job, session }: { job: DisputedJob; session: Session }) {
  const { provider, address } = session
  const { task, node } = job
  const dispute = task?.dispute
  const stage = dispute && disputeStage(dispute, Date.now())
  const at = (seconds: string | null | undefined): string | null =>
    seconds ? new Date(Number(seconds) * 1_000).toISOString() : null
  const [commitBy, revealBy] = [at(dispute?.commitBy), at(dispute?.revealBy)]
  const isOpen = job.state === 'DISPUTED'
  return (
    <Page
      title={
        <span className={styles.title}>
          {job.name || <Trans>Job {shortHex(job.id)}</Trans>} {stage && <WordBadge word={stage.word} />}
        </span>
      }
    >
      <p className={styles.id}>
        <Link to="/provider">
          <Trans>Provider</Trans>
        </Link>{' '}
        /{' '}
        {node && (
          <>
            <Link to="/provider/nodes/$nodeId" params={{ nodeId: node.id }}>
              {node.name ?? node.id}
            </Link>{' '}
            /{' '}
          </>
        )}
        <code>{job.id}</code>
      </p>
      <DisputePanel
        jobId={job.id}
        reason={job.disputeReason}
        side={{
          address,
          evidence: provider.evidence,
          open: (file, options) => provider.openEvidence(file, options),
          add: provider.answerDispute,
          signsToOpen: true,
        }}
        commitBy={commitBy}
        isOpen={isOpen}
        outcome={
          dispute?.ruling &&
          dispute.ruling !== 'NONE' && (
            <RulingNotice
              ruling={dispute.ruling}
              bond={{ paid: dispute.bond, returned: dispute.bondReturned ?? null, token: job.token }}
            />
          )
        }
      />
      <Panel title={<Trans>Deadlines</Trans>}>
        <Figures
          items={[
            {
              name: <Trans>Opened</Trans>,
              value: dispute ? formatMoment(at(dispute.openedAt) ?? '') : <Trans>not indexed yet</Trans>,
            },
            {
              name: <Trans>Evidence and votes</Trans>,
              value: <Deadline moment={commitBy} isOpen={isOpen} />,
            },
            {
              name: <Trans>Opening of the votes</Trans>,
              value: <Deadline moment={revealBy} isOpen={isOpen} />,
            },
            {
              name: <Trans>Decided</Trans>,
              value: dispute?.resolvedAt ? formatMoment(at(dispute.resolvedAt) ?? '') : <Trans>not yet</Trans>,
            },
          ]}
        />
      </Panel>
      <Panel title={<Trans>Money</Trans>}>
        <Figures
          items={[
            { name: <Trans>Cost as billed</Trans>, value: <TokenAmount amount={task?.cost} token={job.token} /> },
            { name: <Trans>Your pay</Trans>, value: <TokenAmount amount={task?.providerAmount} token={job.token} /> },
            { name: <Trans>Back to the buyer</Trans>, value: <TokenAmount amount={task?.refund} token={job.token} /> },
            { name: <Trans>Bond of the buyer</Trans>, value: <TokenAmount amount={dispute?.bond} token={job.token} /> },
          ]}
        />
      </Panel>
    </Page>
  )
}

function Deadline({ moment, isOpen }: { moment: string | null; isOpen: boolean }) {
  if (moment === null) return isOpen ? <Trans>once the panel is drawn</Trans> : '–'
  return isOpen ? <Countdown to={moment} /> : formatMoment(moment)
}
