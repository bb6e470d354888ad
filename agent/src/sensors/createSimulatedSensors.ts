import { createHash } from 'node:crypto'
import type { SensorDriver, SensorInfo } from './SensorDriver.js'

/** A sensor whose values go up and down around a mean within a period. */
interface Wave extends SensorInfo {
  readonly mean: number
  readonly swing: number
  /** Seconds. */
  readonly period: number
}

const DAY_SECONDS = 86_400

const WAVES: readonly Wave[] = [
  {
    name: 'simulated-temperature',
    unit: '°C',
    description: 'made up: a day outside',
    mean: 12,
    swing: 6,
    period: DAY_SECONDS,
  },
  {
    name: 'simulated-humidity',
    unit: '%',
    description: 'made up: air outside',
    mean: 70,
    swing: 20,
    period: DAY_SECONDS,
  },
  { name: 'simulated-power', unit: 'W', description: 'made up: a household', mean: 400, swing: 250, period: 3_600 },
]

/** A number from 0 up to 1 that follows from a text. */
const fraction = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32

/**
 * Sensors for trials: their values follow from seed, name and second alone, and their names say that they are made up.
 * @param now epoch milliseconds
 * @example await createSimulatedSensors('garden').read('simulated-temperature') // { value: 13.27, at: … }
 */
export function createSimulatedSensors(seed: string, now: () => number = Date.now): SensorDriver {
  return {
    name: 'simulated',
    sensors: async () => WAVES.map(({ name, unit, description }) => ({ name, unit, description })),
    async read(name) {
      const wave = WAVES.find((one) => one.name === name)
      if (!wave) throw new Error(`expected one of ${WAVES.map((one) => one.name).join(', ')}, got ${name}`)
      const at = now()
      return { value: simulatedValue(seed, wave, at), at: new Date(at) }
    },
  }
}

/** Two decimals of a wave with a noise of a tenth of its swing. */
function simulatedValue(seed: string, { name, mean, swing, period }: Wave, at: number): number {
  const second = Math.floor(at / 1_000)
  const angle = 2 * Math.PI * ((second % period) / period + fraction(`${seed} ${name}`))
  const noise = (fraction(`${seed} ${name} ${second}`) - 0.5) * 0.2
  return Math.round((mean + swing * (Math.sin(angle) + noise)) * 100) / 100
}
