import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { idle, needsAudit } from '@aiigo/domain'
import { createHealth, createLogger, createMetrics, createShutdown } from '@aiigo/service'
import { createAssignments } from './assignment/createAssignments.js'
import { createResultRelay } from './assignment/createResultRelay.js'
import { benchmarkThreads } from './benchmark/benchmarkThreads.js'
import { createComputeParts } from './benchmark/computeParts.js'
import { keepBenchmarked } from './benchmark/keepBenchmarked.js'
import { createBlobs } from './blobs.js'
import { zoneOf } from './caps/capsSchema.js'
import { createCapWatch } from './caps/createCapWatch.js'
import { createProcessorLoad } from './caps/createProcessorLoad.js'
import { createTraffic } from './caps/createTraffic.js'
import { readCelsius } from './caps/readCelsius.js'
import { createChecks } from './check/createChecks.js'
import { createCheckpointStore } from './checkpoint/createCheckpointStore.js'
import type { Config } from './config.js'
import { connect } from './connect.js'
import type { RunningAgent } from './control/controlSchema.js'
import { type ControlAnswers, createControl } from './control/createControl.js'
import { withExecutor } from './executor/index.js'
import { createHeartbeat } from './heartbeat/createHeartbeat.js'
import { createJournal } from './journal.js'
import { lockDataDir } from './lockDataDir.js'
import { createDiskWatch } from './machine/createDiskWatch.js'
import { createGpuPool } from './machine/createGpuPool.js'
import { findExecutors } from './machine/findExecutors.js'
import { passedGpus } from './machine/passedGpus.js'
import { requireGpus } from './machine/requireGpus.js'
import { createOfferDesk } from './offers/createOfferDesk.js'
import { followOffers } from './offers/followOffers.js'
import { answerChallenges, type PowAnswer } from './pow/answerChallenges.js'
import { createReadingStore } from './readings/createReadingStore.js'
import { ensureRegistered } from './registration/ensureRegistered.js'
import { keepActive } from './registration/keepActive.js'
import { findSensors } from './sensors/findSensors.js'
import { retainReceipts } from './serving/createReceiptBook.js'
import { openServing, requireServable } from './serving/openServing.js'
import { NO_MANAGER, type ServiceManager } from './systemd.js'
import { VERSION } from './version.js'
import { retry } from './waiting/retry.js'

/** Besides the drain time: to give back what is not finished and to say goodbye. Milliseconds. */
const STOP_MS = 10_000
/** A silent platform for longer than this makes the agent not ready. Milliseconds. */
const SILENCE_MS = 30_000

/** Between looks whether a draining node has finished, milliseconds. */
const LOOK_MS = 250

/** Limits at which running jobs can be in the owner's way; used-up bytes are not. */
const IN_THE_WAY = ['hours', 'otherLoadPercent', 'celsius']

/**
 * Runs the agent until it is told to stop; then the process ends.
 * @throws NotRetryableError `DATA_DIR_IN_USE`, `NO_GPU`, `UNKNOWN_TOKEN`, `WRONG_CHAIN`, and what the chain refuses
 */
