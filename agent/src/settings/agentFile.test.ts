import { InvalidInputError } from '@aiigo/domain'
import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../config.js'
import { parseAgentFile, toEnvironment } from './agentFile.js'

const GOOD = `
platform:
  api: https://market.example/graphql
  rpc: https://rpc.example
  blobs: https://market.example/blobs/
  deployment: deployment.json
wallet: default
name: shed
region: EU
hardware:
  units: 2
asks:
  ETH: "0.0036"
  USDC: "0.5"
stake: "1500.5"
caps:
  hours: ["22:00-07:00"]
  celsius: 80
`

const problemsOf = (text: string): string[] => {
  try {
    parseAgentFile(text)
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems.map(({ field, message }) => `${field}: ${message}`)
    throw error
  }
  return []
}

test('the file gives the same settings as the environment, with prices by the hour', () => {
  const env = toEnvironment(parseAgentFile(GOOD), (path) => `/etc/aiigo-agent/${path}`)
  const config = readConfig({ ...env, PROVIDER_PRIVATE_KEY: `0x${'1'.repeat(64)}` })
  expect(config).toMatchObject({
    API_URL: 'https://market.example/graphql',
    BLOB_STORE_URL: 'https://market.example/blobs',
    DEPLOYMENT_FILE: '/etc/aiigo-agent/deployment.json',
    AGENT_DATA_DIR: '/etc/aiigo-agent/data',
    AGENT_RESOURCE_TYPE: 'CPU',
    AGENT_UNITS: 2,
    // An hour of one unit has 3 600 units of usage; a rate is of a million of them.
    AGENT_ASKS: { ETH: 10n ** 18n, USDC: 138_888_889n },
    AGENT_STAKE: 1_500_500_000_000_000_000_000n,
    AGENT_CAPS: { hours: ['22:00-07:00'], celsius: 80, runningJobs: 'finish' },
    PORT: 4_300,
  })
})

test('a device sells readings of its sensors by the point', () => {
  const sold = 'sensors: [load-1m, simulated-power]\nsimulatedSensors: garden\n'
  const text = GOOD.replace('hardware:\n', `${sold}hardware:\n  type: IOT\n`).replace(
    'ETH: "0.0036"',
    'ETH: "0.000000002"',
  )
  const config = readConfig({
    ...toEnvironment(parseAgentFile(text), (path) => path),
    PROVIDER_PRIVATE_KEY: `0x${'1'.repeat(64)}`,
  })
  expect(config).toMatchObject({
    ...{ AGENT_RESOURCE_TYPE: 'IOT', AGENT_UNITS: 2, AGENT_SIMULATED_SENSORS: 'garden' },
    AGENT_SENSORS: ['load-1m', 'simulated-power'],
    AGENT_ASKS: { ETH: 2_000_000_000n * 1_000_000n },
  })
})

test('a variable of the environment stands above the file', () => {
  const env = toEnvironment(parseAgentFile(GOOD), (path) => path)
  const config = readConfig({ ...env, AGENT_UNITS: '7', PROVIDER_PRIVATE_KEY: `0x${'1'.repeat(64)}` })
  expect(config.AGENT_UNITS).toBe(7)
})

describe('a file with mistakes', () => {
  test('has all of them told, each with key, expectation, value and line', () => {
    const text = GOOD.replace('region: EU', 'region: MARS')
      .replace('"0.5"', '0.5')
      .replace('celsius: 80', 'celsius: 800')
      .replace('"22:00-07:00"', '"22-7"')
    expect(problemsOf(`${text}colour: red\n`)).toEqual([
      expect.stringMatching(/^region: expected one of .*EU.*, got "MARS".*\(line 9\)$/),
      expect.stringMatching(/^asks\.USDC: expected text, got 0\.5; put it in quotes: "0\.5" \(line 14\)$/),
      expect.stringMatching(/^caps\.hours\[0\]: .*expected hours such as "22:00-07:00".*got "22-7".*\(line 17\)$/),
      expect.stringMatching(/^caps\.celsius: expected at most 120, got 800.*\(line 18\)$/),
      expect.stringMatching(/^colour: .*\(line 19\)$/),
    ])
  })

  test.each([
    ['no YAML', 'platform: [', /YAML/],
    ['nothing', '', /platform: expected an object, got nothing; add the field/],
    ['no price', GOOD.replace(/asks:\n.*\n.*\n/, 'asks: {}\n'), /at least one price/],
  ])('of %s is told', (_, text, message) => {
    expect(problemsOf(text).join('\n')).toMatch(message)
  })
})
