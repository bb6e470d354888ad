import { OperatorAlertsDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { formatMoment } from '../../format/time.js'
import type { Session } from '../../session/openSession.js'
import { Badge } from '../../ui/Badge.js'
import { Empty } from '../../ui/Empty.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './AlertsPanel.module.css'
import { ALERT, SEVERITY } from './operateWords.js'
import { useOperatorQuery } from './useOperatorQuery.js'

/** What is wrong right now, the worst first, each with what to do. */
export function AlertsPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const query = useOperatorQuery(
    session,
    ['alerts'],
    async (client, options) => (await client.execute(OperatorAlertsDocument, {}, options)).operatorAlerts,
  )
  return (
    <Panel
      flush
      title={<Trans>Alerts</Trans>}
      aside={query.data && query.data.length > 0 && <Trans>{query.data.length} open</Trans>}
    >
      <Loaded query={query} skeleton={<Skeleton lines={5} />}>
        {(alerts) =>
          alerts.length === 0 ? (
            <Empty title={<Trans>Nothing is wrong</Trans>}>
              <Trans>Chain, index, queues, the platform's account and the nodes are looked at every few seconds.</Trans>
            </Empty>
          ) : (
            <ul aria-live="polite">
              {alerts.map(({ id, code, severity, message, advice, since }) => (
                <li key={id} className={styles.alert}>
                  <span className={styles.severity}>
                    <Badge tone={SEVERITY[severity].tone}>{t(SEVERITY[severity].title)}</Badge>
                  </span>
                  <div className={styles.text}>
                    <h3>{t(ALERT[code])}</h3>
                    <p>{message}</p>
                    <p className={styles.advice}>
                      <Trans>What to do: {advice}.</Trans>
                    </p>
                  </div>
                  {since && (
                    <time className={styles.since} dateTime={since}>
                      <Trans>since {formatMoment(since)}</Trans>
                    </time>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}
