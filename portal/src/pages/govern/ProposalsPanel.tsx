import type { Proposal, ProposalVote } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { shortHex } from '../../format/shortHex.js'
import { formatMoment } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { TransactionSteps } from '../../session/TransactionSteps.js'
import { Badge } from '../../ui/Badge.js'
import { Button } from '../../ui/Button.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { CallWords } from './CallWords.js'
import styles from './ProposalsPanel.module.css'
import { PROPOSAL_STATE } from './proposalStates.js'
import { useChainTime, useProposals } from './useDao.js'
import { useDaoTransaction } from './useDaoTransaction.js'

/** The DAO's proposals, latest first: what each would do, its votes, and what is possible now. */
export function ProposalsPanel({ session }: { session: Session | null }) {
  const query = useProposals(session?.address ?? null)
  return (
    <Panel title={<Trans>Proposals</Trans>}>
      <Loaded query={query} skeleton={<Skeleton lines={7} />}>
        {(proposals) =>
          proposals.length === 0 ? (
            <Empty title={<Trans>Nobody has proposed anything yet</Trans>}>
              <Trans>A proposal is a list of calls that the DAO makes, and the reason for them.</Trans>
            </Empty>
          ) : (
            <ul className={styles.list}>
              {proposals.map((proposal) => (
                <ProposalItem key={proposal.id.toString()} proposal={proposal} session={session} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

const moment = (seconds: number): string => formatMoment(new Date(seconds * 1_000).toISOString())

function ProposalItem({ proposal, session }: { proposal: Proposal; session: Session | null }) {
  const { t } = useLingui()
  const { state, description, calls, voteStart, voteEnd, eta, quorum, isVetoed } = proposal
  const { title, tone } = PROPOSAL_STATE[state]
  return (
    <li>
      <div className={styles.head}>
        <h3>{description}</h3>
        <Badge tone={tone}>{isVetoed ? t`Vetoed by the guardians` : t(title)}</Badge>
      </div>
      <p className={styles.note}>
        <Trans>
          by <code title={proposal.proposer}>{shortHex(proposal.proposer)}</code>, votes from {moment(voteStart)} to{' '}
          {moment(voteEnd)}
        </Trans>
        {eta !== null && (
          <>
            {'; '}
            <Trans>may be executed from {moment(eta)}</Trans>
          </>
        )}
      </p>
      <ol className={styles.calls}>
        {calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: calls do not move
          <li key={index} className={styles.item}>
            <CallWords call={call} />
          </li>
        ))}
      </ol>
      <dl className={styles.votes}>
        <div>
          <dt>
            <Trans>For</Trans>
          </dt>
          <dd>
            <TokenAmount amount={proposal.forVotes} token="AIIGO" />
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Against</Trans>
          </dt>
          <dd>
            <TokenAmount amount={proposal.againstVotes} token="AIIGO" />
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Abstain</Trans>
          </dt>
          <dd>
            <TokenAmount amount={proposal.abstainVotes} token="AIIGO" />
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Quorum</Trans>
          </dt>
          <dd>
            <TokenAmount amount={quorum} token="AIIGO" />
          </dd>
        </div>
      </dl>
      {session && <ProposalActions proposal={proposal} session={session} />}
    </li>
  )
}

const VOTES = ['FOR', 'AGAINST', 'ABSTAIN'] as const

function ProposalActions({ proposal, session }: { proposal: Proposal; session: Session }) {
  const { t } = useLingui()
  const { staker } = session
  const now = useChainTime()
  const vote = useDaoTransaction(session, (choice: ProposalVote, options) => staker.vote(proposal.id, choice, options))
  const queue = useDaoTransaction(session, (_: undefined, options) => staker.queue(proposal, options))
  const execute = useDaoTransaction(session, (_: undefined, options) => staker.execute(proposal, options))
  const names: Record<ProposalVote, string> = { FOR: t`For`, AGAINST: t`Against`, ABSTAIN: t`Abstain` }
  const { state, ownVote, eta } = proposal
  return (
    <div className={styles.actions}>
      {ownVote !== null && (
        <span className={styles.note}>
          <Trans>You voted: {names[ownVote]}</Trans>
        </span>
      )}
      {state === 'ACTIVE' && ownVote === null && (
        <>
          {VOTES.map((choice) => (
            <Button
              key={choice}
              look={choice === 'FOR' ? 'primary' : 'plain'}
              busy={vote.busy}
              onClick={() => vote.send(choice)}
            >
              <Trans>Vote: {names[choice]}</Trans>
            </Button>
          ))}
          <TransactionSteps transaction={vote} />
        </>
      )}
      {state === 'SUCCEEDED' && (
        <TransactionButton transaction={queue} onSend={() => queue.send(undefined)}>
          <Trans>Put it into the timelock</Trans>
        </TransactionButton>
      )}
      {state === 'QUEUED' && (
        <TransactionButton
          transaction={execute}
          disabled={eta === null || eta * 1_000 > now}
          onSend={() => execute.send(undefined)}
        >
          <Trans>Execute</Trans>
        </TransactionButton>
      )}
    </div>
  )
}
