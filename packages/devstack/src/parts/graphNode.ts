import { join } from 'node:path'
import { createReader } from '@aiigo/chain'
import { dieWithParent } from '../dieWithParent.js'
import { NotReadyYet, StackError } from '../errors.js'
import { nativeBinary, projectRoot } from '../paths.js'
import { watchGraphNode } from '../watchGraphNode.js'
import { type PartContext, stages } from './context.js'
import { emptyGraphDatabase } from './postgres.js'
import { queryGraphql } from './queryGraphql.js'
import { isWorker } from './services.js'

/** Indexing that has not advanced for so long has failed, milliseconds. */
const INDEXING_STANDS_MS = 120_000
/** A line about a long indexing comes so often, milliseconds. */
const TELL_MS = 10_000
/** The chain's name in graph-node and the subgraph. */
const NETWORK = 'anvil'

export interface GraphNodeInputs {
  databaseUrl: string
  rpcUrl: string
  blobUrl: string
  chainId: number
  deploymentFile: string
}

export interface GraphUrls {
  /** GraphQL queries of the subgraph. */
  subgraph: string
  /** graph-node's own status API (GraphQL). */
  status: string
}

/** Fills in the addresses and compiles the subgraph where its sources changed. Resolves with the manifest's path. */
export async function buildSubgraph(context: PartContext, deploymentFile: string): Promise<string> {
  const script = join(projectRoot, 'subgraph/script/build.mjs')
  const args = [script, '--deployment', deploymentFile, '--out', context.files.subgraph, '--network', NETWORK]
  const done = context.progress.step('building the subgraph')
  await context.supervisor.runToEnd({
    what: 'building the subgraph',
    command: process.execPath,
    args,
    env: context.baseEnv,
  })
  done('subgraph has the addresses')
  return join(context.files.subgraph, 'subgraph.yaml')
}

/** Starts graph-node on the manifest and waits until it has indexed the chain to its head. */
export async function startGraphNode(
  context: PartContext,
  manifest: string,
  inputs: GraphNodeInputs,
): Promise<GraphUrls> {
  const { ports, supervisor, baseEnv, files, progress } = context
  const done = progress.step('starting graph-node')
  supervisor.start({
    name: 'graph-node',
    // By force: without chain and database it doesn't end in order, and its own database is made new anyway.
    ...dieWithParent('SIGKILL', nativeBinary('gnd'), [
      'dev',
      ...['--manifests', manifest],
      ...['--ethereum-rpc', `${NETWORK}:archive:${inputs.rpcUrl}`],
      ...['--ipfs', inputs.blobUrl],
      ...['--http-port', String(ports.graphHttp), '--index-node-port', String(ports.graphStatus)],
      ...['--admin-port', String(ports.graphAdmin), '--metrics-port', String(ports.graphMetrics)],
    ]),
    env: {
      ...baseEnv,
      // Not among the arguments, which every user of the machine can read.
      POSTGRES_URL: inputs.databaseUrl,
      // It listens on all interfaces, also with the port that takes commands, and has no setting for it.
      LD_PRELOAD: join(projectRoot, 'packages/devstack/native/bind-loopback.so'),
      // Else a quiet chain's head is read from a stale cache and indexing stalls for 30 s.
      GRAPH_STORE_DISABLE_CHAIN_HEAD_PTR_CACHE: 'true',
      ETHEREUM_POLLING_INTERVAL: '100',
      GRAPH_LOG: 'info',
    },
    cwd: files.subgraph,
    stage: stages.graphNode,
    // It ignores SIGTERM.
    stopSignal: 'SIGINT',
    stopLimitMs: 6000,
  })
  const urls = {
    subgraph: `http://127.0.0.1:${ports.graphHttp}/subgraphs/name/subgraph-0`,
    status: `http://127.0.0.1:${ports.graphStatus}/graphql`,
  }
  await indexedToHead(context, urls, inputs)
  done(`graph-node ready, subgraph at the chain's head on ${urls.subgraph}`)
  return urls
}

/** Waits until the subgraph is at the chain's head; a long chain takes its time, as long as indexing goes on. */
async function indexedToHead(
  { supervisor, progress }: PartContext,
  urls: GraphUrls,
  inputs: GraphNodeInputs,
): Promise<void> {
  const reader = createReader(inputs.chainId, inputs.rpcUrl)
  let told = Date.now()
  await supervisor.waitReady('graph-node', INDEXING_STANDS_MS, async () => {
    const head = Number(await reader.getBlockNumber())
    await assertHealthy(urls.status)
    const block = await subgraphHead(urls)
    if (block >= head) return
    const words = `the subgraph is at block ${block}, the chain at ${head}`
    if (Date.now() - told > TELL_MS) {
      told = Date.now()
      progress.say(words)
    }
    throw new NotReadyYet(words, block)
  })
}

async function subgraphHead(urls: GraphUrls): Promise<number> {
  const { _meta } = await queryGraphql<{ _meta: { block: { number: number } } }>(
    urls.subgraph,
    '{ _meta { block { number } } }',
  )
  return _meta.block.number
}

/**
 * Starts graph-node again, on an empty database, when it does not index any more. Workers pause meanwhile: they must
 * not see a subgraph that begins again from the first block.
 */
export function keepIndexing(
  context: PartContext,
  urls: GraphUrls,
  inputs: GraphNodeInputs,
  { signal, wedgedMs }: { signal: AbortSignal; wedgedMs?: number },
): Promise<void> {
  const { supervisor, progress } = context
  const reader = createReader(inputs.chainId, inputs.rpcUrl)
  return watchGraphNode({
    chainHead: async () => Number(await reader.getBlockNumber({ cacheTime: 0 })),
    // A graph-node that was stopped on purpose is not started again.
    subgraphHead: async () =>
      supervisor.running().includes('graph-node') ? subgraphHead(urls) : Number.POSITIVE_INFINITY,
    async restart() {
      const paused = supervisor.running().filter(isWorker)
      await Promise.all(paused.map((name) => supervisor.stop(name)))
      await supervisor.stop('graph-node', 'SIGKILL')
      await emptyGraphDatabase(inputs.databaseUrl)
      supervisor.restart('graph-node')
      await indexedToHead(context, urls, inputs)
      for (const name of paused) supervisor.restart(name)
      progress.say('graph-node indexes again')
    },
    tell: progress.say,
    signal,
    ...(wedgedMs === undefined ? {} : { wedgedMs }),
  })
}

async function assertHealthy(statusUrl: string): Promise<void> {
  const { indexingStatuses } = await queryGraphql<{
    indexingStatuses: { fatalError: { message: string } | null }[]
  }>(statusUrl, '{ indexingStatuses { fatalError { message } } }')
  const [status] = indexingStatuses
  if (!status) throw new Error('graph-node has no subgraph yet')
  if (status.fatalError) throw new StackError(`the subgraph failed: ${status.fatalError.message}`)
}
