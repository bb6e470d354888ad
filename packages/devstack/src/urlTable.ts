import { withoutPassword } from './parts/externalParts.js'
import type { Stack } from './stack.js'

/** The addresses of a running stack, for people. */
export function urlTable({ urls, deploymentFile, dataDir, agents }: Stack): string {
  const rows: [string, string][] = [
    ...(urls.portal ? [['open this', urls.portal] as [string, string]] : []),
    ...(urls.docs ? [['docs', urls.docs] as [string, string]] : []),
    ['GraphQL API', urls.api],
    ['subscriptions', urls.apiWs],
    ['subgraph', urls.subgraph],
    ['graph-node status', urls.graphStatus],
    ['chain (JSON-RPC)', urls.ethereumRpc],
    ['blob gateway', urls.blob],
    ['PostgreSQL', withoutPassword(urls.database)],
    ...(urls.redis ? [['Redis', withoutPassword(urls.redis)] as [string, string]] : []),
    ['worker health', `${urls.worker}/readyz`],
    ['contracts', deploymentFile],
    ['data, logs', dataDir],
    ['agents', agents.map(({ name, tier, region }) => `${name} (${tier}, ${region})`).join(', ') || 'none'],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return ['', ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`), ''].join('\n')
}
