import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type DeployConfig, localArbitrators, localPreset, localRoles } from '@aiigo/contracts'
import { bringUp } from './bringUp.js'
import { buyerAccounts } from './buyerAccounts.js'
import { inheritedEnvironment } from './config.js'
import { createFaucet, type Faucet } from './createFaucet.js'
import { createProgress } from './createProgress.js'
import { demoAgents } from './demoAgents.js'
import { StackError } from './errors.js'
import { fundAgents, nodeIdOfAgent, setTiers, startAgents, waitAvailable } from './parts/agents.js'
import type { PartContext } from './parts/context.js'
import { startService, workerName } from './parts/services.js'
import { projectRoot } from './paths.js'
import { assertPortFree, defaultPorts, freePorts, type PortName, portSetting } from './ports.js'
import { openRunFile } from './runFile.js'
import type { Stack } from './stack.js'
import { clearStackFiles, readSecrets, stackFiles } from './stackFiles.js'
import type { StackOptions } from './stackOptions.js'
import { createSupervisor } from './supervisor.js'

/** A whole stop takes less than 30 s: after this time the remaining processes are ended by force. */
const STOP_LIMIT_MS = 25_000

/** Agents that may join a running stack on free ports. */
const ROOM_FOR_AGENTS = 10

/** Further workers that may join it, behind the agents' ports. */
const ROOM_FOR_WORKERS = 8

