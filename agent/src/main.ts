import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { needsAudit } from '@aiigo/domain'
import { createHealth, createLogger, createMetrics, createShutdown, runMain } from '@aiigo/service'
import { createAssignments } from './assignment/createAssignments.js'
import { createResultRelay } from './assignment/createResultRelay.js'
import { createBlobs } from './blobs.js'
import { readConfig } from './config.js'
import { connect } from './connect.js'
import { createHeartbeat } from './heartbeat/createHeartbeat.js'
import { createJournal } from './journal.js'
import { lockDataDir } from './lockDataDir.js'
import { createDiskWatch } from './machine/createDiskWatch.js'
import { requireGpus } from './machine/requireGpus.js'
import { createOfferDesk } from './offers/createOfferDesk.js'
import { followOffers } from './offers/followOffers.js'
import { answerChallenges } from './pow/answerChallenges.js'
import { ensureRegistered } from './registration/ensureRegistered.js'
import { keepActive } from './registration/keepActive.js'
import { retry } from './waiting/retry.js'

/** Besides the drain time: to give back what is not finished and to say goodbye. Milliseconds. */
const STOP_MS = 10_000
/** A silent platform for longer than this makes the agent not ready. Milliseconds. */
const SILENCE_MS = 30_000

runMain(async () => {
  const config = readConfig()
  const log = createLogger({ name: `agent ${config.AGENT_NAME}`, level: config.LOG_LEVEL })
  const shutdown = createShutdown(log, { limitMs: config.AGENT_DRAIN_SECONDS * 1_000 + STOP_MS })
  const metrics = createMetrics()
  const health = createHealth({ metrics })
  const starting = { log, signal: shutdown.signal }

  try {
    await start()
  } catch (error) {
    // Told to stop while starting: the shutdown's own steps are under way.
    if (!shutdown.signal.aborted) throw error
  }

  async function start(): Promise<void> {
    await mkdir(config.AGENT_DATA_DIR, { recursive: true, mode: 0o700 })
    shutdown.register('data folder', await lockDataDir(config.AGENT_DATA_DIR))
    const { AGENT_RESOURCE_TYPE: type } = config
    const gpus = type === 'GPU' ? await requireGpus(config.AGENT_UNITS) : []
    if (gpus.length > 0) log.info({ gpus }, 'found GPUs')
    if (needsAudit(type)) log.warn({ type }, 'the node gets jobs once the operator has audited it (node.typeEvidence)')
    const connecting = () => connect(config, gpus)
    const { deployment, executors, provider, identity } = await retry(connecting, {
      what: 'reaching the chain',
      ...starting,
    })
    shutdown.register('connection', () => provider.close())
    const { nodeId } = identity
    log.info({ nodeId, provider: provider.address, chainId: deployment.chainId }, 'starting')
    for (const kind of executors.kinds) {
      log.info({ kind, isolation: await executors.executorFor(kind).describe() }, 'executor')
    }
    const blobs = createBlobs({ url: config.BLOB_STORE_URL, files: provider.connection.files })

    const workRoot = join(config.AGENT_DATA_DIR, 'work')
    await rm(workRoot, { recursive: true, force: true })
    const journal = await createJournal(join(config.AGENT_DATA_DIR, 'journal'), log)
    let active = false
    // A node that can't write gets no offers, and its owner sees why.
    const showAvailability = (): void => {
      if (shutdown.signal.aborted) return
      const isAvailable = active && disk.reason === null
      void heartbeat.want(isAvailable ? 'AVAILABLE' : 'UNAVAILABLE', disk.reason)
    }
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
      ...{ provider, blobs, journal, executors, workRoot, disk, relay, log },
      nodeUnits: identity.description.units,
    })
    const heartbeat = createHeartbeat({
      ...{ provider, nodeId, log },
      runningOfferIds: () => assignments.runningOfferIds,
      onEnded: assignments.end,
      generation: Math.floor(Date.now() / 1_000),
    })
    const desk = createOfferDesk({
      provider,
      assignments,
      executors,
      identity,
      disk,
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

    await retry(() => provider.signIn({ signal: shutdown.signal }), { what: 'signing in', ...starting })
    await retry(() => provider.describe(identity.description), { what: 'describing the node', ...starting })
    const document = new TextEncoder().encode(identity.document)
    await retry(() => blobs.publish(document, shutdown.signal), {
      what: 'storing the specification',
      ...starting,
    })
    const registering = { ...starting, provider, identity, stake: config.AGENT_STAKE }
    await retry(() => ensureRegistered(registering), { what: 'registering', ...starting })

    await relay.resume()
    await disk.look()
    const loops = [
      heartbeat.beat(serving.signal),
      disk.watch(serving.signal),
      followOffers({ provider, desk, nodeId, log, signal: serving.signal }),
      answerChallenges({
        ...{ provider, nodeId, log },
        threads: config.AGENT_POW_THREADS || Math.max(1, availableParallelism() - 1),
        signal: shutdown.signal,
        pollMs: () => (active ? 10_000 : 1_000),
      }),
      keepActive({
        ...{ provider, identity, log },
        signal: shutdown.signal,
        onActive: (now) => {
          active = now
          showAvailability()
        },
      }),
    ]
    shutdown.register('node', async () => {
      desk.stopAccepting()
      if (assignments.runningOfferIds.length > 0) await heartbeat.want('DRAINING')
      await assignments.drain(config.AGENT_DRAIN_SECONDS * 1_000)
      await heartbeat.want('UNAVAILABLE')
      serving.abort()
      await Promise.all(loops)
    })
    log.info({ nodeId }, 'ready')
  }
})
