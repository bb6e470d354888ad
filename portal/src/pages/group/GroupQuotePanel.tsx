import type { Group } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { formatDuration } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './GroupProgressPanel.module.css'

/** Costs of the jobs that wait for a signature, and which of them have no node, before they are paid for. */
export function GroupQuotePanel({ group, session }: { group: Group; session: Session }) {
  const query = useQuery({
    queryKey: ['mine', session.address, 'groupQuote', group.id],
    queryFn: ({ signal }) => session.buyer.quoteUnpaid(group, { signal }),
    refetchInterval: 15_000,
  })
  return (
    <Panel title={<Trans>Price and nodes now</Trans>}>
      <Loaded query={query} skeleton={<Skeleton lines={3} />}>
        {(quote) =>
          quote && (
            <>
              <dl className={styles.facts}>
                {quote.costs.map(({ token, expectedCost, deposit }) => (
                  <div key={token} className={styles.row}>
                    <dt>
                      <Trans>expected cost; deposits, at most</Trans>
                    </dt>
                    <dd>
                      <TokenAmount amount={expectedCost} token={token} />;{' '}
                      <TokenAmount amount={deposit} token={token} />
                    </dd>
                  </div>
                ))}
                <dt>
                  <Trans>jobs at once by the nodes that are free now</Trans>
                </dt>
                <dd>
                  <Trans>
                    {quote.atOnce} of {quote.jobs}
                  </Trans>
                </dd>
                {quote.seconds !== null && (
                  <>
                    <dt>
                      <Trans>run time of all, at most about</Trans>
                    </dt>
                    <dd>{formatDuration(quote.seconds)}</dd>
                  </>
                )}
              </dl>
              {quote.warnings.length > 0 && (
                <Notice tone="warn" title={<Trans>Some of these jobs would wait for nodes</Trans>}>
                  {quote.warnings.map(({ message }) => message).join(' ')}
                </Notice>
              )}
            </>
          )
        }
      </Loaded>
    </Panel>
  )
}
