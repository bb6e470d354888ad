import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import { basename, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import * as z from 'zod'
import { isTrustedUrl } from '../config.js'

const version = z.string().regex(/^\d+\.\d+\.\d+$/, 'expected a version such as 1.2.3')

/** The newest one in a folder of releases: `release.json`, written by `npm run package -w @aiigo/agent`. */
export const releaseSchema = z.object({
  version,
  packages: z
    .array(
      z.object({
        /** Architecture as Debian names it. */
        architecture: z.string().regex(/^[a-z0-9-]+$/),
        file: z.string().regex(/^[\w.+~-]+\.deb$/, 'expected a file name of a Debian package'),
        /** Bytes. */
        size: z.int().min(1).max(1_000_000_000),
        /** As npm writes it. */
        integrity: z.string().regex(/^sha512-[A-Za-z0-9+/]{86}==$/, 'expected sha512- and 64 bytes in base 64'),
      }),
    )
    .min(1),
})

/** The newest release. */
export type Release = z.output<typeof releaseSchema>
export type ReleasePackage = Release['packages'][number]

/** Whether a version is later than another one. @example isLater('0.10.0', '0.9.3') // true */
export function isLater(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const at = a.findIndex((figure, index) => figure !== b[index])
  return at !== -1 && (a[at] as number) > (b[at] as number)
}

/** Node's name of an architecture as Debian has it. */
export const debianArchitecture = (arch: string): string =>
  ({ x64: 'amd64', arm64: 'arm64', arm: 'armhf', ia32: 'i386' })[arch] ?? arch

const LIMIT_MS = 30_000

/**
 * Reads the newest release.
 * @param folder URL of the folder of releases; https, since what it names is installed, or this machine's own
 * @throws RetryableError `RELEASES_UNREACHABLE`; NotRetryableError `RELEASE_MALFORMED`, `RELEASES_UNSAFE`
 */
export async function readRelease(folder: string, signal: AbortSignal): Promise<Release> {
  expectTrusted(folder)
  const url = `${folder.replace(/\/+$/, '')}/release.json`
  const answer = await ask(url, AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]))
  // The last place of the redirects.
  expectTrusted(answer.url)
  const parsed = releaseSchema.safeParse(await answer.json().catch(() => null))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new NotRetryableError(
    'RELEASE_MALFORMED',
    `expected a release at ${url}: ${issue?.path.join('.')}: ${issue?.message}`,
  )
}

function expectTrusted(place: string): void {
  if (URL.canParse(place) && isTrustedUrl(place)) return
  throw new NotRetryableError(
    'RELEASES_UNSAFE',
    `expected an https URL of the releases, since a package is installed from there, got ${place}`,
  )
}

async function ask(url: string, signal: AbortSignal): Promise<Response> {
  const answer = await fetch(url, { signal }).catch((cause: Error) => {
    throw new RetryableError('RELEASES_UNREACHABLE', `expected an answer of ${url}, got: ${cause.message}`, { cause })
  })
  if (answer.ok) return answer
  throw new RetryableError('RELEASES_UNREACHABLE', `expected ${url}, got HTTP ${answer.status}`)
}

/**
 * Begins to read a large file. Not by `fetch`: that ends the whole process (an assertion of undici) when a server
 * closes the connection behind the file, and the disk is slower than the network.
 */
async function open(url: string, signal: AbortSignal, redirects = 5): Promise<IncomingMessage> {
  expectTrusted(url)
  const answer = await new Promise<IncomingMessage>((done, fail) => {
    const asking = (url.startsWith('https:') ? getHttps : getHttp)(url, { signal }, done)
    asking.once('error', (cause) => {
      fail(new RetryableError('RELEASES_UNREACHABLE', `expected ${url}, got: ${cause.message}`, { cause }))
    })
  })
  const { statusCode = 0, headers } = answer
  if (statusCode === 200) return answer
  answer.resume()
  if (statusCode >= 300 && statusCode < 400 && headers.location && redirects > 0) {
    return open(new URL(headers.location, url).href, signal, redirects - 1)
  }
  throw new RetryableError('RELEASES_UNREACHABLE', `expected ${url}, got HTTP ${statusCode}`)
}

/**
 * Fetches a package into a folder. The file has its name only once all of it is there and is what the release says.
 * @returns its path
 * @throws NotRetryableError `RELEASE_MISMATCH`; RetryableError `RELEASES_UNREACHABLE`
 */
export async function fetchPackage(
  from: string,
  { file, size, integrity }: ReleasePackage,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, basename(file))
  if (await isWhole(path, integrity)) return path
  const part = `${path}.part`
  const answer = await open(`${from.replace(/\/+$/, '')}/${file}`, signal)
  const hash = createHash('sha512')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(bytes > size ? mismatch(file, `${size} bytes`, 'more') : null, chunk)
    },
  })
  try {
    await pipeline(answer, meter, createWriteStream(part, { mode: 0o600, flush: true }), { signal })
    const found = `sha512-${hash.digest('base64')}`
    if (found !== integrity) throw mismatch(file, integrity, found)
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
  return path
}

const mismatch = (file: string, expected: string, got: string): NotRetryableError =>
  new NotRetryableError('RELEASE_MISMATCH', `expected ${file} to have ${expected}, got ${got}; nothing was installed`)

/** Whether a file is there and is what the release says. */
async function isWhole(path: string, integrity: string): Promise<boolean> {
  const hash = createHash('sha512')
  try {
    await pipeline(createReadStream(path), hash)
  } catch {
    return false
  }
  return `sha512-${hash.digest('base64')}` === integrity
}
