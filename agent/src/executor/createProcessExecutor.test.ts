// tier: parts
import { spawnSync } from 'node:child_process'
import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Image } from '@aiigo/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { findExecutors } from '../machine/findExecutors.js'
import { sha256 } from './containers/sha256.js'
import { createProcessExecutor } from './createProcessExecutor.js'
import { createTimeLimit } from './createTimeLimit.js'
import { type Execution, type ExecutionTask, type Executor, StopRequest } from './Executor.js'
import { type FoundProcesses, findProcesses } from './processes/findProcesses.js'
import { folderPlace } from './processes/folderPlace.js'
import { seccompFilter } from './processes/seccompFilter.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
// Plain JavaScript, as the build of the examples runs it.
const { imageArchive, tarEntry } = (await import(pathToFileURL(`${examples}scripts/imageArchive.mjs`).href)) as {
  imageArchive: (entries: Buffer[], config?: object, options?: object) => Buffer
  tarEntry: (name: string, content?: Buffer | string, options?: object) => Buffer
}

const BUSYBOX = '/bin/busybox'
const MISSING = ['bwrap', 'prlimit', 'setpriv', BUSYBOX].filter((tool) => spawnSync(tool, ['--help']).error)
const isThere = process.env.AIIGO_REQUIRE_TOOLS === '1' || MISSING.length === 0
const MIB = 1_048_576

// Real processes, possibly on a busy machine.
jest.setTimeout(120_000)

