// tier: parts
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fetchPackage, isLater, readRelease } from './release.js'

const content = Buffer.from('a package')
const deb = {
  ...{ architecture: 'amd64', file: 'aiigo-agent_1.2.3_amd64.deb', size: content.length },
  integrity: `sha512-${createHash('sha512').update(content).digest('base64')}`,
}
let folder: string
let files: Record<string, Buffer | string>
let asked: string[]
const server = createServer((request, response) => {
  const name = (request.url ?? '').replace('/releases/', '')
  asked.push(name)
  const found = files[name]
  if (name.startsWith('moved-')) response.writeHead(302, { location: name.replace('moved-', '') })
  if (name.startsWith('moved-')) response.end()
  else if (found === undefined) response.writeHead(404).end()
  else response.writeHead(200, { connection: 'close' }).end(found)
})
let url: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-update-'))
  files = { 'release.json': JSON.stringify({ version: '1.2.3', packages: [deb] }), [deb.file]: content }
  asked = []
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/releases/`
})
afterEach(async () => {
  await rm(folder, { recursive: true })
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})
const { signal } = new AbortController()

test.each([
  ['0.10.0', '0.9.3', true],
  ['1.0.0', '0.99.99', true],
  ['1.2.3', '1.2.3', false],
  ['1.2.2', '1.2.3', false],
])('%s is later than %s: %s', (one, other, later) => {
  expect(isLater(one, other)).toBe(later)
})

describe('a release', () => {
  test('is read, and its package is fetched once', async () => {
    const release = await readRelease(url, signal)
    expect(release).toEqual({ version: '1.2.3', packages: [deb] })
    const path = await fetchPackage(url, deb, folder, signal)
    expect(await readFile(path)).toEqual(content)
    await fetchPackage(url, deb, folder, signal)
    expect(asked).toEqual(['release.json', deb.file])
  })

  test.each([
    ['changed', Buffer.from('A package'), /to have sha512-/],
    ['longer', Buffer.from('a package and more'), /to have 9 bytes, got more/],
    ['cut off', content.subarray(0, 4), /to have sha512-/],
  ])('whose package is %s leaves no file', async (_, got, message) => {
    files[deb.file] = got
    await expect(fetchPackage(url, deb, folder, signal)).rejects.toThrow(message)
    expect(await readdir(folder)).toEqual([])
  })

  test.each(['http://releases.example/', 'http://127.0.0.1.example/', 'releases'])(
    'comes over https alone, or from this machine, not from %s',
    async (place) => {
      await expect(readRelease(place, signal)).rejects.toMatchObject({ code: 'RELEASES_UNSAFE' })
      expect(asked).toEqual([])
    },
  )

  test('is fetched whole from a server that closes the connection behind it, and from where it was moved to', async () => {
    const large = Buffer.alloc(48_000_000, 'x')
    const integrity = `sha512-${createHash('sha512').update(large).digest('base64')}`
    files[deb.file] = large
    const moved = { ...deb, file: `moved-${deb.file}`, size: large.length, integrity }
    const path = await fetchPackage(url, moved, folder, signal)
    expect((await readFile(path)).equals(large)).toBe(true)
    expect(asked).toEqual([moved.file, deb.file])
  })

  test('does not take a damaged file for the package', async () => {
    await writeFile(join(folder, deb.file), 'half')
    expect(await readFile(await fetchPackage(url, deb, folder, signal))).toEqual(content)
  })

  test.each([
    ['is not there', undefined, 'RELEASES_UNREACHABLE'],
    ['is no JSON', '<html>', 'RELEASE_MALFORMED'],
    [
      'names a file elsewhere',
      JSON.stringify({ version: '1.2.3', packages: [{ ...deb, file: '../x.deb' }] }),
      'RELEASE_MALFORMED',
    ],
  ])('that %s is refused', async (_, text, code) => {
    if (text === undefined) delete files['release.json']
    else files['release.json'] = text
    await expect(readRelease(url, signal)).rejects.toMatchObject({ code })
  })
})
