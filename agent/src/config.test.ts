import { EnvironmentError } from '@aiigo/service'
import { describe, expect, test } from '@jest/globals'
import { readConfig } from './config.js'

const valid = {
  API_URL: 'http://127.0.0.1:4000/graphql',
  ETHEREUM_RPC_URL: 'http://127.0.0.1:8545',
  BLOB_STORE_URL: 'http://127.0.0.1:4002/',
  DEPLOYMENT_FILE: 'deployment.json',
  PROVIDER_PRIVATE_KEY: `0x${'1'.repeat(64)}`,
  AGENT_NAME: 'node-1',
  AGENT_REGION: 'EU',
  AGENT_ASKS: '{"ETH":"1000","USDC":"5"}',
  AGENT_DATA_DIR: 'data',
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
  return []
}

describe('the configuration of an agent', () => {
  test('reads prices and amounts as base units and fills in the rest', () => {
    const config = readConfig(valid)
    expect(config.AGENT_ASKS).toEqual({ ETH: 1_000n, USDC: 5n })
    expect(config.AGENT_STAKE).toBe(1_000n * 10n ** 18n)
    expect(config.BLOB_STORE_URL).toBe('http://127.0.0.1:4002')
    expect(config.AGENT_RESOURCE_TYPE).toBe('CPU')
  })

  test('takes a list of sensors, of a node of type IOT alone', () => {
    const iot = { ...valid, AGENT_RESOURCE_TYPE: 'IOT' }
    expect(readConfig(valid)).toMatchObject({ AGENT_SENSORS: [], AGENT_SIMULATED_SENSORS: null })
    const env = { ...iot, AGENT_SENSORS: ' load-1m, uptime,', AGENT_SIMULATED_SENSORS: 'garden' }
    expect(readConfig(env)).toMatchObject({ AGENT_SENSORS: ['load-1m', 'uptime'], AGENT_SIMULATED_SENSORS: 'garden' })
    expect(problemsOf({ ...valid, AGENT_SENSORS: 'uptime' })).toEqual([
      expect.stringMatching(/AGENT_RESOURCE_TYPE=IOT/),
    ])
    for (const wrong of ['The sun', 'uptime,uptime', 'x'.repeat(65)]) {
      expect(problemsOf({ ...iot, AGENT_SENSORS: wrong })).toHaveLength(1)
    }
  })

  test('takes a deployment file over https, and over http of this machine only', () => {
    const at = (DEPLOYMENT_FILE: string) => problemsOf({ ...valid, DEPLOYMENT_FILE })
    expect(at('https://market.example/deployment.json')).toEqual([])
    expect(at('http://127.0.0.1:4000/deployment.json')).toEqual([])
    expect(at('http://market.example/deployment.json')).toEqual([expect.stringContaining('expected an https URL')])
  })

  test('reports every problem at once, and no key', () => {
    const key = `0x${'2'.repeat(63)}`
    const problems = problemsOf({ ...valid, AGENT_REGION: 'MARS', AGENT_ASKS: '{"ETH":1}', PROVIDER_PRIVATE_KEY: key })
    expect(problems.map((problem) => problem.split(/[:.]/)[0])).toEqual(
      expect.arrayContaining(['AGENT_REGION', 'AGENT_ASKS', 'PROVIDER_PRIVATE_KEY']),
    )
    expect(problems.join()).not.toContain(key)
  })
})
