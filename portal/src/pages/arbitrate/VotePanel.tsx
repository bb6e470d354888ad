import { VOTES, type Vote } from '@aiigo/domain'
import type { Case } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { RULING } from '../../dispute/rulings.js'
import { saveFile } from '../../files/saveFile.js'
import type { Session } from '../../session/openSession.js'
import { TransactionSteps } from '../../session/TransactionSteps.js'
import { useTransaction } from '../../session/useTransaction.js'
import { Button } from '../../ui/Button.js'
import { Choices } from '../../ui/Choices.js'
import { Countdown } from '../../ui/Countdown.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { nextDeadline } from './nextDeadline.js'
import styles from './VotePanel.module.css'
import { VoteSteps } from './VoteSteps.js'

/** The arbitrator's vote in its steps: commit, open, ruling; each with its deadline and what happens at its end. */
export function VotePanel({ found, session }: { found: Case; session: Session }) {
  const deadline = nextDeadline(found)
  return (
    <Panel
      title={<Trans>Your vote</Trans>}
      aside={
        deadline && (
          <strong className={styles.left}>
            <Countdown to={deadline} />
          </strong>
        )
      }
    >
      <div className={styles.parts}>
        <VoteSteps state={found.state} />
        <Deadline found={found} />
        {found.state === 'TO_COMMIT' && <Commit found={found} session={session} />}
        {found.state === 'TO_REVEAL' && <Reveal found={found} session={session} />}
        {found.commitment && !found.ruling && <SaltExport found={found} session={session} />}
        {found.ruling && <PanelVotes found={found} />}
      </div>
    </Panel>
  )
}

/** What happens at the end of the phase. */
function Deadline({ found: { state, phase } }: { found: Case }) {
  if (state === 'MISSED') {
    return (
      <Notice tone="bad" title={<Trans>A deadline passed without your vote</Trans>}>
        <Trans>Your seat is silent in this dispute: it counts for no side and gets no reward.</Trans>
      </Notice>
    )
  }
  if (state === 'DECIDED') return null
  const text: Partial<Record<Case['phase'], ReactNode>> = {
    COMMIT: (
      <Trans>
        At the end of this time no evidence and no commitment is taken any more. A seat without a commitment is silent:
        it gets no reward.
      </Trans>
    ),
    REVEAL: (
      <Trans>
        At the end of this time the opened votes are counted. A vote that was not opened does not count and gets no
        reward.
      </Trans>
    ),
    FINAL: <Trans>All votes are in, or their time is over. The platform asks the chain for the ruling.</Trans>,
  }
  return <p className={styles.note}>{text[phase]}</p>
}

function useDone(found: Case, session: Session): () => Promise<void> {
  const queryClient = useQueryClient()
  return async () => {
    await queryClient.invalidateQueries({ queryKey: ['mine', session.address, 'arbitration', 'case', found.jobId] })
  }
}

function Commit({ found, session }: { found: Case; session: Session }) {
  const { t } = useLingui()
  const legend = useId()
  const [vote, setVote] = useState<Vote | null>(null)
  const done = useDone(found, session)
  const commit = useTransaction<Vote>(
    session,
    (chosen, options) => session.arbitrator.commit(found.jobId, chosen, options),
    done,
  )
  return (
    <form
      className={styles.parts}
      aria-labelledby={legend}
      onSubmit={(event) => {
        event.preventDefault()
        if (vote) commit.send(vote)
      }}
    >
      <Choices<Vote>
        legend={<Trans>Who is right?</Trans>}
        legendId={legend}
        value={vote}
        onChoose={setVote}
        disabled={commit.busy}
        options={VOTES.map((one) => ({ value: one, title: t(RULING[one].title), effect: t(RULING[one].effect) }))}
      />
      <Button type="submit" look="primary" busy={commit.busy} disabled={vote === null}>
        <Trans>Commit to this vote</Trans>
      </Button>
      <p className={styles.note}>
        <Trans>
          The wallet signs twice, which makes the salt that hides the vote, and sends one transaction. Nobody can read
          the vote until you open it, and it cannot be changed.
        </Trans>
      </p>
      <TransactionSteps transaction={commit} />
    </form>
  )
}

function Reveal({ found, session }: { found: Case; session: Session }) {
  const done = useDone(found, session)
  const reveal = useTransaction<void>(
    session,
    async (_, options) => (await session.arbitrator.reveal(found.jobId, options)).transaction,
    done,
  )
  return (
    <>
      <Button look="primary" busy={reveal.busy} onClick={() => reveal.send()}>
        <Trans>Open your vote</Trans>
      </Button>
      <p className={styles.note}>
        <Trans>
          The wallet derives the salt again by a signature, and sends one transaction with the vote and the salt. From
          then on everybody can read the vote.
        </Trans>
      </p>
      <TransactionSteps transaction={reveal} />
    </>
  )
}

/** Saves what opens the vote, for another client. */
function SaltExport({ found, session }: { found: Case; session: Session }) {
  const save = useMutation({
    mutationFn: async () => {
      const opening = await session.arbitrator.voteOpening(found.jobId)
      const text = `${JSON.stringify(opening, null, 2)}\n`
      saveFile(new Blob([text], { type: 'application/json' }), `vote-${found.jobId}.json`)
    },
  })
  return (
    <>
      <p className={styles.note}>
        <Trans>
          Your commitment on chain: <code className={styles.hash}>{found.commitment}</code>. The salt needs no storing:
          the same wallet makes it again. A copy opens the vote without the wallet; keep it secret until then.
        </Trans>
      </p>
      <Button busy={save.isPending} onClick={() => save.mutate()}>
        <Trans>Save vote and salt as a file</Trans>
      </Button>
      {save.error && <ErrorNotice error={save.error} />}
    </>
  )
}

/** The whole panel's votes, once the dispute is concluded. */
function PanelVotes({ found: { votes, vote } }: { found: Case }) {
  const { t } = useLingui()
  return (
    <>
      <p>{vote ? <Trans>Your vote: {t(RULING[vote].title)}</Trans> : <Trans>You opened no vote.</Trans>}</p>
      <ul className={styles.votes}>
        {votes?.map(({ arbitrator, vote: theirs }) => (
          <li key={arbitrator}>
            <code>{arbitrator}</code>
            <span>{theirs ? t(RULING[theirs].title) : t`silent`}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
