import { createHash } from 'node:crypto'
import { expect } from '@jest/globals'
import { type Address, type Hex, verifyTypedData } from 'viem'

/** Facts that a file of readings is held against: none comes from the code that wrote the file. */
export interface ExpectedReadings {
  readonly chainId: number
  readonly marketplace: Address
  readonly provider: Address
  readonly taskId: Hex
  readonly attempt: number
  readonly nodeId: Hex
  readonly sensor: string
  readonly unit: string
  readonly everySeconds: number
}

interface Line {
  readonly sequence: number
  readonly at: string
  readonly value: number
  readonly unit: string
  readonly signature: Hex
}

const READING = ['taskId bytes32', 'attempt uint8', 'nodeId bytes8', 'sensor string']
  .concat(['sequence uint32', 'at string', 'value string', 'unit string'])
  .map((field) => field.split(' '))
  .map(([name = '', type = '']) => ({ name, type }))

/** Reads a file of readings and checks each line: its number, its moment, and the wallet that signed it. */
export async function verifyReadings(text: string, expected: ExpectedReadings): Promise<readonly Line[]> {
  const { chainId, marketplace, provider, taskId, attempt, nodeId, sensor, unit, everySeconds } = expected
  expect(text.endsWith('\n') || text === '').toBe(true)
  const lines = text.split('\n').filter((line) => line !== '')
  const readings = lines.map((line) => JSON.parse(line) as Line)
  for (const [index, { sequence, at, value, unit: shown, signature }] of readings.entries()) {
    expect([sequence, shown]).toEqual([index + 1, unit])
    const before = readings[index - 1]
    if (before) expect(Date.parse(at) - Date.parse(before.at)).toBeGreaterThan(everySeconds * 400)
    const isSigned = await verifyTypedData({
      ...{ address: provider, signature, primaryType: 'Reading', types: { Reading: READING } },
      domain: { name: 'AIIGO Marketplace', version: '1', chainId, verifyingContract: marketplace },
      message: { taskId, attempt, nodeId, sensor, sequence, at, value: `${value}`, unit },
    })
    expect([sequence, isSigned]).toEqual([sequence, true])
  }
  return readings
}

/** The value of the sensor `simulated-temperature` at a moment, by its description in agent/README.md. */
export function simulatedTemperature(seed: string, at: string): number {
  const share = (text: string): number =>
    Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 8), 16) / 4_294_967_296
  const second = Math.floor(Date.parse(at) / 1_000)
  const phase = share(`${seed} simulated-temperature`)
  const wave = Math.sin(2 * Math.PI * ((second % 86_400) / 86_400 + phase))
  const noise = share(`${seed} simulated-temperature ${second}`) / 5 - 0.1
  return 12 + 6 * (wave + noise)
}