;(isThere ? describe : describe.skip)('the process executor', () => {
  let machine: string
  let root: string
  let found: FoundProcesses
  let executor: Executor
  let printed: string

  beforeAll(async () => {
    machine = await realpath(await mkdtemp(join(tmpdir(), 'process-test-')))
    const looked = await findProcesses(join(machine, 'processes'))
    if ('reason' in looked) throw new Error(looked.reason)
    found = looked
    executor = createProcessExecutor({ found, keptMiB: 8 })
  })
  afterAll(async () => {
    await found.groups.close()
    await rm(machine, { recursive: true, force: true })
  })
  beforeEach(async () => {
    root = await mkdtemp(join(machine, 'run-'))
    printed = ''
  })

  const box = async (config: object = { Entrypoint: ['/bin/sh', '-c'] }, more: Buffer[] = []): Promise<Buffer> =>
    imageArchive(
      [
        tarEntry('bin/'),
        tarEntry('bin/busybox', await readFile(BUSYBOX), { mode: 0o4755 }),
        ...['sh', 'cat', 'wc', 'env', 'sleep', 'echo', 'true'].map((name) =>
          tarEntry(`bin/${name}`, '', { link: 'busybox' }),
        ),
        ...more,
      ],
      config,
    )
  const hooks = {
    onLog(_: string, text: string) {
      printed += text
      return null
    },
  }
  async function run(archive: Buffer, overrides: Partial<ExecutionTask> = {}): Promise<Execution> {
    const programPath = join(root, `program-${sha256(archive)}`)
    await writeFile(programPath, archive)
    const task = {
      ...{ programPath, args: [], inputs: [], outputs: [], workDir: join(root, 'job') },
      limits: { seconds: 60, memoryMiB: 64, outputMiB: 4, cores: 1 },
      ...overrides,
    }
    return executor.run(task, hooks, AbortSignal.timeout(100_000))
  }

  it('runs an image with inputs, arguments, environment and standard input, and collects its outputs', async () => {
    await writeFile(join(root, 'numbers'), '1\n2\n3\n')
    const execution = await run(await box(), {
      args: ['cat; echo "$GREETING $0 $1" >&2; wc -l < in/numbers.txt > out/count.txt; exit 5', 'zero', 'a b'],
      env: { GREETING: 'hello' },
      inputs: [{ path: join(root, 'numbers'), as: 'in/numbers.txt' }],
      stdin: 'in/numbers.txt',
      outputs: ['out/'],
    })
    expect(execution).toMatchObject({ outcome: 'EXITED', exitCode: 5, detail: null, missingOutputs: [] })
    expect(printed).toContain('1\n2\n3\n')
    expect(printed).toContain('hello zero a b\n')
    expect(execution.outputs.map(({ name, size }) => [name, size])).toEqual([['out/count.txt', 2]])
    expect(execution.isolation).toContain('no network')
  })

  it('goes on behind its time limit when the limit is moved before', async () => {
    const time = createTimeLimit(2)
    const limits = { seconds: 2, memoryMiB: 64, outputMiB: 4 }
    const running = run(await box(), { args: ['echo on; sleep 4; echo over'], limits, time })
    while (!printed.includes('on')) await new Promise((next) => setTimeout(next, 20))
    time.extend(60)
    expect(await running).toMatchObject({ outcome: 'EXITED', exitCode: 0 })
    expect(printed).toContain('over')
    const moved = createTimeLimit(1)
    moved.extend(2)
    const again = { args: ['sleep 1000'], workDir: join(root, 'again'), limits, time: moved }
    expect(await run(await box(), again)).toMatchObject({ outcome: 'TIME_LIMIT', detail: 'still running after 2 s' })
  })

  it('has secrets that no command line shows, and keeps no file of them', async () => {
    const secrets = { TOKEN: '"a b" $HOME #=\\', OTHER: 'ü' }
    let commands = ''
    const watch = setInterval(() => {
      commands += spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout
    }, 150)
    try {
      await run(await box(), { args: ['echo "$TOKEN $PLAIN $OTHER"; sleep 1'], env: { PLAIN: 'plain' }, secrets })
    } finally {
      clearInterval(watch)
    }
    expect(printed).toContain(`${secrets.TOKEN} plain ü\n`)
    expect(commands).toContain('PLAIN')
    expect(commands).not.toContain(secrets.TOKEN)
  })

  it('begins as a container does: by the image’s command, or by the job’s', async () => {
    const image = await box({ Entrypoint: ['/bin/echo', 'image'], Cmd: ['own'], Env: ['FROM=image', 'BOTH=image'] })
    await run(image)
    await run(image, { args: ['args'], workDir: join(root, '2') })
    await run(image, { entrypoint: ['/bin/echo', 'other'], workDir: join(root, '3') })
    await run(image, { entrypoint: ['/bin/env'], env: { BOTH: 'job' }, workDir: join(root, '4') })
    expect(printed).toMatch(/^image own\nimage args\nother\n/)
    expect(printed).toContain('FROM=image\n')
    expect(printed).toContain('BOTH=job\n')
    expect(printed).not.toMatch(/proxy|AIIGO|SUDO/i)
  })

  it('measures the processor time of all its processes', async () => {
    const spin = 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'
    const busy = await run(await box(), { args: [`(${spin}) & (${spin}) & wait`] })
    expect(busy).toMatchObject({ outcome: 'EXITED', exitCode: 0 })
    const idle = await run(await box(), { args: ['sleep 2'], workDir: join(root, '2') })
    expect(idle.cpuSeconds).toBeLessThan(1)
    expect(busy.cpuSeconds).toBeGreaterThan(idle.cpuSeconds)
    expect(idle.wallSeconds).toBeGreaterThanOrEqual(2)
  })

  it('refuses an image that no node can run, whatever a program prints', async () => {
    const outcome = async (archive: Buffer, overrides: Partial<ExecutionTask> = {}) => {
      const { outcome: end, detail } = await run(archive, {
        workDir: join(root, sha256(archive).slice(0, 8)),
        ...overrides,
      })
      return `${end} ${detail}`
    }
    expect(await outcome(Buffer.from('text'))).toMatch(/^REFUSED .*cut short/)
    const other = process.arch === 'x64' ? 'arm64' : 'amd64'
    expect(await outcome(imageArchive([], { Entrypoint: ['/x'] }, { architecture: other }))).toMatch(
      /^REFUSED .*arm64|amd64/,
    )
    expect(await outcome(imageArchive([tarEntry('bad', '\x7fELF')], { Entrypoint: ['/bad'] }))).toMatch(
      /^REFUSED .*can't be started/,
    )
    const says = 'echo "bwrap: execvp /nowhere: No such file or directory" >&2; exit 1'
    expect(await run(await box(), { args: [says], workDir: join(root, 'says') })).toMatchObject({
      ...{ outcome: 'EXITED', exitCode: 1 },
    })
  })

  it('refuses an image whose links lead deeper than a path may be, and leaves nothing of it', async () => {
    const step = Array.from({ length: 5 }, () => 'n'.repeat(180)).join('/')
    const long = (type: 'L' | 'K', text: string) => tarEntry('head', `${text}\0`, { type })
    // Each link leads to the folders that were made through the one before it.
    const links = ['a', 'b', 'c', 'd', 'e'].flatMap((name, at, names) => {
      const way = at === 0 ? step : `${names[at - 1]}/${step}`
      return [long('L', `${way}/`), tarEntry('folder/'), long('K', way), tarEntry(name, '', { link: 'target' })]
    })
    const before = await readdir(found.folder)
    const deep = await box(undefined, [...links, long('L', `e/${step}/file`), tarEntry('file', 'deep')])
    for (const workDir of [join(root, '1'), join(root, '2')]) {
      const execution = await run(deep, { args: ['true'], workDir })
      expect(execution).toMatchObject({ outcome: 'REFUSED', detail: expect.stringContaining('ENAMETOOLONG') })
      expect(await readdir(found.folder)).toEqual(before)
    }
  })

  it('stops at once when asked to, with everything that it has begun', async () => {
    const stop = new AbortController()
    const programPath = join(root, 'program')
    await writeFile(programPath, await box())
    const task = {
      ...{
        programPath,
        args: ['echo half > out.txt; sleep 1000 & echo on; sleep 1000'],
        inputs: [],
        outputs: ['out.txt'],
        workDir: join(root, 'job'),
      },
      limits: { seconds: 600, memoryMiB: 64, outputMiB: 4 },
    }
    const execution = await executor.run(task, { onLog: () => void stop.abort() }, stop.signal)
    expect([execution.outcome, execution.outputs]).toEqual(['KILLED', []])
    const asked = new AbortController()
    const onLog = () => void asked.abort(new StopRequest())
    const stopped = await executor.run({ ...task, workDir: join(root, 'other') }, { onLog }, asked.signal)
    expect([stopped.outcome, stopped.outputs.map(({ name, size }) => [name, size])]).toEqual([
      'STOPPED',
      [['out.txt', 5]],
    ])
  })

  it('keeps the images of public programs up to its bound, and none of sealed ones', async () => {
    const images = async () => (await readdir(found.folder)).filter((name) => name !== 'filter.bpf').length
    await run(await box(), { args: ['true'] })
    const counts = [await images()]
    for (const at of [1, 2, 3]) {
      // Three of 3 MiB, where 8 MiB may stay.
      const archive = await box({ Entrypoint: ['/bin/true'] }, [tarEntry('fill', Buffer.alloc(MIB, at))])
      await run(archive, { isPublic: true, workDir: join(root, `job-${at}`) })
      counts.push(await images())
    }
    expect(counts).toEqual([0, 1, 2, 2])
  })

  describe('unpacks', () => {
    /** An image of layers, each a list of entries. */
    const layered = (...layers: Buffer[][]): Image => {
      const bytes = layers.map((entries) => Buffer.concat([...entries, Buffer.alloc(1_024)]))
      return {
        ...{ architecture: found.architecture, id: sha256(Buffer.concat(bytes)), config: Buffer.alloc(0) },
        layers: bytes.map((layer) => ({
          form: 'tar',
          bytes: layer,
          sha256: sha256(layer),
          unpackedSha256: sha256(layer),
        })),
        ...{ hasCommand: true, entrypoint: ['/x'], args: [], env: [] },
      }
    }
    const unpacked = async (image: Image) => {
      const place = folderPlace({ ...found, folder: root })
      await place.load(image)
      return place.rootOf(image.id)
    }

    it('layers over one another, with what they take away', async () => {
      const folder = await unpacked(
        layered(
          [
            tarEntry('keep/'),
            tarEntry('keep/a', 'a'),
            tarEntry('keep/b', 'b'),
            tarEntry('old/'),
            tarEntry('old/x', 'x'),
          ],
          [
            tarEntry('keep/'),
            tarEntry('keep/.wh.a', ''),
            tarEntry('keep/c', 'c'),
            tarEntry('old/'),
            tarEntry('old/.wh..wh..opq', ''),
          ],
          [
            tarEntry('keep/b', 'newer', { mode: 0o6755 }),
            tarEntry('closed/', '', { mode: 0 }),
            tarEntry('closed/y', 'y'),
          ],
        ),
      )
      expect((await readdir(join(folder, 'keep'))).sort()).toEqual(['b', 'c'])
      expect(await readdir(join(folder, 'old'))).toEqual([])
      expect(await readFile(join(folder, 'keep/b'), 'utf8')).toBe('newer')
      expect((await lstat(join(folder, 'keep/b'))).mode & 0o7777).toBe(0o755)
      expect(await readFile(join(folder, 'closed/y'), 'utf8')).toBe('y')
      expect(await readdir(folder)).toEqual(expect.arrayContaining(['dev', 'job', 'proc', 'sys', 'tmp']))
    })

    it('a layer whose names are nearly as long as a path may be not at all', async () => {
      const name = Array.from({ length: 20 }, () => 'n'.repeat(200)).join('/')
      const image = layered([tarEntry('head', `${name}\0`, { type: 'L' }), tarEntry('f', 'text')])
      await expect(unpacked(image)).rejects.toMatchObject({ code: 'NOT_AN_IMAGE' })
      expect(await readdir(root)).toEqual([])
    })

    it('a layer that closes its own folder', async () => {
      const folder = await unpacked(layered([tarEntry('./', '', { mode: 0 }), tarEntry('./f', 'text')]))
      expect(await readFile(join(folder, 'f'), 'utf8')).toBe('text')
      expect((await lstat(folder)).mode & 0o777).toBe(0o755)
    })

    it('nothing outside of the image, by names or by links of any layer', async () => {
      const outside = join(root, 'outside')
      await writeFile(outside, 'the owner’s')
      const attempts = [
        [[tarEntry('../outside', 'theirs')]],
        [[tarEntry(outside, 'theirs')]],
        [[tarEntry('way', '', { link: root })], [tarEntry('way/'), tarEntry('way/outside', 'theirs')]],
        [[tarEntry('way', '', { link: root })], [tarEntry('way/'), tarEntry('way/.wh.outside', '')]],
        [[tarEntry('way', '', { link: root })], [tarEntry('way/outside', 'theirs')]],
        [[tarEntry('hard', '', { type: '1', link: outside })], [tarEntry('hard', 'theirs')]],
        [[tarEntry('.wh...', '')]],
        [[tarEntry('job', '', { link: root }), tarEntry('tmp', '', { link: root })]],
      ]
      for (const layers of attempts) {
        const image = layered(...layers)
        await unpacked(image).catch((error: Error) => expect(error.name).toMatch(/ImageError/))
        expect(await readFile(outside, 'utf8')).toBe('the owner’s')
        await rm(join(root, image.id), { recursive: true, force: true })
      }
      expect(await readdir(root)).toEqual(['outside'])
    })
  })

  it('begins although an earlier agent has left a folder that no path leads through', async () => {
    const half = Array.from({ length: 11 }, () => 'n'.repeat(200)).join('/')
    const left = join(root, 'processes', 'left.layer')
    const settings = { dataDir: root, keptImagesMiB: 8 }
    for (const executors of [['wasm', 'process'], ['wasm']] as const) {
      for (const cwd of [left, join(left, half)]) {
        await mkdir(cwd, { recursive: true })
        expect(spawnSync('mkdir', ['-p', half], { cwd }).status).toBe(0)
      }
      const { noContainers } = await findExecutors({ ...settings, caps: { executors: [...executors] } })
      expect(noContainers).toBeNull()
      const folders = await readdir(join(root, 'processes')).catch(() => [])
      expect(folders).not.toContain('left.layer')
    }
    const { openGroupPlace } = await import('./processes/jobGroups.js')
    await (await openGroupPlace(join(root, 'processes'))).close()
  })

  it('is offered where its owner allows it, as the executor of images', async () => {
    const settings = { dataDir: root, keptImagesMiB: 8 }
    const { executors, noContainers } = await findExecutors({ ...settings, caps: { executors: ['wasm', 'process'] } })
    expect(noContainers).toBeNull()
    expect(executors.names).toEqual(['wasm', `container-${found.architecture}`])
    expect(executors.executorFor('container').name).toBe('process')
    expect(await readdir(root)).toContain('processes')
    const without = await findExecutors({ ...settings, caps: { executors: ['wasm'] } })
    expect(without.executors.names).toEqual(['wasm'])
    expect(await readdir(root)).not.toContain('processes')
    const { openGroupPlace } = await import('./processes/jobGroups.js')
    await (await openGroupPlace(join(root, 'processes'))).close()
  })
})

