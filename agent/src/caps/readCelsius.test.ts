import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { readCelsius } from './readCelsius.js'

let sys: string
beforeEach(async () => {
  sys = await mkdtemp(join(tmpdir(), 'aiigo-sys-'))
})
afterEach(() => rm(sys, { recursive: true }))

async function sensor(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(sys, path)), { recursive: true })
  await writeFile(join(sys, path), text)
}

test('the hottest sensor counts, of both kinds that Linux has', async () => {
  await sensor('class/thermal/thermal_zone0/temp', '41000\n')
  await sensor('class/hwmon/hwmon1/temp2_input', '67500\n')
  await sensor('class/hwmon/hwmon1/temp1_crit', '100000\n')
  expect(await readCelsius(sys)).toBe(67.5)
})

test('sensors that say nothing, or what cannot be, do not count', async () => {
  await sensor('class/thermal/thermal_zone0/temp', '\n')
  await sensor('class/thermal/thermal_zone1/temp', '-273200\n')
  expect(await readCelsius(sys)).toBeNull()
  await sensor('class/thermal/thermal_zone2/temp', '30000\n')
  expect(await readCelsius(sys)).toBe(30)
})

test('a machine without sensors has no temperature', async () => {
  expect(await readCelsius(join(sys, 'absent'))).toBeNull()
})
