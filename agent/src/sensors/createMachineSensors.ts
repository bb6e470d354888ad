import { glob, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { SensorDriver, SensorInfo } from './SensorDriver.js'

/** A sensor with the file of the kernel that shows its value. */
interface MachineSensor extends SensorInfo {
  readonly path: string
  /** The value in the file's text; null when it is not there. */
  readonly valueOf: (text: string) => number | null
}

const numberOf = (text: string | undefined): number | null => {
  const value = text === undefined || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : null
}

const field = (index: number) => (text: string) => numberOf(text.trim().split(/\s+/)[index])

/** Bytes of all interfaces but the loopback. @param column in /proc/net/dev, after the name */
const networkBytes = (column: number) => (text: string) => {
  const rows = text.split('\n').flatMap((line) => /^\s*([^:\s]+):\s*(.*)$/.exec(line) ?? [])
  let sum = 0
  for (let at = 0; at + 2 < rows.length + 1; at += 3) {
    if (rows[at + 1] !== 'lo') sum += Number(rows[at + 2]?.trim().split(/\s+/)[column] ?? 0)
  }
  return rows.length === 0 ? null : sum
}

const FILES: readonly MachineSensor[] = [
  ...[1, 5, 15].map((minutes, index) => ({
    name: `load-${minutes}m`,
    unit: '',
    description: `processes that run or wait for a processor, average of ${minutes} min`,
    path: 'proc/loadavg',
    valueOf: field(index),
  })),
  {
    name: 'uptime',
    unit: 's',
    description: 'time since the machine was started',
    path: 'proc/uptime',
    valueOf: field(0),
  },
  {
    name: 'memory-available',
    unit: 'KiB',
    description: 'memory that programs can get',
    path: 'proc/meminfo',
    valueOf: (text) => numberOf(/^MemAvailable:\s*(\d+) kB$/m.exec(text)?.[1]),
  },
  {
    name: 'network-received',
    unit: 'B',
    description: 'bytes that came over the network since the start',
    path: 'proc/net/dev',
    valueOf: networkBytes(0),
  },
  {
    name: 'network-sent',
    unit: 'B',
    description: 'bytes that went over the network since the start',
    path: 'proc/net/dev',
    valueOf: networkBytes(8),
  },
]

/** Files with thousandths of a degree, each with the file beside it that says what is measured. */
const TEMPERATURES = [
  { pattern: 'sys/class/thermal/thermal_zone*/temp', label: 'type' },
  { pattern: 'sys/class/hwmon/hwmon*/temp*_input', label: 'name' },
]
/** A sensor that is not connected says figures outside of these, degrees. */
const POSSIBLE = { least: -50, most: 200 }

function degrees(text: string): number | null {
  const value = numberOf(text.trim())
  const celsius = value === null ? null : value / 1_000
  return celsius !== null && celsius > POSSIBLE.least && celsius < POSSIBLE.most ? celsius : null
}

/** A text as a part of a sensor's name. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/**
 * The sensors that this machine's kernel shows: load, memory, network, temperatures. One that cannot be read is not
 * there.
 * @param root folder that holds `proc` and `sys`
 */
export function createMachineSensors(root = '/'): SensorDriver {
  const textOf = (path: string): Promise<string> => readFile(join(root, path), 'utf8')

  async function temperatures(): Promise<MachineSensor[]> {
    const found: MachineSensor[] = []
    for (const { pattern, label } of TEMPERATURES) {
      for await (const path of glob(pattern, { cwd: root })) {
        const folder = dirname(path)
        const what = await textOf(join(folder, label)).catch(() => '')
        // Two of one kind differ in the number of their folder.
        const name = ['temperature', plain(what), plain(basename(folder)), plain(basename(path, '_input'))]
        const parts = name.filter((part) => part !== '' && part !== 'temp')
        const description = `temperature of ${what.trim() || basename(folder)}`
        found.push({ name: parts.join('-').slice(0, 64), unit: '°C', description, path, valueOf: degrees })
      }
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  async function all(): Promise<readonly MachineSensor[]> {
    return [...FILES, ...(await temperatures())]
  }
  const shownBy = async (sensor: MachineSensor): Promise<number | null> =>
    sensor.valueOf(await textOf(sensor.path).catch(() => ''))

  return {
    name: 'machine',
    async sensors() {
      const found = await Promise.all((await all()).map(async (one) => ((await shownBy(one)) === null ? null : one)))
      return found.filter((one) => one !== null).map(({ name, unit, description }) => ({ name, unit, description }))
    },
    async read(name) {
      const sensor = (await all()).find((one) => one.name === name)
      const value = sensor ? await shownBy(sensor) : null
      if (value === null) throw new Error(`expected a value of the sensor ${name}, the machine shows none`)
      return { value, at: new Date() }
    },
  }
}
