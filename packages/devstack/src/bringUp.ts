import { join } from 'node:path'
import { type Deployment, LOCAL_CHAIN_ID } from '@aiigo/chain'
import { localPreset, localRoles } from '@aiigo/contracts'
import { fundAgents, setTiers, startAgents, waitAvailable } from './parts/agents.js'
import { startBlobGateway } from './parts/blobGateway.js'
import { startChain } from './parts/chain.js'
import type { PartContext } from './parts/context.js'
import { deploy, tieDatabase } from './parts/contracts.js'
import { developmentWallets } from './parts/developmentWallets.js'
import { checkExternalParts } from './parts/externalParts.js'
import { buildSubgraph, keepIndexing, startGraphNode } from './parts/graphNode.js'
import { beginningOf, writeHistoryOnce } from './parts/history.js'
import { startPostgres } from './parts/postgres.js'
import { startService } from './parts/services.js'
import { builtDocs, builtPortal, migrateScript, projectRoot } from './paths.js'
import type { StackUrls } from './stack.js'
import type { AgentSpec, StackLevel } from './stackOptions.js'

export interface BroughtUp {
  urls: StackUrls
  chainId: number
  /** Undefined when the stack was started with `upTo: 'infrastructure'`. */
  deployment: Deployment | undefined
  deploymentFile: string
  /** Environment that agents share. */
  agentEnv: Record<string, string>
  /** Environment that workers share; undefined below the level `services`. */
  workerEnv: Record<string, string> | undefined
}

const LEVELS: readonly StackLevel[] = ['infrastructure', 'contracts', 'services', 'agents']

