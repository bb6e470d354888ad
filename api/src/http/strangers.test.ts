import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHealth, createMetrics } from '@aiigo/service'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startApi, type TestApi } from '../testing/startApi.js'
import { isOperatorRequest } from './isOperatorRequest.js'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

test('metrics and the reasons of failing checks are the operator’s', async () => {
  const health = createHealth({
    metrics: createMetrics(),
    maySeeDetail: isOperatorRequest('a token of the operator'.replaceAll(' ', '-')),
  })
  health.addReadiness('database', () => Promise.reject(new Error('password authentication failed for user "aiigo"')))
  const server = createServer((request, response) => health.handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}`, { headers })
    return { status: response.status, text: await response.text() }
  }
  try {
    expect((await get('/metrics')).status).toBe(200)
    expect((await get('/readyz')).text).toContain('password authentication')
    // A proxy on this machine: the client is somebody else.
    const forwarded = { 'x-forwarded-for': '203.0.113.7' }
    expect((await get('/metrics', forwarded)).status).toBe(404)
    expect(await get('/readyz', forwarded)).toEqual({ status: 503, text: '{"status":"failing"}' })
    const withToken = (token: string) => get('/metrics', { ...forwarded, authorization: `Bearer ${token}` })
    expect((await withToken('a-token-of-the-operator')).status).toBe(200)
    expect((await withToken('another-token')).status).toBe(404)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('the page for browsers loads nothing from elsewhere, under a strict content security policy', async () => {
  const page = await fetch(api.url, { headers: { accept: 'text/html' } })
  const html = await page.text()
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  expect(html).not.toMatch(/https?:\/\/|<script>|style=| on\w+=/)
  for (const [, file] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    const answer = await fetch(new URL(file ?? '', api.url))
    expect([file, answer.status]).toEqual([file, 200])
    expect(await answer.text()).not.toMatch(/https?:\/\//)
  }
  const answer = await fetch(api.url, { headers: { accept: 'text/html', 'sec-fetch-mode': 'navigate' } })
  expect(answer.headers.get('content-type')).toContain('text/html')
  // Every other answer has a policy too.
  expect((await fetch(new URL('/nothing', api.url))).headers.get('content-security-policy')).not.toBeNull()
})

test('no answer is kept by a cache', async () => {
  const person = await api.person()
  expect((await person.ask('{ me { address } }')).headers.get('cache-control')).toBe('no-store')
  expect((await api.ask('{ platform { chainId } }')).headers.get('cache-control')).toBe('no-store')
})
