import { type Deployment, marketplaceDomain } from '@aiigo/chain'
import { NotRetryableError, type ResourceType } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'
import type { Traffic } from '../caps/createTraffic.js'
import type { Config } from '../config.js'
import type { Executor } from '../executor/index.js'
import { createFileServer } from './createFileServer.js'
import { createServeExecutor } from './createServeExecutor.js'

/** The part of an agent that serves files. */
export interface Serving {
  readonly executor: Executor
  close(): Promise<void>
}

/** @throws NotRetryableError `SERVE_TYPE` when a node of another type than NETWORK is to serve files */
export function requireServable(type: ResourceType, url: string | undefined): void {
  if (url === undefined || type === 'NETWORK') return
  throw new NotRetryableError(
    'SERVE_TYPE',
    `expected a node of type NETWORK to serve files at ${url}, got ${type}; set AGENT_RESOURCE_TYPE (hardware.type), or remove AGENT_SERVE_URL (serve)`,
  )
}

/** Opens the server of files; null where the owner gives no URL for readers. */
export async function openServing(
  config: Pick<Config, 'AGENT_SERVE_URL' | 'AGENT_SERVE_HOST' | 'AGENT_SERVE_PORT' | 'AGENT_CAPS'>,
  { traffic, deployment, log }: { readonly traffic: Traffic; readonly deployment: Deployment; readonly log: Logger },
): Promise<Serving | null> {
  const { AGENT_SERVE_URL: url, AGENT_SERVE_HOST: host, AGENT_SERVE_PORT: port, AGENT_CAPS: caps } = config
  if (url === undefined) return null
  const isUsedUp = () => caps.bytesPerDay !== undefined && traffic.bytesToday >= caps.bytesPerDay
  const server = await createFileServer({
    ...{ host, port, traffic, log },
    pause: () => (isUsedUp() ? 'the bytes that the node’s owner gives for today are used up' : null),
  })
  log.info({ host, port: server.port, url }, 'serves files to readers')
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)
  return { executor: createServeExecutor({ server, url, domain }), close: () => server.close() }
}
