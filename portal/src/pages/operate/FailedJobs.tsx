import { DiscardQueueJobDocument, FailedQueueJobsDocument, RetryQueueJobDocument, succeed } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { formatMoment } from '../../format/time.js'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { Empty } from '../../ui/Empty.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './FailedJobs.module.css'
import { useOperatorQuery, useRenewal } from './useOperatorQuery.js'

const SHOWN = 50

/** The jobs of a queue that were given up, each with its reason; one is retried or discarded. */
export function FailedJobs({ session, queue, onClose }: { session: Session; queue: string; onClose: () => void }) {
  const { t } = useLingui()
  const query = useOperatorQuery(
    session,
    ['failed', queue],
    async (client, options) =>
      (await client.execute(FailedQueueJobsDocument, { queue, first: SHOWN }, options)).failedQueueJobs,
  )
  const retry = useJobAction(session, async (id) =>
    succeed((await session.connection.client.execute(RetryQueueJobDocument, { queue, id })).retryQueueJob),
  )
  const discard = useJobAction(session, async (id) =>
    succeed((await session.connection.client.execute(DiscardQueueJobDocument, { queue, id })).discardQueueJob),
  )
  const error = retry.error ?? discard.error
  return (
    <Panel
      flush
      title={<Trans>Failed jobs of {queue}</Trans>}
      aside={
        <Button look="quiet" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      {error && <ErrorNotice error={error} />}
      <Loaded query={query} skeleton={<Skeleton lines={5} />}>
        {(jobs) =>
          jobs.length === 0 ? (
            <Empty title={<Trans>None is left</Trans>} />
          ) : (
            <ul aria-label={t`Failed jobs of ${queue}`}>
              {jobs.map(({ id, payload, reason, tries, failedAt }) => (
                <li key={id} className={styles.job}>
                  <div className={styles.text}>
                    <p className={styles.reason}>{reason}</p>
                    <p className={styles.quiet}>
                      <code>{JSON.stringify(payload)}</code>
                    </p>
                    <p className={styles.quiet}>
                      <Trans>
                        failed {formatMoment(failedAt)}, tries: {tries}
                      </Trans>
                    </p>
                  </div>
                  <div className={styles.buttons}>
                    <Button busy={retry.isPending && retry.variables === id} onClick={() => retry.mutate(id)}>
                      <Trans>Retry</Trans>
                    </Button>
                    <Button
                      look="danger"
                      busy={discard.isPending && discard.variables === id}
                      onClick={() => discard.mutate(id)}
                    >
                      <Trans>Discard</Trans>
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

function useJobAction(session: Session, act: (id: string) => Promise<unknown>) {
  return useMutation({ mutationFn: act, onSettled: useRenewal(session) })
}
