import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { contentIdOf, InvalidInputError, pause, RetryableError } from '@aiigo/domain'
import type { CheckpointVersion, OfferCheckpoint } from '@aiigo/sdk'
import { createJobKey, type JobKey } from '@aiigo/sealing'
import { createLogger } from '@aiigo/service'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type CopyOptions, copyVersion } from './copyVersion.js'
import { createCheckpointer } from './createCheckpointer.js'
import { type CheckpointStore, createCheckpointStore } from './createCheckpointStore.js'
import { restoreCheckpoint } from './restoreCheckpoint.js'
import { openVersion, sealVersion } from './sealVersion.js'

const log = createLogger({ name: 'test', level: 'silent' })
const MIB = 1_048_576
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const waits = new AbortController().signal

let folder: string
let workDir: string
let checkpoints: CheckpointStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-checkpoint-'))
  workDir = join(folder, 'job')
  await mkdir(workDir)
  checkpoints = await createCheckpointStore(join(folder, 'checkpoints'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** As a program should: another file, renamed. */
async function writes(content: string | Uint8Array, file = 'state.bin'): Promise<void> {
  await writeFile(join(workDir, `${file}.new`), content)
  await rename(join(workDir, `${file}.new`), join(workDir, file))
}

/** Swaps the folder `a` and the link `b` by renames, until it is ended. */
const SWAPS = `const { renameSync } = require('node:fs')
  for (let turn = 0; ; turn++) {
    renameSync('a', 'c'); renameSync('b', 'a'); renameSync('a', 'b'); renameSync('c', 'a')
    if (turn === 100) require('node:fs').writeSync(1, 'swaps\\n')
  }`

/** Until a condition holds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await holds()); await pause(5)) {
    if (Date.now() > end) throw new Error('waited for too long')
  }
}

describe('a version of a file that a program writes', () => {
  const copies = (changes: Partial<CopyOptions> = {}) =>
    copyVersion({
      ...{ workDir, file: 'state.bin', to: join(folder, 'copy'), maxBytes: MIB, stillMs: 20, known: null },
      ...{ signal: waits, ...changes },
    })
  const copied = () => readFile(join(folder, 'copy'), 'utf8')

  test('is copied once', async () => {
    expect(await copies()).toBeNull()
    await writes('one')
    const first = await copies()
    if (first === null || first === 'TOO_LARGE') throw new Error('expected a version')
    expect([await copied(), first.sha256]).toEqual(['one', sha256Of(Buffer.from('one'))])
    expect(await copies({ known: first.mark })).toBeNull()
    await writes('two')
    expect([await copies({ known: first.mark }), await copied()]).toEqual([expect.anything(), 'two'])
  })

  test('is whole although the program renames all the time', async () => {
    const over = new AbortController()
    const whole = (step: number) => Buffer.alloc(300_000, String(step % 10))
    await writes(whole(0))
    const writing = (async () => {
      for (let step = 1; !over.signal.aborted; step++) await writes(whole(step))
    })()
    for (let round = 0; round < 5; round++) {
      expect(await copies()).toEqual(expect.anything())
      const text = await copied()
      expect([text.length, new Set(text).size]).toEqual([300_000, 1])
    }
    over.abort()
    await writing
  })

  test('is not one while the program writes into it', async () => {
    await writeFile(join(workDir, 'state.bin'), 'half')
    const looking = copies({ stillMs: 200 })
    await pause(50)
    await writeFile(join(workDir, 'state.bin'), 'half, and the rest')
    expect(await looking).toBeNull()
    expect([await copies({ stillMs: 50 }), await copied()]).toEqual([expect.anything(), 'half, and the rest'])
  })

  test('is no link, no file below a linked folder, no folder, no empty file and none above the limit', async () => {
    await writeFile(join(folder, 'secret'), 'of this machine')
    await mkdir(join(folder, 'outside'))
    await writeFile(join(folder, 'outside', 'state.bin'), 'of this machine')
    await symlink(join(folder, 'secret'), join(workDir, 'state.bin'))
    await symlink(join(folder, 'outside'), join(workDir, 'linked'))
    await mkdir(join(workDir, 'folder'))
    await writeFile(join(workDir, 'empty'), '')
    await writeFile(join(workDir, 'large'), Buffer.alloc(MIB + 1))
    for (const file of ['state.bin', 'linked/state.bin', 'folder', 'empty']) expect(await copies({ file })).toBeNull()
    expect(await copies({ file: 'large' })).toBe('TOO_LARGE')
  })

  test('is never a file outside, while the program swaps a folder and a link', async () => {
    await mkdir(join(folder, 'outside'))
    await writeFile(join(folder, 'outside', 'state.bin'), 'of this machine')
    await mkdir(join(workDir, 'a'))
    await writeFile(join(workDir, 'a', 'state.bin'), 'of the job')
    await symlink(join(folder, 'outside'), join(workDir, 'b'))
    const swapping = spawn(process.execPath, ['-e', SWAPS], { cwd: workDir, stdio: ['ignore', 'pipe', 'inherit'] })
    const seen = new Map<string, number>()
    try {
      await createInterface(swapping.stdout)[Symbol.asyncIterator]().next()
      for (let look = 0; look < 3_000; look++) {
        const found = await copies({ file: 'a/state.bin', stillMs: 0 })
        const content = found === null ? 'nothing' : await copied()
        seen.set(content, (seen.get(content) ?? 0) + 1)
      }
    } finally {
      swapping.kill('SIGKILL')
    }
    // Both were met, so the swaps were in the way.
    expect([...seen.keys()].sort()).toEqual(['nothing', 'of the job'])
  }, 120_000)

  test('is no pipe, and none is opened: whoever waits to write into it goes on waiting', async () => {
    await mkdir(join(folder, 'outside'))
    await symlink(join(folder, 'outside'), join(workDir, 'linked'))
    await symlink(join(folder, 'outside', 'pipe'), join(workDir, 'link'))
    for (const pipe of [join(folder, 'outside', 'pipe'), join(workDir, 'pipe')]) {
      execFileSync('mkfifo', [pipe])
      const writer = spawn('sh', ['-c', 'echo begins; exec 3>"$0"', pipe])
      try {
        await createInterface(writer.stdout)[Symbol.asyncIterator]().next()
        for (let look = 0; look < 500; look++) {
          for (const file of ['linked/pipe', 'link', 'pipe']) expect(await copies({ file, stillMs: 0 })).toBeNull()
        }
        expect([writer.exitCode, writer.signalCode]).toEqual([null, null])
      } finally {
        writer.kill('SIGKILL')
      }
    }
  }, 60_000)
})

describe('a stored version', () => {
  async function stored(content: Uint8Array, key: JobKey | null) {
    await writeFile(join(folder, 'plain'), content)
    const path = join(folder, 'stored')
    return { ...(await sealVersion(join(folder, 'plain'), path, key)), path }
  }
  const out = () => join(folder, 'out')

  test.each([0, 1, 15, 16, 17, 65_536, 200_000])('of %i bytes comes back as it was', async (size) => {
    const content = randomBytes(size)
    for (const key of [null, await createJobKey()]) {
      const version = await stored(content, key)
      expect(sha256Of(await readFile(version.path))).toBe(version.sha256)
      expect(await openVersion(version, out(), key)).toBe(sha256Of(content))
      expect(content.equals(await readFile(out()))).toBe(true)
    }
  })

  test('has another id each time, sealed or not', async () => {
    for (const key of [null, await createJobKey()]) {
      const [one, other] = [await stored(Buffer.from('same'), key), await stored(Buffer.from('same'), key)]
      expect(one.sha256).not.toBe(other.sha256)
    }
  })

  test('is refused with another hash, with another key, and when somebody without the key sealed it', async () => {
    const key = await createJobKey()
    const version = await stored(Buffer.from('state'), key)
    await expect(openVersion({ ...version, sha256: '0'.repeat(64) }, out(), key)).rejects.toMatchObject({
      code: 'CHECKPOINT_BROKEN',
    })
    await expect(openVersion(version, out(), await createJobKey())).rejects.toMatchObject({ code: 'SEAL_BROKEN' })
    // Everybody knows the recipient, the identity is the job's.
    const forged = await stored(Buffer.from('forged'), {
      identity: (await createJobKey()).identity,
      recipient: key.recipient,
    })
    await expect(openVersion(forged, out(), key)).rejects.toMatchObject({ code: 'CHECKPOINT_BROKEN' })
    await expect(openVersion({ ...forged, mac: null }, out(), key)).rejects.toMatchObject({ code: 'CHECKPOINT_BROKEN' })
  })
})

/** A platform that keeps what it is sent. */
function platform(fails: (call: 'upload' | 'report') => Error | null = () => null) {
  const uploaded = new Map<string, Buffer>()
  const reported: CheckpointVersion[] = []
  return {
    uploaded,
    reported,
    blobs: {
      upload: async (content: { path: string } | { bytes: Uint8Array }) => {
        const error = fails('upload')
        if (error) throw error
        const bytes = 'path' in content ? await readFile(content.path) : Buffer.from(content.bytes)
        const sha256 = sha256Of(bytes)
        uploaded.set(contentIdOf(sha256), bytes)
        return { cid: contentIdOf(sha256), sha256, size: bytes.length }
      },
    },
    provider: {
      reportCheckpoint: async (_: string, version: CheckpointVersion) => {
        const error = fails('report')
        if (error) throw error
        if (version.sequence > (reported.at(-1)?.sequence ?? 0)) reported.push(version)
        return reported.at(-1)?.sequence ?? 0
      },
    },
  }
}

describe('an attempt with a checkpoint', () => {
  const offerId = randomUUID()
  const offer = (checkpoint: OfferCheckpoint | null = null) => ({ id: offerId, attempt: 2, checkpoint })
  const told: string[] = []
  const tell = (line: string) => void told.push(line)
  let key: JobKey
  beforeEach(async () => {
    told.length = 0
    key = await createJobKey()
  })

  const restores = (from: OfferCheckpoint | null, fetch: (path: string) => Promise<void>) =>
    restoreCheckpoint({
      ...{ checkpoints, offer: offer(from), key, folder, tell, log, signal: waits },
      fetch: (_, path) => fetch(path),
    })
  const nothing = () => Promise.reject(new Error('expected nothing to be fetched'))

  /** Runs a program, which a test plays. */
  function runs(
    { blobs, provider }: Pick<ReturnType<typeof platform>, 'blobs' | 'provider'>,
    program: () => Promise<void>,
    {
      restored = null,
      from = null,
      everySeconds = 0.01,
      maxMiB = 1,
    }: {
      restored?: Awaited<ReturnType<typeof restores>>
      from?: OfferCheckpoint | null
      everySeconds?: number
      maxMiB?: number
    } = {},
  ) {
    const checkpoint = { file: 'state.bin', everySeconds, maxMiB }
    const deps = { provider, blobs, checkpoints, offer: offer(from), checkpoint, key, folder, workDir, restored, tell }
    return createCheckpointer({ ...deps, log, signal: waits, cpuSeconds: () => 0.25, stillMs: 1, lookMs: 1 }).during(
      program,
    )
  }

  test('stores and reports each version, numbered, and keeps the newest alone on this machine', async () => {
    const remote = platform()
    await runs(remote, async () => {
      await writes('one')
      await until(() => remote.reported.length === 1)
      await writes('two')
      await until(() => remote.reported.length === 2)
      // The same content is no new version.
      await writes('two')
      await writes('three')
      await until(() => remote.reported.length === 3)
    })
    expect(remote.reported.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(await checkpoints.newest(offerId)).toMatchObject({
      sequence: 3,
      wallSeconds: expect.any(Number),
      cpuSeconds: 0.25,
    })
    expect((await readdir(join(folder, 'checkpoints', offerId))).sort()).toEqual(['3.version', 'newest.json'])
    for (const { cid, sha256, mac } of remote.reported) {
      expect([sha256Of(remote.uploaded.get(cid) as Buffer), mac]).toEqual([
        sha256,
        expect.stringMatching(/^[0-9a-f]{64}$/),
      ])
      expect(remote.uploaded.get(cid)?.includes('three')).toBe(false)
    }
  })

  test('takes no more than one version in its time', async () => {
    const remote = platform()
    await runs(
      remote,
      async () => {
        await writes('one')
        await until(() => remote.reported.length === 1)
        for (let step = 0; step < 20; step++) await writes(`step ${step}`)
        await pause(100)
      },
      { everySeconds: 3_600 },
    )
    expect(remote.reported).toHaveLength(1)
  })

  test('goes on while a version cannot be stored or reported, and ends its reports with the attempt', async () => {
    const failing = platform((call) => (call === 'upload' ? new RetryableError('BLOB_STORE_FAILED', 'down') : null))
    await runs(failing, async () => {
      await writes('one')
      await until(async () => (await checkpoints.newest(offerId))?.sequence === 1)
    })
    expect(failing.reported).toEqual([])
    let calls = 0
    const over = platform((call) => {
      if (call === 'upload') return null
      calls++
      return new InvalidInputError([{ code: 'OFFER_CLOSED', field: 'offerId', message: 'over' }])
    })
    await runs(over, async () => {
      await until(() => calls === 1)
      await writes('two')
      await pause(50)
    })
    expect(calls).toBe(1)
  })

  test('stores no further version while the platform does not take the report of one', async () => {
    let [isAway, reports] = [true, 0]
    const remote = platform((call) => {
      if (call === 'upload' || !isAway) return null
      reports++
      return new RetryableError('UNAVAILABLE', 'away')
    })
    await runs(remote, async () => {
      for (let step = 1; step <= 5; step++) {
        await writes(`step ${step}`)
        // Kept on this machine all the same.
        await until(async () => (await checkpoints.newest(offerId))?.sequence === step && reports >= step)
      }
      expect(remote.uploaded.size).toBe(1)
      isAway = false
      await writes('step 6')
      await until(() => remote.reported.length === 2)
    })
    // The one that waited, and the newest.
    expect(remote.reported.map(({ sequence }) => sequence)).toEqual([1, 6])
    expect(remote.uploaded.size).toBe(2)
  })

  test('tells the buyer once of a file that is too large', async () => {
    const remote = platform()
    await runs(remote, async () => {
      await writes(Buffer.alloc(MIB + 1))
      await until(() => told.length > 0)
      await pause(20)
      await writes('small')
      await until(() => remote.reported.length === 1)
    })
    expect(told).toEqual(['the checkpoint is larger than 1 MiB and is not kept'])
  })

  test('goes on from this machine’s newest version after a restart, and numbers from there', async () => {
    const remote = platform()
    await runs(remote, async () => {
      await writes('one')
      await until(() => remote.reported.length === 1)
    })
    await rm(join(workDir, 'state.bin'))
    // The agent died before the platform had the second one.
    await runs({ ...remote, blobs: { upload: () => Promise.reject(new Error('gone')) } }, async () => {
      await writes('two')
      await until(async () => (await checkpoints.newest(offerId))?.sequence === 2)
    })
    const again = await createCheckpointStore(join(folder, 'checkpoints'))
    await again.retain([offerId])
    const restored = await restores({ ...(remote.reported[0] as CheckpointVersion), attempt: 2 }, nothing)
    expect(restored).toMatchObject({
      from: { attempt: 2, sequence: 2 },
      wallSeconds: expect.any(Number),
      cpuSeconds: 0.25,
    })
    expect(await readFile(restored?.path ?? '', 'utf8')).toBe('two')
    expect(told).toEqual([expect.stringMatching(/goes on from checkpoint 2 of attempt 2/)])
    await runs(
      remote,
      async () => {
        // Told late, but told.
        await until(() => remote.reported.length === 2)
        await copyFile(restored?.path ?? '', join(workDir, 'state.bin'))
        await pause(50)
        await writes('three')
        await until(() => remote.reported.length === 3)
      },
      { restored },
    )
    expect(remote.reported.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    await again.retain([])
    expect(await again.newest(offerId)).toBeNull()
  })

  /** A version that another node left behind. */
  async function left(content: string, by = key): Promise<{ version: OfferCheckpoint; bytes: Buffer }> {
    await writeFile(join(folder, 'theirs'), content)
    const stored = await sealVersion(join(folder, 'theirs'), join(folder, 'theirs-stored'), by)
    const version = { ...stored, attempt: 1, sequence: 7, cid: contentIdOf(stored.sha256) }
    return { version, bytes: await readFile(join(folder, 'theirs-stored')) }
  }

  test('goes on from what an attempt before it left, and counts none of its time', async () => {
    const { version, bytes } = await left('theirs')
    await mkdir(join(folder, 'fetched'))
    const restored = await restores(version, (path) => writeFile(path, bytes))
    expect(restored).toMatchObject({
      from: { attempt: 1, sequence: 7, sha256: version.sha256 },
      wallSeconds: 0,
      cpuSeconds: 0,
      contentSha256: sha256Of(Buffer.from('theirs')),
    })
    expect(told).toEqual([`the job goes on from checkpoint 7 of attempt 1 (${version.size} bytes)`])
  })

  test.each([
    ['cannot be had', 'HTTP 404', () => Promise.reject(new Error('got HTTP 404'))],
    ['has another hash', 'expected a checkpoint of', (path: string) => writeFile(path, 'something')],
  ])('begins at the start where the version %s', async (_, reason, fetch) => {
    const { version } = await left('theirs')
    await mkdir(join(folder, 'fetched'))
    expect(await restores(version, fetch)).toBeNull()
    expect(told).toEqual([
      expect.stringMatching(/^checkpoint 7 of attempt 1 is of no use: /),
      'the job begins at its start',
    ])
    expect(told[0]).toContain(reason === 'HTTP 404' ? reason : '')
  })

  test('begins at the start where another job’s version is handed out', async () => {
    const { version, bytes } = await left('of another job', await createJobKey())
    await mkdir(join(folder, 'fetched'))
    expect(await restores(version, (path) => writeFile(path, bytes))).toBeNull()
    expect(told.at(-1)).toBe('the job begins at its start')
  })

  test('takes the platform’s version where this machine’s own is damaged', async () => {
    const remote = platform()
    await runs(remote, async () => {
      await writes('one')
      await until(() => remote.reported.length === 1)
    })
    const own = await checkpoints.newest(offerId)
    await truncate(own?.path ?? '', 10)
    const [version] = remote.reported
    await mkdir(join(folder, 'fetched'))
    const restored = await restores({ ...(version as CheckpointVersion), attempt: 2 }, (path) =>
      writeFile(path, remote.uploaded.get(version?.cid ?? '') as Buffer),
    )
    expect(await readFile(restored?.path ?? '', 'utf8')).toBe('one')
    expect(told).toEqual([expect.stringMatching(/is of no use/), expect.stringMatching(/goes on from checkpoint 1/)])
  })
})
