import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { getAsBrowser } from '../testing/getAsBrowser.js'
import { startApi, type TestApi } from '../testing/startApi.js'

const PORTAL = '<!doctype html><title>AIIGO</title>'
const page = (name: string) => `<!doctype html><title>${name}</title>`
const PAGES = ['index.html', 'matching.html', 'graphql/index.html', '404.html']

let folder: string
let api: TestApi
const get = (path: string, headers: Record<string, string> = {}) =>
  getAsBrowser(`${new URL(api.url).origin}${path}`, { accept: 'text/html,*/*', ...headers })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aiigo-docs-'))
  for (const part of ['portal', 'docs/assets', 'docs/graphql']) mkdirSync(join(folder, part), { recursive: true })
  for (const name of ['index.html', 'first.html']) writeFileSync(join(folder, 'portal', name), PORTAL)
  for (const name of PAGES) {
    writeFileSync(join(folder, 'docs', name), page(name))
    writeFileSync(join(folder, 'docs', `${name}.br`), brotliCompressSync(page(name)))
  }
  writeFileSync(join(folder, 'docs/assets/site-1.js'), 'console.log(1)')
  api = await startApi({ PORTAL_DIR: join(folder, 'portal'), DOCS_DIR: join(folder, 'docs'), LANDING_PAGE: 'true' })
}, 90_000)
afterAll(async () => {
  await api?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the docs', () => {
  test.each([
    ['/docs/', 'index.html'],
    ['/docs/matching.html', 'matching.html'],
    ['/docs/graphql/', 'graphql/index.html'],
  ])('%s is a page, not kept, under the strictest policy', async (path, name) => {
    const { status, headers, body } = await get(path)
    expect([status, String(body), headers['cache-control']]).toEqual([200, page(name), 'no-cache'])
    const packed = await get(path, { 'accept-encoding': 'gzip, br' })
    expect([packed.headers['content-encoding'], String(brotliDecompressSync(packed.body))]).toEqual(['br', page(name)])
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  test('files with a hash in their names are kept for a year', async () => {
    const { headers } = await get('/docs/assets/site-1.js')
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  test.each(['/docs', '/docs?from=elsewhere'])('%s leads to the first page', async (path) => {
    const { status, headers } = await get(path)
    expect([status, headers.location]).toEqual([301, '/docs/'])
  })

  test.each(['/docs/nothing', '/docs/a/b.html', '/docs/assets/site-2.js'])(
    '%s is no page, and none of the portal',
    async (path) => {
      const { status, body } = await get(path)
      expect([status, String(body)]).toEqual([404, page('404.html')])
    },
  )

  test('beside them are the portal, and the page for operations, which links to the reference', async () => {
    expect(String((await get('/docsearch')).body)).toBe(PORTAL)
    expect(String((await get('/graphql')).body)).toContain('href="/docs/graphql/index.html"')
  })
})

test('without the setting there are none', async () => {
  const bare = await startApi({ LANDING_PAGE: 'true' })
  try {
    const { origin } = new URL(bare.url)
    expect((await getAsBrowser(`${origin}/docs/`)).status).toBe(404)
    expect(String((await getAsBrowser(`${origin}/graphql`, { accept: 'text/html' })).body)).not.toContain('/docs')
  } finally {
    await bare.close()
  }
}, 60_000)
