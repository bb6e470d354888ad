// tier: parts
import { afterEach, describe, expect, test } from '@jest/globals'
import { createHealth, type Health } from './health.js'
import { createMetrics } from './metrics/createMetrics.js'

let health: Health | undefined

afterEach(async () => health?.close())

describe('createHealth', () => {
  test('readiness follows its checks and says which one fails', async () => {
    let connected = false
    health = createHealth()
    health.addReadiness('database', () => {
      if (!connected) throw new Error('connection refused')
    })
    const url = `http://127.0.0.1:${await health.listen(0)}`

    const before = await fetch(`${url}/readyz`)
    expect(before.status).toBe(503)
    expect(await before.json()).toEqual({ status: 'failing', checks: { database: 'connection refused' } })
    connected = true
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  test('a check may tell what it found', async () => {
    health = createHealth()
    health.addReadiness('heads', () => 'chain at block 7')
    const response = await fetch(`http://127.0.0.1:${await health.listen(0)}/readyz`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ok', checks: { heads: 'ok: chain at block 7' } })
  })

  test('a check that never answers fails after its limit', async () => {
    health = createHealth({ checkTimeoutMs: 30 })
    health.addLiveness('loop', () => new Promise(() => undefined))
    const response = await fetch(`http://127.0.0.1:${await health.listen(0)}/healthz`)
    expect(response.status).toBe(503)
    expect(JSON.stringify(await response.json())).toContain('no answer within 30 ms')
  })

  test('serves metrics when it has a registry, and names its paths otherwise', async () => {
    health = createHealth({ metrics: createMetrics() })
    const url = `http://127.0.0.1:${await health.listen(0)}`
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('process_cpu_seconds_total')
    const other = await fetch(`${url}/nothing`)
    expect(other.status).toBe(404)
    expect(await other.text()).toContain('/readyz')
  })
})
