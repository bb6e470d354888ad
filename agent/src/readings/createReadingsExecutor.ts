import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { idle, READINGS_FILE } from '@aiigo/domain'
import {
  type Execution,
  type ExecutionHooks,
  type ExecutionTask,
  type Executor,
  ExecutorError,
  type Outcome,
  type ReadingsTask,
  stoppedBy,
  type TimeLimit,
  timeLimitOf,
} from '../executor/index.js'
import { collectOutputs } from '../executor/jobDirectory.js'
import type { SoldSensor } from '../sensors/findSensors.js'
import type { SensorValue } from '../sensors/SensorDriver.js'

const MIB = 1_048_576

/**
 * The moment of the next reading, epoch milliseconds. A series keeps its pace, and begins anew after a gap; two
 * readings are never closer than half of it.
 */
function nextAt(due: number, last: number, everyMs: number, now: number): number {
  const next = Math.max(due + everyMs, last + everyMs / 2)
  return next < now - everyMs ? now : next
}

/** The present value of a sensor; a driver that does not answer holds no job. */
async function readInTime({ driver, name }: SoldSensor, ms: number, signal: AbortSignal): Promise<SensorValue> {
  const over = new AbortController()
  const late = idle(ms, AbortSignal.any([signal, over.signal])).then((): never => {
    throw new Error(`it did not answer within ${ms} ms`)
  })
  try {
    return await Promise.race([driver.read(name), late])
  } finally {
    over.abort()
  }
}

/**
 * Takes readings of the sensors that the node sells. Each is signed and on disk before the next one, so a restart goes
 * on behind it. A sensor that gives no value leaves a gap.
 * @param now epoch milliseconds
 */
export function createReadingsExecutor(sensors: readonly SoldSensor[], now: () => number = Date.now): Executor {
  async function take(
    sensor: SoldSensor,
    { log, sign, points, everySeconds }: ReadingsTask,
    hooks: ExecutionHooks,
    signal: AbortSignal,
  ): Promise<void> {
    const { unit, name } = sensor
    let found: SensorValue
    try {
      found = await readInTime(sensor, everySeconds * 1_000, signal)
    } catch (error) {
      hooks.onLog('stderr', `no reading of ${name}: ${(error as Error).message}\n`)
      return
    }
    const sequence = log.readings.length + 1
    const reading = await sign({ sequence, at: found.at.toISOString(), value: found.value, unit })
    await log.append(reading)
    // The platform reads the log: it says how far the series is, and no value.
    const percent = Math.floor((sequence * 100) / points)
    const text = `${sequence} of ${points} (${percent} %) at ${reading.at}\n`
    hooks.onBytes?.('stdout', Buffer.from(text))
    // Not waited for: a connection that is away holds no reading, and the lines are few.
    hooks.onLog('stdout', text)
  }

  /** Takes readings until there are enough, the time is over, or the run is stopped. */
  async function takeAll(
    sensor: SoldSensor,
    readings: ReadingsTask,
    time: Pick<TimeLimit, 'seconds'>,
    hooks: ExecutionHooks,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const everyMs = readings.everySeconds * 1_000
    const started = now()
    const { log } = readings
    const last = (): number => Date.parse(log.readings.at(-1)?.at ?? new Date(0).toISOString())
    let due = log.readings.length === 0 ? now() : nextAt(last(), last(), everyMs, now())
    while (log.readings.length < readings.points) {
      if (due >= started + time.seconds * 1_000) return 'TIME_LIMIT'
      await idle(Math.max(0, due - now()), signal)
      if (signal.aborted) return stoppedBy(signal)
      await take(sensor, readings, hooks, signal)
      due = nextAt(due, last(), everyMs, now())
    }
    return 'EXITED'
  }

  async function run(task: ExecutionTask, hooks: ExecutionHooks, signal: AbortSignal): Promise<Execution> {
    const { readings } = task
    if (!readings) throw new ExecutorError('expected a job of readings, got one of a program')
    const none = { outputs: [], missingOutputs: [READINGS_FILE], oversizedOutputs: [], unsafeOutputs: [] }
    const sensor = sensors.find(({ name }) => name === readings.sensor)
    if (!sensor) {
      const detail = `the node does not sell readings of ${readings.sensor}`
      return { outcome: 'REFUSED', exitCode: null, detail, wallSeconds: 0, cpuSeconds: 0, ...none, isolation: 'none' }
    }
    const started = now()
    const outcome = await takeAll(sensor, readings, timeLimitOf(task), hooks, signal)
    const points = readings.log.readings.length
    const detail = outcome === 'EXITED' ? null : `${points} of ${readings.points} readings were taken`
    await mkdir(task.workDir, { recursive: true, mode: 0o700 })
    if (points > 0) await copyFile(readings.log.path, join(task.workDir, READINGS_FILE))
    const collected =
      outcome === 'KILLED'
        ? none
        : await collectOutputs(task.workDir, task.outputs, { maxBytes: task.limits.outputMiB * MIB })
    const wallSeconds = (now() - started) / 1_000
    return {
      ...{ outcome, exitCode: outcome === 'EXITED' ? 0 : null, detail, wallSeconds, cpuSeconds: 0 },
      ...{ ...collected, isolation: 'none', points },
    }
  }

  return {
    name: 'readings',
    describe: async () => `reads ${sensors.map(({ name }) => name).join(', ')} in the agent's own process`,
    run,
  }
}