describe('the filter of system calls', () => {
  /** Runs a filter as the kernel does. @returns the action for a call */
  function actionOf(filter: Buffer, machine: number, call: number, argument = 0): number {
    const data = [call, machine, 0, 0, argument, 0]
    let held = 0
    for (let at = 0; ; at++) {
      const [code, value] = [filter.readUInt16LE(at * 8), filter.readUInt32LE(at * 8 + 4)]
      if (code === 0x20) held = data[value / 4] ?? 0
      else if (code === 0x06) return value
      else {
        const holds = code === 0x15 ? held === value : code === 0x35 ? held >= value : (held & value) !== 0
        at += filter.readUInt8(at * 8 + (holds ? 2 : 3))
      }
    }
  }
  const [ALLOW, KILL, EPERM, ENOSYS] = [0x7fff0000, 0x80000000, 0x00050001, 0x00050026]

  it.each([
    ['amd64', 0xc000003e, { read: 0, mount: 165, unshare: 272, bpf: 321, ptrace: 101, clone: 56 }],
    ['arm64', 0xc00000b7, { read: 63, mount: 40, unshare: 97, bpf: 280, ptrace: 117, clone: 220 }],
  ] as const)('denies what no job needs on %s', (architecture, machine, calls) => {
    const filter = seccompFilter(architecture)
    const action = (call: number, argument?: number) => actionOf(filter, machine, call, argument)
    expect(action(calls.read)).toBe(ALLOW)
    for (const name of ['mount', 'unshare', 'bpf', 'ptrace'] as const)
      expect([name, action(calls[name])]).toEqual([name, EPERM])
    expect(action(calls.clone, 0x00010900)).toBe(ALLOW)
    expect(action(calls.clone, 0x10000000)).toBe(EPERM)
    expect(action(435)).toBe(ENOSYS)
    if (architecture === 'amd64') expect(action(0x40000000)).toBe(EPERM)
    expect(actionOf(filter, 0x40000003, calls.read)).toBe(KILL)
  })
})
