import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { parseDeployment } from '@aiigo/chain'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readConfig } from '../config.js'
import { getAsBrowser } from '../testing/getAsBrowser.js'
import { deployment, startApi, type TestApi } from '../testing/startApi.js'

const PAGE = '<!doctype html><title>AIIGO</title>'
const DRAWN = {
  '/': '<!doctype html><title>AIIGO</title><h1>Run your program</h1>',
  '/market': '<!doctype html><title>AIIGO</title><h1>Market</h1>',
  '/jobs/new': '<!doctype html><title>AIIGO</title><h1>New job</h1>',
}
const SCRIPT = 'console.log("portal")'
const PUBLIC_NODE = 'https://node.example/rpc'
const WALLETS = JSON.stringify([{ name: 'Buyer 1', address: `0x${'ab'.repeat(20)}` }])

let folder: string
let api: TestApi
let origin: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aiigo-portal-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), PAGE)
  mkdirSync(join(folder, 'pages/jobs'), { recursive: true })
  for (const [path, page] of Object.entries(DRAWN)) {
    writeFileSync(join(folder, 'pages', `${path === '/' ? 'index' : path}.html`), page)
  }
  for (const name of ['app-1.js', 'app-2.js']) {
    writeFileSync(join(folder, 'assets', name), SCRIPT)
    writeFileSync(join(folder, 'assets', `${name}.br`), brotliCompressSync(SCRIPT))
  }
  api = await startApi({ PORTAL_DIR: folder, DEVELOPMENT_WALLETS: WALLETS, ETHEREUM_RPC_PUBLIC_URL: PUBLIC_NODE })
  origin = new URL(api.url).origin
}, 90_000)
afterAll(async () => {
  await api?.close()
  rmSync(folder, { recursive: true, force: true })
})

const get = (path: string, headers: Record<string, string> = {}) => getAsBrowser(`${origin}${path}`, headers)

const asPage = { accept: 'text/html,*/*' }

describe('the portal', () => {
  test.each([
    ['/', DRAWN['/']],
    ['/market', DRAWN['/market']],
    ['/jobs/new?example=kmeans', DRAWN['/jobs/new']],
    ['/jobs/4711', PAGE],
  ])('%s is its page, and not kept', async (path, page) => {
    const { status, headers, body } = await get(path, asPage)
    expect([status, String(body), headers['cache-control']]).toEqual([200, page, 'no-cache'])
    const packed = await get(path, { ...asPage, 'accept-encoding': 'gzip, br' })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'br', vary: expect.stringMatching(/accept-encoding/i) })
    expect(String(brotliDecompressSync(packed.body))).toBe(page)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toMatch(/'unsafe/)
    expect(headers['referrer-policy']).toBeUndefined()
  })

  test('its first page is there for programs that take anything; other addresses are not', async () => {
    expect((await get('/', { accept: '*/*' })).status).toBe(200)
    expect((await get('/jobs/4711', { accept: '*/*' })).status).toBe(404)
  })

  test('files with a hash in their names are kept for a year and come compressed', async () => {
    const { status, headers, body } = await get('/assets/app-1.js', { 'accept-encoding': 'gzip, br' })
    expect([status, headers['content-encoding']]).toEqual([200, 'br'])
    expect(String(brotliDecompressSync(body))).toBe(SCRIPT)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-type']).toContain('javascript')
    expect(String((await get('/assets/app-1.js')).body)).toBe(SCRIPT)
  })

  test('a file that is gone, also since the start, is no page and stops nothing', async () => {
    rmSync(join(folder, 'assets/app-2.js'))
    rmSync(join(folder, 'assets/app-2.js.br'))
    for (const path of ['/assets/app-2.js', '/assets/app-3.js']) {
      expect((await get(path, { ...asPage, 'accept-encoding': 'br' })).status).toBe(404)
    }
    expect((await api.ask('{ platform { chainId } }')).status).toBe(200)
  })

  test.each(['/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fetc%2fpasswd'])(
    '%s leads out of its folder nowhere',
    async (path) => {
      const { body } = await get(path)
      expect(String(body)).not.toMatch(/root:|"name"/)
    },
  )
})

describe('development wallets', () => {
  const call = (body: object, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fetch(`${origin}/rpc`, { method: 'POST', headers, body: JSON.stringify(body) })
  const rpc = (method: string) => ({ jsonrpc: '2.0', id: 1, method, params: [] })

  test('are named, and their calls reach the chain', async () => {
    const { data } = await api.ask('{ platform { developmentWallets { name address } } }')
    expect(data.platform.developmentWallets).toEqual(JSON.parse(WALLETS))
    const answer = await (await call(rpc('eth_chainId'))).json()
    expect(answer).toMatchObject({ jsonrpc: '2.0', id: 1, result: expect.any(String) })
  })

  test.each(['anvil_setBalance', 'anvil_impersonateAccount', 'evm_mine', 'evm_revert', 'debug_traceCall', 'eth_sign'])(
    '%s does not reach the chain',
    async (method) => {
      expect(await (await call(rpc(method))).json()).toMatchObject({ error: { code: -32_601 } })
    },
  )

  test('another page cannot make a browser call them', async () => {
    const preflight = await fetch(`${origin}/rpc`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
    const simple = await call(rpc('eth_chainId'), { 'content-type': 'text/plain', origin: 'https://elsewhere.example' })
    expect(await simple.json()).not.toHaveProperty('result')
  })

  test('are refused in production', () => {
    const url = 'http://elsewhere.example'
    const secret = 'x'.repeat(32)
    const settings = {
      DATABASE_URL: 'postgresql://elsewhere.example/aiigo',
      ...{ ETHEREUM_RPC_URL: url, SUBGRAPH_URL: url, BLOB_STORE_URL: url, DEPLOYMENT_FILE: 'deployment.json' },
      ...{ AUTH_JWT_SECRET: secret, FILE_GRANT_SECRET: secret, FILE_KEY: secret },
      ...{ SIWE_DOMAIN: 'elsewhere.example', MATCHER_ADDRESS: `0x${'1'.repeat(40)}`, DEVELOPMENT_WALLETS: WALLETS },
    }
    expect(readConfig(settings).DEVELOPMENT_WALLETS).toHaveLength(1)
    expect(() => readConfig({ ...settings, NODE_ENV: 'production' })).toThrow(/DEVELOPMENT_WALLETS: expected none/)
  })
})

test('agents are told of the chain’s public node, and fetch the deployment file, which is no page', async () => {
  const { data } = await api.ask('{ platform { rpcUrl } }')
  expect(data.platform.rpcUrl).toBe(PUBLIC_NODE)
  const { status, headers, body } = await get('/deployment.json', asPage)
  expect([status, headers['cache-control']]).toEqual([200, 'no-cache'])
  expect(parseDeployment(JSON.parse(String(body)), 'the answer')).toEqual(deployment)
})

test('without the settings there is neither a page nor a way to the chain', async () => {
  const bare = await startApi()
  try {
    const { origin } = new URL(bare.url)
    // The API's own way to the chain may hold a secret.
    expect((await bare.ask('{ platform { rpcUrl } }')).data.platform.rpcUrl).toBeNull()
    expect((await fetch(`${origin}/`, { headers: asPage })).status).toBe(404)
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
    expect((await fetch(`${origin}/rpc`, { method: 'POST', headers, body })).status).toBe(404)
  } finally {
    await bare.close()
  }
}, 60_000)
