import { MatchPreviewDocument, type QuoteInput } from '@aiigo/client'
import { type JobFile, readingsOf, servingOf } from '@aiigo/domain'
import { Trans } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { parseUnits } from 'viem/utils'
import { visitor } from '../../app/api.js'
import { formatDuration } from '../../format/time.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { usePaymentToken } from '../../market/usePaymentToken.js'
import { useQuote } from '../../market/useQuote.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import styles from './PricePreview.module.css'

/** The requirements of a job file, as input of a quote. */
function wantedBy({ program, resources, limits, budget }: JobFile): QuoteInput {
  const { type: resourceType, region: regions, ...wanted } = resources
  const read = readingsOf(program)
  const readings = read ? { sensor: read.sensor, usage: String(read.points) } : {}
  const served = servingOf(program)
  const serving = served ? { serves: true, usage: String(served.megabytes) } : {}
  return {
    ...wanted,
    ...readings,
    ...serving,
    resourceType,
    regions,
    token: budget.token,
    seconds: limits.seconds,
  } as QuoteInput
}

/** Price and candidates of the written job, before anything is paid. */
export function PricePreview({ file }: { file: JobFile }) {
  const input = wantedBy(file)
  const quote = useQuote(input)
  const preview = useQuery({
    queryKey: ['preview', input],
    queryFn: async ({ signal }) => (await visitor.execute(MatchPreviewDocument, { input }, { signal })).matchPreview,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })
  return (
    <Panel title={<Trans>Price and candidates now</Trans>}>
      <Loaded query={quote} skeleton={<Skeleton lines={3} />}>
        {({ forecast, symbol, wait }) => (
          <dl className={styles.figures}>
            <dt>
              <Trans>Expected cost</Trans>
            </dt>
            <dd>
              <TokenAmount amount={forecast?.expectedCost} token={symbol} />
            </dd>
            <dt>
              <Trans>Deposit, at most</Trans>
            </dt>
            <dd>
              <Deposit amount={file.budget.amount} symbol={symbol} />
            </dd>
            <dt>
              <Trans>Starts in about</Trans>
            </dt>
            <dd>{wait ? formatDuration(wait.expectedSeconds) : <Trans>not known</Trans>}</dd>
          </dl>
        )}
      </Loaded>
      <Loaded query={preview} skeleton={<Skeleton lines={2} />}>
        {({ matched, considered, summary, smallestChange }) =>
          matched > 0 ? (
            <p className={styles.summary}>
              <Trans>
                {matched} of {considered} computers would take it now.
              </Trans>
            </p>
          ) : (
            <Notice tone="warn" title={<Trans>No computer would take this job now</Trans>}>
              {smallestChange?.message ?? summary}
            </Notice>
          )
        }
      </Loaded>
    </Panel>
  )
}

/** The deposit as the job file writes it, with its dollars. */
function Deposit({ amount, symbol }: { amount: string; symbol: string }) {
  const token = usePaymentToken(symbol)
  if (!token) return `${amount} ${symbol}`
  return <TokenAmount amount={parseUnits(amount, token.decimals)} token={symbol} />
}
