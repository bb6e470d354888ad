import { describe, expect, test } from '@jest/globals'
import { readStartConfig } from './config.js'
import { defaultPorts } from './ports.js'

describe('readStartConfig', () => {
  test('takes the well-known ports, a base, and single ports over either', () => {
    expect(readStartConfig({}).ports).toEqual(defaultPorts)
    const { ports } = readStartConfig({ AIIGO_PORT_BASE: '15000', AIIGO_GRAPH_HTTP_PORT: '9000' })
    expect([ports.api, ports.worker, ports.graphHttp]).toEqual([15_000, 15_001, 9000])
  })

  test('knows which parts run elsewhere', () => {
    expect(readStartConfig({ REDIS_URL: 'redis://h:6379', DATABASE_URL: '' }).external).toEqual({
      redisUrl: 'redis://h:6379',
    })
  })

  test('listens for other machines only when it is told its own address', () => {
    expect(readStartConfig({})).not.toHaveProperty('publicHost')
    expect(readStartConfig({ AIIGO_PUBLIC_HOST: '192.168.1.5' }).publicHost).toBe('192.168.1.5')
    expect(() => readStartConfig({ AIIGO_PUBLIC_HOST: 'http://x' })).toThrow(/AIIGO_PUBLIC_HOST/)
  })

  test('reports every problem at once', () => {
    const read = () => readStartConfig({ AIIGO_API_PORT: '99999', REDIS_URL: 'http://h', ETHEREUM_RPC_URL: 'nowhere' })
    expect(read).toThrow(/AIIGO_API_PORT/)
    expect(read).toThrow(/REDIS_URL: expected a URL that begins with redis:\/\//)
    expect(read).toThrow(/ETHEREUM_RPC_URL/)
  })
})
