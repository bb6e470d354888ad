import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Files of the kernel with thousandths of a degree. */
const SENSORS = ['class/thermal/thermal_zone*/temp', 'class/hwmon/hwmon*/temp*_input']
/** A sensor that is not connected says figures outside of these, degrees. */
const POSSIBLE = { min: -50, max: 200 }

/**
 * The hottest of the machine's sensors, degrees Celsius; null where there is none.
 * @param sys the folder of the kernel's devices
 */
export async function readCelsius(sys = '/sys'): Promise<number | null> {
  let hottest: number | null = null
  for await (const path of glob(SENSORS, { cwd: sys })) {
    // A sensor can be there and give an error.
    const text = await readFile(join(sys, path), 'utf8').catch(() => '')
    const celsius = Number.parseInt(text, 10) / 1_000
    if (celsius > POSSIBLE.min && celsius < POSSIBLE.max) hottest = Math.max(hottest ?? celsius, celsius)
  }
  return hottest
}
