import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createMachineSensors } from './createMachineSensors.js'
import { createSimulatedSensors } from './createSimulatedSensors.js'
import { findSensors } from './findSensors.js'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'aiigo-sensors-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function machineWith(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return createMachineSensors(root)
}

const DEV = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:  500   1    0    0    0     0          0         0   500   1    0    0    0     0       0          0
  eth0: 1000   2    0    0    0     0          0         0    30   4    0    0    0     0       0          0
 wlan0:  200   2    0    0    0     0          0         0     7   4    0    0    0     0       0          0
`

describe("the machine's own sensors", () => {
  test('are those that this machine shows', async () => {
    const driver = createMachineSensors()
    const names = (await driver.sensors()).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['load-1m', 'uptime', 'memory-available', 'network-received']))
    const [uptime = ''] = (await readFile('/proc/uptime', 'utf8')).split(' ')
    const { value, at } = await driver.read('uptime')
    expect(value - Number(uptime)).toBeLessThan(5)
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(5_000)
    for (const name of names) expect(Number.isFinite((await driver.read(name)).value)).toBe(true)
  })

  test('show what the files of the kernel say', async () => {
    const driver = await machineWith({
      'proc/loadavg': '0.10 2.50 3.75 1/200 4242\n',
      'proc/meminfo': 'MemTotal:       16000 kB\nMemAvailable:    1234 kB\n',
      'proc/net/dev': DEV,
      'sys/class/thermal/thermal_zone0/temp': '41500\n',
      'sys/class/thermal/thermal_zone0/type': 'x86_pkg_temp\n',
      'sys/class/thermal/thermal_zone1/temp': '-274000\n',
      'sys/class/hwmon/hwmon2/temp1_input': '38000\n',
      'sys/class/hwmon/hwmon2/name': 'nvme\n',
    })
    const found = await driver.sensors()
    const values = await Promise.all(found.map(async ({ name, unit }) => [name, (await driver.read(name)).value, unit]))
    expect(values).toEqual([
      ['load-1m', 0.1, ''],
      ['load-5m', 2.5, ''],
      ['load-15m', 3.75, ''],
      ['memory-available', 1234, 'KiB'],
      ['network-received', 1200, 'B'],
      ['network-sent', 37, 'B'],
      ['temperature-nvme-hwmon2-temp1', 38, '°C'],
      ['temperature-x86-pkg-temp-thermal-zone0', 41.5, '°C'],
    ])
    await rm(join(root, 'proc/loadavg'))
    await expect(driver.read('load-1m')).rejects.toThrow(/expected a value of the sensor load-1m/)
    await expect(driver.read('sun')).rejects.toThrow(/sun/)
  })
})

describe('simulated sensors', () => {
  test('give the same values for the same text and second, and others for another text', async () => {
    const at = (seed: string, ms: number) => createSimulatedSensors(seed, () => ms).read('simulated-temperature')
    const moment = 1_800_000_000_000
    expect(await at('a', moment)).toEqual(await at('a', moment))
    expect((await at('a', moment + 999)).value).toBe((await at('a', moment)).value)
    expect((await at('b', moment)).value).not.toBe((await at('a', moment)).value)
    const day = await Promise.all(Array.from({ length: 96 }, (_, i) => at('a', moment + i * 900_000)))
    const values = day.map(({ value }) => value)
    expect([Math.min(...values) > 5, Math.max(...values) < 19, Math.max(...values) - Math.min(...values) > 10]).toEqual(
      [...[true, true, true]],
    )
  })
})

describe('the sensors that an owner sells', () => {
  test('are found with their drivers, in the order of the settings', async () => {
    const found = await findSensors({ names: ['simulated-power', 'load-1m'], simulation: 'x' })
    expect(found.map(({ name, unit, driver }) => [name, unit, driver.name])).toEqual([
      ['simulated-power', 'W', 'simulated'],
      ['load-1m', '', 'machine'],
    ])
    expect(await findSensors({ names: [], simulation: null })).toEqual([])
  })

  test('have to be there: the refusal says which are', async () => {
    await expect(findSensors({ names: ['load-1m', 'simulated-power'], simulation: null })).rejects.toThrow(
      /AGENT_SENSORS: expected sensors of this machine \(.*load-1m.*\), got simulated-power/,
    )
  })
})
