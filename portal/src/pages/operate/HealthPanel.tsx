import { PlatformHealthDocument, type PlatformHealthQuery } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { formatClock, formatDuration } from '../../format/time.js'
import type { Session } from '../../session/openSession.js'
import { Badge } from '../../ui/Badge.js'
import { Figures } from '../../ui/Figures.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { useOperatorQuery } from './useOperatorQuery.js'

/** Blocks behind the chain that a healthy follower may show between two looks. */
const FEW_BLOCKS = 3

/** How far the chain is indexed, and who gives signs of life. */
export function HealthPanel({ session }: { session: Session }) {
  const query = useOperatorQuery(
    session,
    ['health'],
    async (client, options) => (await client.execute(PlatformHealthDocument, {}, options)).platformHealth,
  )
  return (
    <Panel title={<Trans>Chain and index</Trans>} aside={query.data && <IndexBadge health={query.data} />}>
      <Loaded query={query} skeleton={<Skeleton lines={2} />}>
        {(health) => <HealthFigures health={health} />}
      </Loaded>
    </Panel>
  )
}

type Health = PlatformHealthQuery['platformHealth']

function IndexBadge({ health: { chainBlock, subgraphBlock, followerBlock } }: { health: Health }) {
  if (chainBlock === null || subgraphBlock === null) {
    return (
      <Badge tone="bad">
        <Trans>no answer</Trans>
      </Badge>
    )
  }
  const lag = chainBlock - Math.min(subgraphBlock, followerBlock ?? 0)
  return lag > FEW_BLOCKS ? (
    <Badge tone="warn">
      <Trans>the index is {lag} blocks behind</Trans>
    </Badge>
  ) : (
    <Badge tone="good">
      <Trans>the index is current</Trans>
    </Badge>
  )
}

function HealthFigures({ health }: { health: Health }) {
  const { t } = useLingui()
  const { chainBlock, chainBlockAt, subgraphBlock, followerBlock, workerSeenAt, apiSeenAt } = health
  const behind = (block: number | null): string => {
    if (block === null) return t`no answer`
    const lag = chainBlock === null ? 0 : Math.max(0, chainBlock - block)
    return lag === 0 ? String(block) : t`${block} (${lag} behind)`
  }
  const seen = (at: string | null): string =>
    at === null ? t`never` : t`${formatDuration((Date.now() - Date.parse(at)) / 1_000)} ago`
  return (
    <Figures
      items={[
        {
          name: chainBlockAt ? <Trans>Latest block, {formatClock(chainBlockAt)}</Trans> : <Trans>Latest block</Trans>,
          value: chainBlock ?? t`no answer`,
        },
        { name: <Trans>Subgraph</Trans>, value: behind(subgraphBlock) },
        { name: <Trans>Off-chain data</Trans>, value: behind(followerBlock) },
        { name: <Trans>Worker seen</Trans>, value: seen(workerSeenAt) },
        { name: <Trans>API seen</Trans>, value: seen(apiSeenAt) },
        {
          name: <Trans>Nodes offline</Trans>,
          value: (
            <Trans>
              {health.nodesOffline} of {health.nodesWanted}
            </Trans>
          ),
        },
      ]}
    />
  )
}