export async function runAgent(config: Config, manager: ServiceManager = NO_MANAGER): Promise<void> {
  const log = createLogger({ name: `agent ${config.AGENT_NAME}`, level: config.LOG_LEVEL })
  const shutdown = createShutdown(log, { limitMs: config.AGENT_DRAIN_SECONDS * 1_000 + STOP_MS })
  const metrics = createMetrics()
  const health = createHealth({ metrics })
  const starting = { log, signal: shutdown.signal }
  const { AGENT_CAPS: caps } = config
  const zone = zoneOf(caps)
  const startedAt = new Date().toISOString()
  /** The step that the owner or the platform has to take. */
  let waitingFor: string | null = 'the platform and the chain'
  let lastProof: PowAnswer | null = null
  let noContainers: string | null = null
  const isolation: Record<string, string> = {}
  const onWaiting = (reason: string | null): void => {
    waitingFor = reason
    if (reason !== null) manager.status(reason)
  }

  let isDraining = false
  /** The node's part of the state; it is there once the chain was reached. */
  let describeNode: () => Omit<RunningAgent, keyof ReturnType<typeof describeProcess>> = () => ({
    ...{ nodeId: null, provider: null, isReady: false, availability: null, pausedReason: null, lastAnswerAt: null },
    ...{ jobs: [], open: 0, readings: { otherLoadPercent: null, celsius: null, bytesToday: 0 } },
  })
  let onDraining = (): void => undefined
  let untilIdle = (): Promise<void> => Promise.resolve()
  const describeProcess = () => ({
    ...{ version: VERSION, pid: process.pid, startedAt, waitingFor, isDraining, caps, lastProof, isolation },
    noContainers,
  })
  const state = (): RunningAgent => ({ ...describeProcess(), ...describeNode() })
  const drain = (now: boolean): RunningAgent => {
    // Asked again and again by a caller that waits.
    if (isDraining === now) return state()
    isDraining = now
    log.info(now ? 'draining: finishing jobs, taking no more' : 'taking jobs again')
    onDraining()
    void untilIdle().then(() => onDraining())
    return state()
  }
  const answers: ControlAnswers = {
    status: state,
    drain: () => drain(true),
    resume: () => drain(false),
    stop() {
      const draining = drain(true)
      void untilIdle().then(() => shutdown.run('stopped by its owner'))
      return draining
    },
  }

  try {
    await start()
  } catch (error) {
    // Told to stop while starting: the shutdown's own steps are under way.
    if (!shutdown.signal.aborted) throw error
  }

  async function start(): Promise<void> {
    await mkdir(config.AGENT_DATA_DIR, { recursive: true, mode: 0o700 })
    shutdown.register('data folder', await lockDataDir(config.AGENT_DATA_DIR))
    shutdown.register('control', await createControl(config.AGENT_DATA_DIR, answers))
    manager.ready()
    shutdown.register('service manager', () => manager.stopping())
    const { AGENT_RESOURCE_TYPE: type } = config
    const gpus = type === 'GPU' ? await requireGpus(config.AGENT_UNITS) : []
    if (gpus.length > 0) log.info({ gpus }, 'found GPUs')
    if (needsAudit(type)) log.warn({ type }, 'the node gets jobs once the operator has audited it (node.typeEvidence)')
    const { AGENT_SERVE_URL: serveUrl } = config
    requireServable(type, serveUrl)
    const sensors = await findSensors({ names: config.AGENT_SENSORS, simulation: config.AGENT_SIMULATED_SENSORS })
    if (sensors.length > 0) log.info({ sensors: sensors.map(({ name }) => name) }, 'sells readings')
    const { executors: found, noContainers: why } = await findExecutors({
      ...{ caps, sensors, dataDir: config.AGENT_DATA_DIR, keptImagesMiB: config.AGENT_IMAGES_MIB },
    })
    noContainers = why
    const gpuPool = createGpuPool(await passedGpus(gpus.slice(0, config.AGENT_UNITS), found))
    if (why !== null) log.warn({ reason: why }, 'the node runs no containers')
    const names = serveUrl === undefined ? found.names : [...found.names, 'serve']
    const connecting = () => connect(config, { names }, { gpus, sensors })
    const { deployment, provider, identity } = await retry(connecting, {
      what: 'reaching the chain',
      ...starting,
    })
    shutdown.register('connection', () => provider.close())
    const { nodeId } = identity
    log.info({ nodeId, provider: provider.address, chainId: deployment.chainId }, 'starting')
    const trafficPath = join(config.AGENT_DATA_DIR, 'traffic.json')
    const traffic = await createTraffic({ path: trafficPath, bytesPerSecond: caps.bytesPerSecond, zone, log })
    const fileServer = await openServing(config, { traffic, deployment, log })
    if (fileServer) shutdown.register('file server', () => fileServer.close())
    const executors = fileServer ? withExecutor(found, 'serve', fileServer.executor) : found
    for (const kind of executors.kinds) isolation[kind] = await executors.executorFor(kind).describe()
    log.info({ isolation }, 'executors')
    const blobs = createBlobs({ url: config.BLOB_STORE_URL, files: provider.connection.files, traffic })

    const workRoot = join(config.AGENT_DATA_DIR, 'work')
    await rm(workRoot, { recursive: true, force: true })
    const journal = await createJournal(join(config.AGENT_DATA_DIR, 'journal'), log)
    const checkpoints = await createCheckpointStore(join(config.AGENT_DATA_DIR, 'checkpoints'))
    const kept = (await journal.list()).map(({ offerId }) => offerId)
    await checkpoints.retain(kept)
    const receiptsFolder = join(config.AGENT_DATA_DIR, 'receipts')
    await retainReceipts(receiptsFolder, kept)
    const readings = await createReadingStore(join(config.AGENT_DATA_DIR, 'readings'))
    await readings.retain(kept)
    let active = false
    /** Why the node takes no work now, for its owner. */
    const pausedReason = (): string | null =>
      (isDraining ? 'drained by its owner' : null) ?? disk.reason ?? capWatch.pause?.reason ?? null
    // A node that can't write, or that its owner needs, gets no offers, and the owner sees why.
    const showAvailability = (): void => {
      if (shutdown.signal.aborted) return
      const reason = pausedReason()
      const isAvailable = active && reason === null
      const isFinishing = isDraining && assignments.runningOfferIds.length > 0
      manager.status(reason ?? waitingFor ?? 'takes jobs')
      void heartbeat.want(isAvailable ? 'AVAILABLE' : isFinishing ? 'DRAINING' : 'UNAVAILABLE', reason)
    }
    const capWatch = createCapWatch({
      ...{ caps, traffic, load: createProcessorLoad(), celsius: readCelsius, log },
      onChange(pause) {
        showAvailability()
        if (pause && caps.runningJobs === 'giveBack' && IN_THE_WAY.includes(pause.cap)) assignments.giveBack()
      },
    })
    const disk = createDiskWatch({
      folders: [config.AGENT_DATA_DIR, tmpdir()],
      reserveMiB: config.AGENT_DISK_RESERVE_MIB,
      onChange: showAvailability,
      log,
    })
    // Heartbeats, offers, results on their way go on while jobs are finished at the end; they stop with this.
    const serving = new AbortController()
    const relay = createResultRelay({ provider, journal, log, signal: serving.signal })
    const assignments = createAssignments({
      ...{ provider, blobs, journal, executors, checkpoints, readings, gpus: gpuPool, receiptsFolder, workRoot },
      ...{ disk, relay, log },
      nodeUnits: identity.description.units,
      // A job was offered for the owner's hours as it was: it gets no longer in them.
      jobSeconds: caps.hours === undefined ? caps.jobSeconds : 0,
    })
    const heartbeat = createHeartbeat({
      ...{ provider, nodeId, log },
      runningOfferIds: () => assignments.runningOfferIds,
      onEnded: assignments.end,
      generation: Math.floor(Date.now() / 1_000),
    })
    const checks = createChecks({ provider, blobs, executors, workRoot, log })
    const desk = createOfferDesk({
      provider,
      assignments,
      checks,
      executors,
      identity,
      disk,
      caps,
      bytesToday: () => traffic.bytesToday,
      mayWork: () => pausedReason() === null,
      log,
      signal: serving.signal,
    })

    metrics.gauge('aiigo_agent_attempts_running', (gauge) => gauge.set(assignments.runningOfferIds.length))
    metrics.gauge('aiigo_agent_platform_silence_seconds', (gauge) => {
      if (heartbeat.lastAnswerAt !== null) gauge.set((Date.now() - heartbeat.lastAnswerAt) / 1_000)
    })
    health.addReadiness('platform', () => {
      if (heartbeat.lastAnswerAt === null) throw new Error('no answer of the platform yet')
      if (Date.now() - heartbeat.lastAnswerAt > SILENCE_MS) throw new Error('the platform is silent')
    })
    health.addReadiness('available', () => {
      if (heartbeat.availability !== 'AVAILABLE') throw new Error('the node is not available yet')
    })
    const port = await health.listen(config.PORT, config.HOST)
    shutdown.register('health', () => health.close())
    log.info({ port }, 'health')

    describeNode = () => ({
      ...{ nodeId, provider: provider.address, isReady: active, availability: heartbeat.availability },
      pausedReason: pausedReason(),
      lastAnswerAt: heartbeat.lastAnswerAt === null ? null : new Date(heartbeat.lastAnswerAt).toISOString(),
      jobs: [...assignments.jobs],
      open: desk.open,
      readings: { ...capWatch.readings, bytesToday: traffic.bytesToday },
    })
    onDraining = showAvailability
    // An accepted offer becomes a job after its assignment on chain.
    untilIdle = async () => {
      while (desk.open > 0 && !shutdown.signal.aborted) await idle(LOOK_MS, shutdown.signal)
    }

    await retry(() => provider.signIn({ signal: shutdown.signal }), { what: 'signing in', ...starting })
    await retry(() => provider.describe(identity.description), { what: 'describing the node', ...starting })
    const document = new TextEncoder().encode(identity.document)
    await retry(() => blobs.publish(document, shutdown.signal), {
      what: 'storing the specification',
      ...starting,
    })
    const registering = { ...starting, provider, identity, stake: config.AGENT_STAKE, onWaiting }
    await retry(() => ensureRegistered(registering), { what: 'registering', ...starting })

    await relay.resume()
    await Promise.all([disk.look(), capWatch.look()])
    const loops = [
      heartbeat.beat(serving.signal),
      disk.watch(serving.signal),
      capWatch.watch(serving.signal),
      followOffers({ provider, desk, nodeId, log, signal: serving.signal }),
      answerChallenges({
        ...{ provider, nodeId, log },
        threads: config.AGENT_POW_THREADS || Math.max(1, availableParallelism() - 1),
        signal: shutdown.signal,
        pollMs: () => (active ? 10_000 : 1_000),
        onAnswered: (answer) => {
          lastProof = answer
        },
      }),
      keepBenchmarked({
        ...{ provider, blobs, nodeId, folder: config.AGENT_DATA_DIR, log, signal: shutdown.signal },
        isOn: config.AGENT_BENCHMARK === 'on',
        compute: createComputeParts(benchmarkThreads(caps)),
        isIdle: () => active && pausedReason() === null && desk.open === 0 && checks.runningIds.length === 0,
      }),
      keepActive({
        ...{ provider, identity, log },
        signal: shutdown.signal,
        onWaiting,
        onActive: (now) => {
          active = now
          showAvailability()
        },
      }),
    ]
    shutdown.register('node', async () => {
      desk.stopAccepting()
      await checks.stop('the provider is shutting its agent down')
      if (assignments.runningOfferIds.length > 0) await heartbeat.want('DRAINING')
      await assignments.drain(config.AGENT_DRAIN_SECONDS * 1_000)
      await heartbeat.want('UNAVAILABLE')
      serving.abort()
      await Promise.all(loops)
    })
    log.info({ nodeId }, 'ready')
  }
}
