import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentIdOf, InvalidInputError, pause, RetryableError } from '@aiigo/domain'
import type { ArtifactVersion } from '@aiigo/sdk'
import { makeJobSpec } from '@aiigo/sdk/testing'
import { createJobKey, createOutputMac, type JobKey, openBytes } from '@aiigo/sealing'
import { createLogger } from '@aiigo/service'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createArtifactKeeper } from './createArtifactKeeper.js'
import { listInside } from './listInside.js'

const log = createLogger({ name: 'test', level: 'silent' })
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const MIB = 1_048_576

let folder: string
let workDir: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-artifact-'))
  workDir = join(folder, 'job')
  await mkdir(join(workDir, 'frames'), { recursive: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** As a program should: another file, renamed. */
async function writes(name: string, content: string | Uint8Array): Promise<void> {
  await writeFile(join(workDir, `${name}.new`), content)
  await rename(join(workDir, `${name}.new`), join(workDir, name))
}

/** Until a condition holds. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !holds(); await pause(5)) {
    if (Date.now() > end) throw new Error('waited for too long')
  }
}

const FILES = ['loss.csv', 'frames/*.png', 'out.json', 'in.csv']

/** Runs while artifacts are kept, and gives what was stored and reported. */
function starts({ key = null as JobKey | null, files = FILES, outputMiB = 1, stillMs = 20 } = {}) {
  const stored = new Map<string, Buffer>()
  const reports: ArtifactVersion[][] = []
  const lines: string[] = []
  const failures: { upload: Error | null; report: Error | null } = { upload: null, report: null }
  const artifacts = { files, everySeconds: 10 }
  const spec = makeJobSpec({
    ...{ artifacts, outputs: ['out.json'], limits: { seconds: 60, outputMiB } },
    inputs: [{ as: 'in.csv', cid: `bafkrei${'a'.repeat(52)}`, sha256: '11'.repeat(32), size: 1 }],
  })
  let end = (_: string): void => undefined
  const work = new Promise<string>((done) => {
    end = done
  })
  const keeper = createArtifactKeeper({
    provider: {
      now: Date.now,
      async reportArtifacts(_: string, versions: readonly ArtifactVersion[]) {
        if (failures.report) throw failures.report
        reports.push([...versions])
      },
    },
    blobs: {
      async upload(content) {
        if (failures.upload) throw failures.upload
        const bytes = 'path' in content ? await readFile(content.path) : Buffer.from(content.bytes)
        const sha256 = sha256Of(bytes)
        stored.set(sha256, bytes)
        return { cid: contentIdOf(sha256), sha256, size: bytes.length }
      },
    },
    ...{ offer: { id: 'offer' }, spec, artifacts, key, folder, workDir, log, signal: new AbortController().signal },
    ...{ tell: (line) => void lines.push(line), stillMs, everyMs: 50 },
  })
  const running = keeper.during(() => work)
  const ends = async () => {
    end('the result')
    expect(await running).toBe('the result')
  }
  const all = () => reports.flat()
  const of = (name: string) => all().filter((one) => one.name === name)
  /** Contents of a file's versions, without their salt. */
  const contents = (name: string) => of(name).map(({ sha256 }) => stored.get(sha256)?.subarray(16).toString())
  return { all, of, contents, reports, stored, lines, failures, ends }
}

describe('artifacts of a run', () => {
  test('are stored each time they have changed, while the program runs', async () => {
    const run = starts()
    await writes('loss.csv', 'one')
    await writes('frames/1.png', 'frame')
    await writes('frames/1.txt', 'no artifact')
    await writes('in.csv', 'an input')
    await until(() => run.all().length === 2)
    const { storedSize, size, mac, cid, sha256 } = run.of('loss.csv')[0] as ArtifactVersion
    expect({ storedSize, size, mac, cid }).toEqual({ storedSize: 19, size: 3, mac: null, cid: contentIdOf(sha256) })
    // Written again with the same content.
    await writes('frames/1.png', 'frame')
    await writes('loss.csv', 'two')
    await until(() => run.of('loss.csv').length === 2)
    await pause(200)
    await run.ends()
    expect([run.contents('loss.csv'), run.contents('frames/1.png')]).toEqual([['one', 'two'], ['frame']])
    const [first, second] = run.of('loss.csv').map(({ takenAt }) => takenAt)
    expect(String(first) < String(second)).toBe(true)
    expect([run.all().length, run.lines]).toEqual([3, []])
  })

  test('are sealed where the files of the job are', async () => {
    const key = await createJobKey()
    const run = starts({ key })
    await writes('loss.csv', 'secret')
    await until(() => run.all().length === 1)
    await run.ends()
    const [{ sha256, mac, storedSize }] = run.all() as [ArtifactVersion]
    const sealed = run.stored.get(sha256) as Buffer
    const content = await openBytes(new Uint8Array(sealed), key.identity)
    const expected = createOutputMac(key.identity)
    expected.update(content)
    expect([Buffer.from(content).toString(), mac, storedSize]).toEqual(['secret', expected.digest(), sealed.length])
    expect(sealed.toString('latin1')).not.toContain('secret')
  })

  test('are not taken while they are written, and are although the program renames all the time', async () => {
    const run = starts({ stillMs: 300 })
    const growing = (async () => {
      for (let step = 0; step < 40; step++) {
        await writeFile(join(workDir, 'loss.csv'), `step ${step}\n`, { flag: 'a' })
        await writes('frames/1.png', `frame ${step}`)
        await pause(50)
      }
    })()
    await until(() => run.of('frames/1.png').length >= 2)
    expect(run.of('loss.csv')).toEqual([])
    await growing
    await until(() => run.of('loss.csv').length === 1)
    await run.ends()
    expect(run.contents('loss.csv')[0]?.split('\n')).toHaveLength(41)
  })

  test('are stored once more at the end, but for the outputs', async () => {
    const run = starts({ stillMs: 10_000 })
    await writes('loss.csv', 'the end')
    await writes('out.json', 'an output')
    await run.ends()
    expect([run.contents('loss.csv'), run.of('out.json')]).toEqual([['the end'], []])
  })

  test('that cannot be stored or reported cost the run nothing, and are tried again', async () => {
    const run = starts()
    run.failures.upload = new RetryableError('BLOB_STORE', 'it is away')
    await writes('loss.csv', 'one')
    await pause(200)
    run.failures.report = new RetryableError('API', 'it is away')
    run.failures.upload = null
    await until(() => run.stored.size === 1)
    await pause(200)
    run.failures.report = null
    await until(() => run.all().length === 1)
    await run.ends()
    expect([run.contents('loss.csv'), run.stored.size]).toEqual([['one'], 1])
  })

  test('are no more looked for once the attempt is over', async () => {
    const run = starts()
    const problem = { code: 'OFFER_CLOSED', message: 'it is over', field: 'offerId' }
    run.failures.report = new InvalidInputError([problem])
    await writes('loss.csv', 'one')
    await until(() => run.stored.size === 1)
    await pause(200)
    await writes('loss.csv', 'two')
    await pause(200)
    await run.ends()
    expect([run.all(), run.stored.size]).toEqual([[], 1])
  })

  test('are at most a hundred, and no larger together than the outputs may be', async () => {
    const run = starts({ files: ['frames/', 'large.bin'] })
    for (let frame = 100; frame < 202; frame++) await writes(`frames/${frame}.png`, `frame ${frame}`)
    await until(() => run.all().length === 100)
    await writes('frames/100.png', Buffer.alloc(MIB - 2_000))
    await until(() => run.of('frames/100.png').length === 2)
    await writes('frames/101.png', Buffer.alloc(2_000))
    await pause(300)
    await run.ends()
    expect(run.reports.every((some) => some.length <= 20)).toBe(true)
    expect(new Set(run.all().map(({ name }) => name)).size).toBe(100)
    expect(run.of('frames/101.png')).toHaveLength(1)
    expect(run.lines).toEqual([
      'there are more than 100 artifacts; the others are not shown',
      'the artifact frames/101.png is not shown: the artifacts exceed 1 MiB',
    ])
  })

  test('are no links, and nothing behind one', async () => {
    await mkdir(join(folder, 'outside'))
    await writeFile(join(folder, 'outside', '1.png'), 'of this machine')
    await symlink(join(folder, 'outside', '1.png'), join(workDir, 'loss.csv'))
    await rm(join(workDir, 'frames'), { recursive: true })
    await symlink(join(folder, 'outside'), join(workDir, 'frames'))
    const run = starts()
    await pause(300)
    await run.ends()
    expect([run.all(), run.stored.size]).toEqual([[], 0])
    expect(await listInside(workDir, ['frames/', 'frames/*.png', '**/*.png'])).toEqual([])
  })

  test('that become empty keep their last version', async () => {
    const run = starts()
    await writes('loss.csv', 'one')
    await until(() => run.all().length === 1)
    await truncate(join(workDir, 'loss.csv'))
    await pause(200)
    await run.ends()
    expect(run.contents('loss.csv')).toEqual(['one'])
  })
})
