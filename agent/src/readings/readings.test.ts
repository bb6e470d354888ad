import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pause, type Reading, readingLine } from '@aiigo/domain'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type ExecutionTask, StopRequest } from '../executor/index.js'
import type { SoldSensor } from '../sensors/findSensors.js'
import { createReadingStore, type ReadingStore } from './createReadingStore.js'
import { createReadingsExecutor } from './createReadingsExecutor.js'

const OFFER = 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6'
const OTHER = 'f81d4fae-7dec-41d0-a765-00a0c91e6bf7'

let folder: string
let store: ReadingStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-readings-'))
  store = await createReadingStore(join(folder, 'readings'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const signature = `0x${'ab'.repeat(65)}` as const
const readingAt = (sequence: number, at = new Date(sequence * 1_000)): Reading => ({
  ...{ sequence, at: at.toISOString(), value: sequence / 2, unit: '°C', signature },
})
const pathOf = (offerId: string) => join(folder, 'readings', `${offerId}.jsonl`)

describe('readings on disk', () => {
  test('go on behind those of an earlier run, without a line that a power cut left half', async () => {
    const first = await store.open(OFFER)
    await first.append(readingAt(1))
    await first.append(readingAt(2))
    await first.close()
    await appendFile(pathOf(OFFER), readingLine(readingAt(3)).slice(0, 50))
    expect(await store.count(OFFER)).toBe(2)
    const second = await store.open(OFFER)
    expect(second.readings).toEqual([readingAt(1), readingAt(2)])
    await second.append(readingAt(3))
    await second.close()
    const lines = [1, 2, 3].map((sequence) => readingLine(readingAt(sequence)))
    expect(await readFile(pathOf(OFFER), 'utf8')).toBe(lines.join(''))
  })

  test('end before a line that does not follow the one before', async () => {
    const lines = [1, 2, 4, 5].map((sequence) => readingLine(readingAt(sequence)))
    await writeFile(pathOf(OFFER), lines.join(''))
    expect(await store.count(OFFER)).toBe(2)
    const log = await store.open(OFFER)
    await log.close()
    expect(await readFile(pathOf(OFFER), 'utf8')).toBe(lines.slice(0, 2).join(''))
  })

  test('are removed with their assignment, and those of unknown ones at the start', async () => {
    for (const offerId of [OFFER, OTHER]) {
      const log = await store.open(offerId)
      await log.append(readingAt(1))
      await log.close()
    }
    await store.retain([OFFER])
    expect([await store.count(OFFER), await store.count(OTHER)]).toEqual([1, 0])
    await store.remove(OFFER)
    expect(await store.count(OFFER)).toBe(0)
    await expect(store.open('../outside')).rejects.toThrow()
  })
})

describe('a run of readings', () => {
  /** A sensor whose values count up; it fails at the reads with these numbers. */
  function sensorThatFails(...failing: number[]): { sensor: SoldSensor; reads: () => number } {
    let reads = 0
    const driver = {
      name: 'counting',
      sensors: async () => [],
      async read() {
        reads++
        if (failing.includes(reads)) throw new Error('the bus is busy')
        return { value: reads, at: new Date() }
      },
    }
    return { sensor: { name: 'counter', unit: 'n', description: '', driver }, reads: () => reads }
  }

  /** Runs a job of so many readings, one each second. @param seconds run limit */
  async function runs(sensor: SoldSensor, points: number, seconds: number, signal = new AbortController().signal) {
    const log = await store.open(OFFER)
    const printed: string[] = []
    const task: ExecutionTask = {
      ...{ programPath: '', args: [], inputs: [], outputs: ['readings.jsonl'] },
      limits: { seconds, memoryMiB: 128, outputMiB: 1 },
      readings: {
        ...{ sensor: 'counter', points, everySeconds: 1, log },
        sign: async (reading) => ({ ...reading, signature }),
      },
      workDir: join(folder, `job-${Math.random()}`),
    }
    const hooks = { onLog: (stream: string, text: string) => void printed.push(`${stream} ${text}`) }
    try {
      const execution = await createReadingsExecutor([sensor]).run(task, hooks, signal)
      const [output] = execution.outputs
      const text = output ? await readFile(output.path, 'utf8') : ''
      const lines = text.split('\n').slice(0, -1)
      return { execution, printed, readings: lines.map((line) => JSON.parse(line) as Reading) }
    } finally {
      await log.close()
    }
  }

  test('takes as many as are wanted, a second apart, and prints how far it is, without the values', async () => {
    const started = Date.now()
    const { execution, readings, printed } = await runs(sensorThatFails().sensor, 3, 10)
    expect(execution).toMatchObject({ outcome: 'EXITED', exitCode: 0, points: 3, missingOutputs: [] })
    expect(readings.map(({ sequence, value, unit }) => [sequence, value, unit])).toEqual([
      [1, 1, 'n'],
      [2, 2, 'n'],
      [3, 3, 'n'],
    ])
    const times = readings.map(({ at }) => Date.parse(at) - started)
    expect(times.map((time) => Math.floor((time + 50) / 1_000))).toEqual([0, 1, 2])
    expect(printed).toEqual(
      readings.map(({ sequence, at }) => `stdout ${sequence} of 3 (${[33, 66, 100][sequence - 1]} %) at ${at}\n`),
    )
  })

  test('leaves a gap where the sensor gives no value, and says so', async () => {
    const { execution, readings, printed } = await runs(sensorThatFails(2).sensor, 2, 10)
    expect([execution.outcome, readings.map(({ value }) => value)]).toEqual(['EXITED', [1, 3]])
    expect(printed[1]).toBe('stderr no reading of counter: the bus is busy\n')
  })

  test('ends at its time limit with what there is, and with nothing of a sensor that is dead', async () => {
    const { execution, readings } = await runs(sensorThatFails(2, 3).sensor, 4, 3)
    expect([execution.outcome, execution.exitCode, execution.points, readings.length]).toEqual([
      'TIME_LIMIT',
      null,
      1,
      1,
    ])
    await store.remove(OFFER)
    const dead = await runs(sensorThatFails(1, 2).sensor, 2, 2)
    expect(dead.execution).toMatchObject({ outcome: 'TIME_LIMIT', points: 0, missingOutputs: ['readings.jsonl'] })
  })

  test('is stopped by its buyer with what there is, and killed without a result', async () => {
    const stop = new AbortController()
    const stopping = runs(sensorThatFails().sensor, 100, 200, stop.signal)
    await pause(1_300)
    stop.abort(new StopRequest())
    const { execution, readings } = await stopping
    expect([execution.outcome, execution.points, readings.length]).toEqual(['STOPPED', 2, 2])
    const kill = new AbortController()
    kill.abort(new Error('the machine is needed'))
    expect((await runs(sensorThatFails().sensor, 100, 200, kill.signal)).execution).toMatchObject({
      ...{ outcome: 'KILLED', outputs: [] },
    })
  })

  test('goes on although a read of the sensor never ends', async () => {
    const { sensor } = sensorThatFails()
    let first = true
    const driver = {
      ...sensor.driver,
      read: async (name: string) => {
        if (!first) return sensor.driver.read(name)
        first = false
        return new Promise<never>(() => undefined)
      },
    }
    const { execution, printed } = await runs({ ...sensor, driver }, 2, 10)
    expect(execution).toMatchObject({ outcome: 'EXITED', points: 2 })
    expect(printed[0]).toBe('stderr no reading of counter: it did not answer within 1000 ms\n')
  })

  test('goes on behind the readings of an earlier run', async () => {
    const log = await store.open(OFFER)
    await log.append(readingAt(1, new Date(Date.now() - 60_000)))
    await log.close()
    const { execution, readings } = await runs(sensorThatFails().sensor, 3, 10)
    expect(execution).toMatchObject({ outcome: 'EXITED', points: 3 })
    expect(readings.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    const [first, second] = readings.map(({ at }) => Date.parse(at))
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(59_000)
  })

  test('of a sensor that the node does not sell is refused', async () => {
    const { sensor } = sensorThatFails()
    const { execution } = await runs({ ...sensor, name: 'other' }, 1, 10)
    expect(execution).toMatchObject({ outcome: 'REFUSED', detail: expect.stringContaining('counter') })
  })
})
