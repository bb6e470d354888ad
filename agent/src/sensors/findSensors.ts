import { NotRetryableError } from '@aiigo/domain'
import { createMachineSensors } from './createMachineSensors.js'
import { createSimulatedSensors } from './createSimulatedSensors.js'
import type { SensorDriver, SensorInfo } from './SensorDriver.js'

/** A sensor that the node sells readings of, with the driver that reads it. */
export interface SoldSensor extends SensorInfo {
  readonly driver: SensorDriver
}

export interface SensorSettings {
  /** Names of the sensors that the owner sells. */
  readonly names: readonly string[]
  /** Seed of simulated sensors; null: there are none. */
  readonly simulation: string | null
}

/** The drivers of this machine. */
export const driversFor = ({ simulation }: Pick<SensorSettings, 'simulation'>): readonly SensorDriver[] => [
  createMachineSensors(),
  ...(simulation === null ? [] : [createSimulatedSensors(simulation)]),
]

/**
 * The sensors that the owner sells.
 * @throws NotRetryableError `NO_SENSOR` naming those that are not there, and those that are
 */
export async function findSensors(
  { names, ...settings }: SensorSettings,
  drivers: readonly SensorDriver[] = driversFor(settings),
): Promise<readonly SoldSensor[]> {
  if (names.length === 0) return []
  const there = new Map<string, SoldSensor>()
  for (const driver of drivers) {
    for (const sensor of await driver.sensors())
      if (!there.has(sensor.name)) there.set(sensor.name, { ...sensor, driver })
  }
  const missing = names.filter((name) => !there.has(name))
  if (missing.length === 0) return names.flatMap((name) => there.get(name) ?? [])
  throw new NotRetryableError(
    'NO_SENSOR',
    `AGENT_SENSORS: expected sensors of this machine (${[...there.keys()].join(', ')}), got ${missing.join(', ')}; take them out, or see why the machine does not show them`,
  )
}