/** Starts everything up to a level; what doesn't depend on each other starts at the same time. */
export async function bringUp(
  context: PartContext,
  {
    upTo,
    agents,
    history,
    publicHost,
  }: { upTo: StackLevel; agents: readonly AgentSpec[]; history: boolean; publicHost: string },
): Promise<BroughtUp> {
  const { external, files, ports, secrets, progress, baseEnv } = context
  const wanted = (level: StackLevel): boolean => LEVELS.indexOf(level) <= LEVELS.indexOf(upTo)
  const { chainId = LOCAL_CHAIN_ID } = await checkExternalParts(external)
  const beginning = history ? beginningOf(files, external) : undefined

  const ownGraph = wanted('contracts') && !external.subgraphUrl
  const databases = !external.databaseUrl || ownGraph ? startPostgres(context) : undefined
  const [embedded, rpcUrl, blobUrl] = await Promise.all([
    databases,
    external.ethereumRpcUrl ?? startChain(context, beginning),
    external.blobStoreUrl?.replace(/\/+$/, '') ?? startBlobGateway(context),
    wanted('contracts') ? migrated() : undefined,
    // It needs no addresses yet: compiled beside the contracts, the build after their deployment takes no time.
    ownGraph ? subgraphCompiled() : undefined,
  ])
  const databaseUrl = external.databaseUrl ?? embedded?.aiigo ?? ''
  const portal = builtPortal()
  const docs = builtDocs()
  const host = (port: number): string => `127.0.0.1:${port}`
  const urls: StackUrls = {
    ...(portal && wanted('services') ? { portal: `http://${host(ports.api)}/` } : {}),
    ...(docs && wanted('services') ? { docs: `http://${host(ports.api)}/docs/` } : {}),
    database: databaseUrl,
    ethereumRpc: rpcUrl,
    blob: blobUrl,
    subgraph: external.subgraphUrl ?? `http://${host(ports.graphHttp)}/subgraphs/name/subgraph-0`,
    graphStatus: `http://${host(ports.graphStatus)}/graphql`,
    api: `http://${host(ports.api)}/graphql`,
    apiWs: `ws://${host(ports.api)}/graphql`,
    worker: `http://${host(ports.worker)}`,
    ...(external.redisUrl ? { redis: external.redisUrl } : {}),
  }
  const deploymentFile = external.deploymentFile ?? files.deployment
  const agentEnv = {
    API_URL: urls.api,
    ETHEREUM_RPC_URL: rpcUrl,
    BLOB_STORE_URL: blobUrl,
    DEPLOYMENT_FILE: deploymentFile,
    CHAIN_ID: String(chainId),
  }
  if (!wanted('contracts'))
    return { urls, chainId, deployment: undefined, deploymentFile, agentEnv, workerEnv: undefined }

  const deployment = await deploy(context, rpcUrl, chainId)
  const access = { chainId, rpcUrl, deployment }
  await tieDatabase(databaseUrl, deployment)
  if (history) await writeHistoryOnce(context, { rpcUrl, databaseUrl, deploymentFile })
  const { operator } = localRoles()
  const onLocalChain = chainId === LOCAL_CHAIN_ID
  const serviceEnv = {
    ...agentEnv,
    DATABASE_URL: databaseUrl,
    ...(external.redisUrl ? { REDIS_URL: external.redisUrl } : {}),
    SUBGRAPH_URL: urls.subgraph,
    BLOB_PUBLIC_URL: external.blobStoreUrl ? blobUrl : `http://${publicHost}:${ports.blob}`,
    AUTH_JWT_SECRET: secrets.authJwtSecret,
    FILE_GRANT_SECRET: secrets.fileGrantSecret,
    FILE_KEY: secrets.fileKey,
    SIWE_DOMAIN: host(ports.api),
    // It starts beside graph-node and waits for it.
    SUBGRAPH_WAIT_MS: '90000',
    ...(portal ? { PORTAL_DIR: portal } : {}),
    ...(docs ? { DOCS_DIR: docs } : {}),
    // Settings of the local deployment; on a real chain they come from the environment.
    ...(onLocalChain
      ? {
          MATCHER_ADDRESS: operator.address,
          MIN_WINDOW_SECONDS: String(localPreset().minWindowSeconds),
          // A chain of this machine holds no secret in its address.
          ETHEREUM_RPC_PUBLIC_URL: external.ethereumRpcUrl ? rpcUrl : `http://${publicHost}:${ports.chain}`,
          DEVELOPMENT_WALLETS: JSON.stringify(developmentWallets(agents)),
        }
      : {}),
  }
  await Promise.all([
    ownGraph ? indexed(embedded?.graph ?? '') : undefined,
    wanted('agents') ? fundAgents(agents, access) : undefined,
    wanted('services') ? startService(context, { program: 'api' }, serviceEnv) : undefined,
  ])
  if (!wanted('services')) return { urls, chainId, deployment, deploymentFile, agentEnv, workerEnv: undefined }

  // The worker follows the subgraph: it must not see one that begins again from the first block.
  const withAgents = wanted('agents') && agents.length > 0
  const workerEnv = {
    ...serviceEnv,
    CHECK_SECRET: secrets.checkSecret,
    ...(onLocalChain ? { OPERATOR_PRIVATE_KEY: operator.privateKey } : {}),
  }
  await Promise.all([
    startService(context, { program: 'worker' }, workerEnv),
    withAgents ? startAgents(context, agents, agentEnv) : undefined,
  ])
  if (withAgents) {
    progress.say(`${agents.length} agents started; they register, stake and prove their power`)
    await setTiers(context, agents, access)
    await waitAvailable(context, agents, urls.api)
  }
  return { urls, chainId, deployment, deploymentFile, agentEnv, workerEnv }

  /** Runs one of the project's programs to its end as a step of its own; `tell` makes the step's line of its output. */
  async function runStep(what: string, script: string, tell: (output: string) => string, env = baseEnv): Promise<void> {
    const done = progress.step(what)
    done(tell(await context.supervisor.runToEnd({ what, command: process.execPath, args: [script], env })))
  }

  async function migrated(): Promise<void> {
    const url = external.databaseUrl ?? (await databases)?.aiigo ?? ''
    await runStep(
      'migrating the database',
      migrateScript(),
      (output) => output.split('\n').at(-1) ?? 'database migrated',
      {
        ...baseEnv,
        DATABASE_URL: url,
      },
    )
  }

  async function subgraphCompiled(): Promise<void> {
    const script = join(projectRoot, 'subgraph/script/compile.mjs')
    await runStep('compiling the subgraph', script, (output) => `subgraph ${output}`)
  }

  async function indexed(graphDatabase: string): Promise<void> {
    const manifest = await buildSubgraph(context, deploymentFile)
    const inputs = { databaseUrl: graphDatabase, rpcUrl, blobUrl, chainId, deploymentFile }
    const graphUrls = await startGraphNode(context, manifest, inputs)
    void keepIndexing(context, graphUrls, inputs, { signal: context.stopping })
  }
}
