import { QueueStatesDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { formatDuration, formatMoment } from '../../format/time.js'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import { BoardButton } from './BoardButton.js'
import { FailedJobs } from './FailedJobs.js'
import { useOperatorQuery } from './useOperatorQuery.js'

/** Every queue, and the failed jobs of the one that the reader opened. */
export function QueuesPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const [opened, setOpened] = useState<string | null>(null)
  const query = useOperatorQuery(
    session,
    ['queues'],
    async (client, options) => (await client.execute(QueueStatesDocument, {}, options)).queueStates,
  )
  const { outboxWaiting = 0, outboxSince = null } = query.data ?? {}
  return (
    <>
      <Panel
        flush
        title={<Trans>Queues</Trans>}
        aside={
          query.data && (
            <>
              <Trans>{outboxWaiting} in the outbox</Trans> <BoardButton session={session} />
            </>
          )
        }
      >
        <Loaded query={query} skeleton={<TableSkeleton rows={9} columns={6} dense />}>
          {({ queues }) => (
            <>
              {outboxSince && outboxWaiting > 0 && (
                <Notice tone="info">
                  <Trans>The oldest work in the outbox waits since {formatMoment(outboxSince)}.</Trans>
                </Notice>
              )}
              <Table
                caption={t`Jobs of each queue`}
                head={[t`Queue`, t`Waiting`, t`Active`, t`Delayed`, t`Failed`, t`Last failure`]}
                dense
                figures={[1, 2, 3, 4]}
                rows={queues.map(
                  ({ name, everySeconds, waiting, active, delayed, failed, lastFailedAt, ...queue }) => ({
                    key: name,
                    cells: [
                      <span key="name" title={queue.description}>
                        <strong>{name}</strong>
                        {everySeconds !== null && (
                          <>
                            {' '}
                            <Trans>every {formatDuration(everySeconds)}</Trans>
                          </>
                        )}
                      </span>,
                      waiting,
                      active,
                      delayed,
                      failed === 0 ? (
                        0
                      ) : (
                        <Button
                          key="failed"
                          look="danger"
                          aria-label={t`Failed jobs of ${name}: ${failed}`}
                          aria-expanded={opened === name}
                          onClick={() => setOpened(opened === name ? null : name)}
                        >
                          {failed}
                        </Button>
                      ),
                      lastFailedAt ? formatMoment(lastFailedAt) : '–',
                    ],
                  }),
                )}
              />
            </>
          )}
        </Loaded>
      </Panel>
      {opened && <FailedJobs key={opened} session={session} queue={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