/**
 * Starts the whole system on this machine and resolves when it is ready.
 * When anything fails on the way, what was started is stopped before the promise rejects.
 *
 * @throws {PortTakenError} naming the port's holder, before anything was started
 * @throws {PartCrashedError} with the last log lines of the part
 * @throws {StateMismatchError} when chain, subgraph and database don't fit together
 * @throws {StackError} for anything else a person can put right
 * @example
 * const stack = await startStack({ dataDir, ports: 'free', agents: 2 })
 * await stack.killService('community-1')
 * await stack.stop()
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const progress = createProgress((line) => options.onProgress?.(line))
  options.onSteps?.(progress.waiting)
  const { say } = progress
  const files = stackFiles(resolve(options.dataDir ?? join(projectRoot, '.aiigo')))
  const agents =
    options.agents === undefined || typeof options.agents === 'number'
      ? demoAgents(options.agents ?? 3)
      : options.agents
  const external = options.external ?? {}
  mkdirSync(files.dataDir, { recursive: true })
  const runFile = await openRunFile(files.run, (name, pid) =>
    say(`ending ${name} (pid ${pid}), left over from a killed start`),
  )
  const supervisor = createSupervisor({ logDir: files.logs, runFile })

  const ending = new AbortController()
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      ending.abort()
      runFile.markStopping()
      await supervisor.stopAll(STOP_LIMIT_MS)
      runFile.close()
    })()
    return stopping
  }

  try {
    if (options.reset) {
      clearStackFiles(files)
      say(`cleared ${files.dataDir}`)
      mkdirSync(files.logs, { recursive: true })
    }
    const ports =
      options.ports === 'free'
        ? await freePorts(agents.length + ROOM_FOR_AGENTS + ROOM_FOR_WORKERS)
        : (options.ports ?? defaultPorts)
    const upTo = options.upTo ?? 'agents'
    await assertPortsFree(ports, upTo, external, agents.length)
    const baseEnv: Record<string, string> = {
      // Compiled code of the processes: the next start loads it instead of compiling it again.
      NODE_COMPILE_CACHE: join(files.dataDir, 'compile-cache'),
      // graph-node makes an error for each value that it reads: with a backtrace each, its handlers take five times as
      // long. RUST_BACKTRACE=1 still shows those of panics.
      RUST_LIB_BACKTRACE: '0',
      ...withoutParts(inheritedEnvironment()),
      LOG_LEVEL: 'info',
      POW_DIFFICULTY_BITS: '12',
      // Ten proofs make a node VERIFIED: some minutes, in place of ten days.
      POW_NEW_INTERVAL_SECONDS: '10',
      POW_SOLVE_SECONDS: '1',
      ...options.env,
      AIIGO_PARENT_PID: String(process.pid),
    }
    const secrets = readSecrets(files)
    const context: PartContext = {
      files,
      ports,
      // A secret that is set applies to all parts.
      secrets: {
        ...secrets,
        authJwtSecret: baseEnv.AUTH_JWT_SECRET || secrets.authJwtSecret,
        fileKey: baseEnv.FILE_KEY || secrets.fileKey,
        checkSecret: baseEnv.CHECK_SECRET || secrets.checkSecret,
        fileGrantSecret: baseEnv.FILE_GRANT_SECRET || secrets.fileGrantSecret,
      },
      external,
      supervisor,
      baseEnv,
      serviceEnv: options.serviceEnv ?? {},
      progress,
      listenHost: options.publicHost === undefined ? '127.0.0.1' : '0.0.0.0',
      contracts: votingFor(options.votingSeconds),
      stopping: ending.signal,
    }
    const up = await Promise.race([
      bringUp(context, {
        upTo,
        agents,
        history: options.history ?? false,
        publicHost: options.publicHost ?? '127.0.0.1',
      }),
      supervisor.crashed.then((crash) => Promise.reject(crash)),
      rejectOnAbort(options.signal),
    ])
    const joined = [...agents]
    let workers = 1
    let faucet: Faucet | undefined
    const access = () => ({ chainId: up.chainId, rpcUrl: up.urls.ethereumRpc, deployment: deploymentOf(up.deployment) })
    return {
      dataDir: files.dataDir,
      urls: up.urls,
      ports,
      chainId: up.chainId,
      deploymentFile: up.deploymentFile,
      get deployment() {
        return deploymentOf(up.deployment)
      },
      accounts: {
        ...localRoles(),
        arbitrators: localArbitrators(),
        buyers: buyerAccounts(),
      },
      agents: joined,
      services: () => supervisor.running(),
      pidOf: (name) => supervisor.pidOf(name),
      logPath: (name) => supervisor.logPath(name),
      killService: (name, signal = 'SIGKILL') => supervisor.stop(name, signal),
      async restartService(name) {
        await supervisor.stop(name)
        supervisor.restart(name)
      },
      async startWorker() {
        if (!up.workerEnv) throw new StackError('expected a stack with services, this one has less')
        const number = ++workers
        const port = ports.agents + agents.length + ROOM_FOR_AGENTS + number - 2
        await startService(context, { program: 'worker', name: workerName(number), port }, up.workerEnv)
        return workerName(number)
      },
      async startAgent(agent) {
        joined.push(agent)
        await fundAgents([agent], access())
        await startAgents(context, [agent], up.agentEnv, joined.length - 1)
        await setTiers(context, [agent], access())
        await waitAvailable(context, [agent], up.urls.api)
      },
      async fundBuyer(to, token, amount) {
        faucet ??= createFaucet(access())
        await faucet(to, token, amount)
      },
      nodeIdOf: nodeIdOfAgent,
      stop,
      crashed: supervisor.crashed.then(async (crash) => {
        await stop()
        return crash
      }),
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function deploymentOf<Deployment>(deployment: Deployment | undefined): Deployment {
  if (deployment === undefined)
    throw new StackError('expected a stack with contracts, this one has infrastructure only')
  return deployment
}

async function rejectOnAbort(signal: AbortSignal | undefined): Promise<never> {
  await new Promise((resolve) => {
    if (signal?.aborted) resolve(undefined)
    signal?.addEventListener('abort', resolve, { once: true })
  })
  throw new StackError('the start was cancelled')
}

function votingFor(seconds: number | undefined): Partial<DeployConfig> {
  if (seconds === undefined) return {}
  return { arbitration: { ...localPreset().arbitration, commitSeconds: seconds, revealSeconds: seconds } }
}

/** Which part runs elsewhere is decided by `external` alone, not by what a child happens to inherit. */
function withoutParts(env: Record<string, string>): Record<string, string> {
  const {
    DATABASE_URL: _,
    REDIS_URL: __,
    ETHEREUM_RPC_URL: ___,
    SUBGRAPH_URL: ____,
    BLOB_STORE_URL: _____,
    ...rest
  } = env
  return rest
}

async function assertPortsFree(
  ports: NonNullable<Exclude<StackOptions['ports'], 'free'>>,
  upTo: NonNullable<StackOptions['upTo']>,
  external: NonNullable<StackOptions['external']>,
  agents: number,
): Promise<void> {
  const graph = upTo !== 'infrastructure' && !external.subgraphUrl
  const services = upTo === 'services' || upTo === 'agents'
  const wanted: [string, PortName, boolean][] = [
    ['postgres', 'postgres', graph || !external.databaseUrl],
    ['the chain', 'chain', !external.ethereumRpcUrl],
    ['the blob gateway', 'blob', !external.blobStoreUrl],
    ['graph-node (queries)', 'graphHttp', graph],
    ['graph-node (status)', 'graphStatus', graph],
    ['graph-node (admin)', 'graphAdmin', graph],
    ['graph-node (metrics)', 'graphMetrics', graph],
    ['the API', 'api', services],
    ['the worker', 'worker', services],
  ]
  for (const [part, name, needed] of wanted) if (needed) await assertPortFree(part, ports[name], portSetting(name))
  if (upTo !== 'agents') return
  for (let index = 0; index < agents; index++) {
    await assertPortFree(`agent ${index + 1}`, ports.agents + index, portSetting('agents'))
  }
}
