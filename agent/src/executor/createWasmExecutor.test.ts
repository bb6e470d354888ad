import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { LOG_END_TEXT, linesOf } from '@aiigo/domain'
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { createExecutorRegistry } from './createExecutorRegistry.js'
import { createTimeLimit } from './createTimeLimit.js'
import { createWasmExecutor } from './createWasmExecutor.js'
import { type Execution, type ExecutionTask, StopRequest } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'
import { detectIsolationTools } from './isolation.js'
import { groupIsAlive } from './processGroup.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
const example = (name: string): string => join(examples, name, `${name}.wasm`)

// Real processes, possibly on a busy machine.
jest.setTimeout(90_000)

let root: string
let pids: number[]
let logs: { stream: string; text: string; end: string }[]

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(examples, 'scripts/build.mjs')])
}, 120_000)

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'executor-test-')))
  pids = []
  logs = []
})

afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const hooks = {
  onLog(stream: string, text: string) {
    for (const line of linesOf(text)) logs.push({ stream, ...line })
    return null
  },
  onStart: (pid: number) => void pids.push(pid),
}

/** Processor time of the ended children of this process, as the kernel adds it up; seconds. */
function childrenSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

function makeTask(overrides: Partial<ExecutionTask> = {}): ExecutionTask {
  return {
    programPath: example('rogue'),
    args: [],
    inputs: [],
    outputs: [],
    limits: { seconds: 60, memoryMiB: 64, outputMiB: 4 },
    workDir: join(root, 'job'),
    ...overrides,
  }
}

const available = await detectIsolationTools(process.execPath, { privateDir: tmpdir(), workDir: tmpdir() })
const WITHOUT = { bubblewrap: false, prlimit: false, setpriv: false }
const ways: [string, typeof WITHOUT][] = [['plain process', WITHOUT]]
if (available.prlimit || available.setpriv) ways.push(['kernel limits', { ...available, bubblewrap: false }])
if (available.bubblewrap) ways.push(['bubblewrap', available])

/**
 * Of cases that differ by their program only, the default profile gives each way one in turn, so that each program and
 * each way is tried; `npm run test:deep` tries all of them in all ways.
 */
const DEEP = process.env.AIIGO_TEST_PROFILE === 'deep'
const shareOf = <T>(way: string, cases: readonly T[]): T[] =>
  cases.filter((_, index) => DEEP || index % ways.length === ways.findIndex(([name]) => name === way))

describe.each(ways)('the WASM executor (%s)', (way, tools) => {
  const executor = createWasmExecutor({ tools })
  const run = async (
    overrides: Partial<ExecutionTask> = {},
    signal = new AbortController().signal,
  ): Promise<Execution> => {
    const execution = await executor.run(makeTask(overrides), hooks, signal)
    for (const pid of pids) expect(await groupIsAlive(pid)).toBe(false)
    return execution
  }
  const rogue = (...args: string[]) => run({ args })

  const programs: [name: string, args: string[], inputs: string[], output: string][] = [
    ['word-statistics', ['text.txt', '20'], ['text.txt'], 'statistics.json'],
    ['mandelbrot', ['64', '100'], [], 'mandelbrot.png'],
    ['kmeans', ['points.csv', '4', '100'], ['points.csv'], 'clusters.json'],
  ]
  it.each(shareOf(way, programs))('runs %s and collects its result', async (name, args, inputs, output) => {
    const execution = await run({
      programPath: example(name),
      args,
      inputs: inputs.map((as) => ({ path: join(examples, name, as), as })),
      outputs: [output, 'never-written.txt'],
    })
    expect(execution).toMatchObject({
      outcome: 'EXITED',
      exitCode: 0,
      detail: null,
      missingOutputs: ['never-written.txt'],
    })
    const bytes = await readFile(join(root, 'job', output))
    expect(execution.outputs).toEqual([
      {
        name: output,
        path: join(root, 'job', output),
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    ])
    expect(logs.length).toBeGreaterThan(1)
    expect(execution.isolation).toBe(await executor.describe())
  })

  it.each(shareOf(way, ['c', 'rust', 'go', 'assemblyscript']))(
    'runs a program of the toolchain %s',
    async (language) => {
      await writeFile(join(root, 'text'), 'first line\nsecond line\n')
      const execution = await run({
        programPath: join(examples, 'toolchains', language, 'program.wasm'),
        args: ['input.txt', '7'],
        env: { GREETING: 'hello = world' },
        stdin: 'lines',
        inputs: [
          { path: join(root, 'text'), as: 'input.txt' },
          { path: join(root, 'text'), as: 'lines' },
        ],
        outputs: ['report.txt', 'parts/1.txt', 'parts/deep/4.log'],
      })
      expect(logs).toEqual(
        expect.arrayContaining([
          { stream: 'stdout', text: 'wrote the report', end: 'NEWLINE' },
          { stream: 'stderr', text: 'leaving with 7', end: 'NEWLINE' },
        ]),
      )
      expect(execution).toMatchObject({ outcome: 'EXITED', exitCode: 7, missingOutputs: [] })
      expect(await readFile(join(root, 'job/report.txt'), 'utf8')).toBe(
        'input 23 bytes\nstdin first line\nGREETING hello = world\n',
      )
      expect(await readFile(join(root, 'job/parts/deep/4.log'), 'utf8')).toBe('part 4\n')
    },
  )

  it('measures wall time and streams lines while the program runs', async () => {
    const execution = await run({ programPath: example('sleeper'), args: ['1'], outputs: ['slept.txt'] })
    expect(execution).toMatchObject({ outcome: 'EXITED', exitCode: 0 })
    expect(execution.wallSeconds).toBeGreaterThanOrEqual(1)
    // The rest is the engine's start.
    expect(execution.cpuSeconds).toBeGreaterThan(0)
    expect(execution.cpuSeconds).toBeLessThan(execution.wallSeconds)
    expect(logs).toEqual([{ stream: 'stdout', text: 'second 1 of 1', end: 'NEWLINE' }])
  })

  it('measures the processor time that the kernel counts, of a run that ends and of one that is stopped', async () => {
    const told: number[] = []
    const onProcessorTime = (seconds: number) => void told.push(seconds)
    const measure = async (overrides: Partial<ExecutionTask>): Promise<[Execution, number]> => {
      const before = childrenSeconds()
      const execution = await executor.run(
        makeTask(overrides),
        { ...hooks, onProcessorTime },
        AbortSignal.timeout(80_000),
      )
      return [execution, childrenSeconds() - before]
    }
    const limits = { seconds: 2, memoryMiB: 64, outputMiB: 4 }
    const [looped, byKernel] = await measure({ args: ['loop'], limits })
    expect(looped.outcome).toBe('TIME_LIMIT')
    // Processes of a namespace end as orphans: the kernel adds their time to another process.
    const isCounted = !tools.bubblewrap
    if (isCounted) expect(Math.abs(looped.cpuSeconds - byKernel)).toBeLessThan(0.2)
    expect(looped.cpuSeconds).toBeGreaterThan(0.05)
    expect(looped.cpuSeconds).toBeLessThan(looped.wallSeconds + 0.5)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBeLessThanOrEqual(looped.cpuSeconds)
    const size = ['512', '2000']
    const [drawn, drawnByKernel] = await measure({
      ...{ programPath: example('mandelbrot'), args: size, workDir: join(root, 'drawn') },
    })
    expect(drawn.outcome).toBe('EXITED')
    if (isCounted) expect(Math.abs(drawn.cpuSeconds - drawnByKernel)).toBeLessThan(0.2)
    expect(drawn.cpuSeconds).toBeGreaterThan(0.05)
  })

  it('takes a non-zero exit as a valid result', async () => {
    expect(await rogue('exit', '7')).toMatchObject({ outcome: 'EXITED', exitCode: 7 })
    expect(logs).toEqual([{ stream: 'stderr', text: 'leaving', end: 'NEWLINE' }])
  })

  it('passes arguments unchanged, options of Node among them', async () => {
    await rogue('arguments', '--allow-child-process', 'a b', '$(id)', 'é', '')
    expect(logs.map((log) => log.text)).toEqual([
      'program',
      'arguments',
      '--allow-child-process',
      'a b',
      '$(id)',
      'é',
      '',
    ])
  })

  it('stops an endless loop at the time limit', async () => {
    const execution = await run({ args: ['loop'], limits: { seconds: 1, memoryMiB: 64, outputMiB: 4 } })
    expect(execution).toMatchObject({ outcome: 'TIME_LIMIT', exitCode: null, outputs: [] })
    expect(execution.wallSeconds).toBeGreaterThanOrEqual(1)
    expect(pids).toHaveLength(1)
  })

  it('goes on behind its time limit when the limit is moved before', async () => {
    const time = createTimeLimit(3)
    const limits = { seconds: 3, memoryMiB: 64, outputMiB: 4 }
    const running = run({ args: ['loop'], limits, time })
    while (pids.length === 0) await new Promise((next) => setTimeout(next, 20))
    const processorLimit = async () =>
      /^Max cpu time +(\d+)/m.exec(await readFile(`/proc/${pids[0]}/limits`, 'utf8'))?.[1]
    if (tools.prlimit) while ((await processorLimit()) !== '66') await new Promise((next) => setTimeout(next, 20))
    time.extend(2)
    time.extend(6)
    if (tools.prlimit) while ((await processorLimit()) !== '72') await new Promise((next) => setTimeout(next, 20))
    const { outcome, detail, wallSeconds } = await running
    expect([outcome, detail]).toEqual(['TIME_LIMIT', 'still running after 6 s'])
    expect(wallSeconds).toBeGreaterThanOrEqual(6)
  })

  const ends = ['TIME_LIMIT loop', 'MEMORY_LIMIT memory', 'CRASHED trap', 'OUTPUT_LIMIT flood-log', 'EXITED exit']
  it.each(shareOf(way, ends))('collects what was written before the end: %s', async (words) => {
    const [outcome, end = ''] = words.split(' ')
    // The limit counts from the start of the process, which a busy machine starts slowly.
    const limits = { seconds: end === 'loop' ? 10 : 60, memoryMiB: 64, outputMiB: 1 }
    const execution = await run({ args: ['partial', end], outputs: ['partial.txt', 'never.txt'], limits })
    expect(execution).toMatchObject({
      outcome,
      outputs: [{ name: 'partial.txt', size: 15 }],
      missingOutputs: ['never.txt'],
      oversizedOutputs: [],
      unsafeOutputs: [],
    })
  })

  it('stops at once when asked to', async () => {
    const asked = new AbortController()
    const onLog = () => {
      asked.abort()
      return null
    }
    const execution = await executor.run(makeTask({ args: ['loop'] }), { ...hooks, onLog }, asked.signal)
    for (const pid of pids) expect(await groupIsAlive(pid)).toBe(false)
    // Not TIME_LIMIT, so it ended before its 60 seconds.
    expect(execution.outcome).toBe('KILLED')
    expect((await run({ workDir: join(root, 'other') }, AbortSignal.abort())).outcome).toBe('KILLED')
  })

  it('keeps what was written when the buyer has it stopped', async () => {
    const asked = new AbortController()
    const [workDir, began] = [join(root, 'job'), performance.now()]
    const task = makeTask({ args: ['partial', 'loop'], outputs: ['partial.txt'], workDir })
    const running = executor.run(task, hooks, asked.signal)
    const written = () => readFile(join(workDir, 'partial.txt'), 'utf8').catch(() => '')
    while ((await written()) === '') await new Promise((next) => setTimeout(next, 20))
    asked.abort(new StopRequest())
    const { outcome, exitCode, outputs, wallSeconds } = await running
    expect([outcome, exitCode, outputs.map(({ name, size }) => [name, size])]).toEqual([
      ...['STOPPED', null],
      [['partial.txt', 'the first half\n'.length]],
    ])
    expect(wallSeconds).toBeLessThanOrEqual((performance.now() - began) / 1_000)
    const aborted = AbortSignal.abort(new StopRequest())
    expect(await run({ workDir: join(root, 'other') }, aborted)).toMatchObject({ outcome: 'STOPPED', outputs: [] })
  })

  it('keeps the memory limit', async () => {
    expect((await rogue('memory')).outcome).toBe('MEMORY_LIMIT')
    expect((await run({ args: ['big-memory'], workDir: join(root, 'big') })).outcome).toBe('CRASHED')
    expect(logs.map((log) => log.text)).not.toContain('got it')
  })

  it.each(shareOf(way, ['flood-log', 'flood-file', 'flood-many', 'flood-folders']))(
    'keeps the output limit against %s',
    async (mode) => {
      // Small and slow enough that a busy machine reaches the one limit long before the other.
      const limits = { seconds: 60, memoryMiB: 64, outputMiB: 1 }
      const execution = await run({ args: [mode], outputs: ['flood.bin'], limits })
      expect(execution.outcome).toBe('OUTPUT_LIMIT')
      // Files that fit may be kept.
      const kept = execution.outputs.reduce((sum, { size }) => sum + size, 0)
      expect(kept).toBeLessThanOrEqual(1_048_576)
    },
  )

  it('passes on every line of a fast program, in the order of its writes to both streams', async () => {
    await rogue('lines', '100000')
    expect(logs).toHaveLength(100_000)
    expect(logs.findIndex(({ text }, index) => text !== `line ${index + 1}`)).toBe(-1)
    logs = []
    await run({ args: ['both', '500'], workDir: join(root, 'both') })
    const expected = Array.from({ length: 1_000 }, (_, i) => `${i % 2 ? 'error' : 'out'} ${Math.floor(i / 2)}`)
    expect(logs.map(({ text }) => text)).toEqual(expected)
  })

  // Isolation does not touch the log's pipes: the default profile tries these cases in one way.
  if (DEEP || way === ways.at(-1)?.[0]) {
    it('shows progress and unfinished lines while the program runs', async () => {
      const shown: string[] = []
      const seen = new AbortController()
      const onLog = (_: string, text: string) => {
        for (const line of linesOf(text)) shown.push(line.text + LOG_END_TEXT[line.end])
        if (shown.at(-1) === 'done, name: ') seen.abort()
        return null
      }
      // The program leaves its last line open for an hour: a line that is shown at its end only is not seen.
      const task = makeTask({ args: ['progress', '100', '3600000'] })
      const execution = await executor.run(task, { ...hooks, onLog }, seen.signal)
      expect(execution.outcome).toBe('KILLED')
      expect(shown).toEqual(['25 %\r', '50 %\r', '75 %\r', '100 %\r', 'done, name: '])
    })

    it('cuts no character in two', async () => {
      await rogue('emojis', '20000')
      const text = logs.map((line) => line.text + LOG_END_TEXT[line.end as 'OPEN']).join('')
      expect(text).toBe(`x${'\u{1f600}'.repeat(20_000)}\n`)
      expect(Math.max(...logs.map((line) => line.text.length))).toBeLessThanOrEqual(4_096)
      expect(logs.every((line) => line.text.isWellFormed())).toBe(true)
    })

    it('keeps what is printed up to the output limit', async () => {
      const execution = await run({
        args: ['lines', '1000000'],
        limits: { seconds: 60, memoryMiB: 64, outputMiB: 1 },
      })
      expect(execution.outcome).toBe('OUTPUT_LIMIT')
      const printed = logs.map((line) => line.text + LOG_END_TEXT[line.end as 'OPEN']).join('')
      expect(printed.length).toBe(1_048_576)
    })

    it('lets the program wait where its log has to, and does not bill the wait after its end', async () => {
      const { promise: held, resolve: open } = Promise.withResolvers<void>()
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
      const onLog = (stream: string, text: string) => {
        hooks.onLog(stream, text)
        begin()
        return held
      }
      const { signal } = new AbortController()
      const running = executor.run(makeTask({ args: ['lines', '100000'] }), { ...hooks, onLog }, signal)
      await begun
      // Another one that need not wait begins later and comes to its end first.
      const other = makeTask({ args: ['lines', '100000'], workDir: join(root, 'other') })
      expect(await executor.run(other, { onLog: () => null }, signal)).toMatchObject({ outcome: 'EXITED' })
      expect(logs.length).toBeLessThan(100_000)
      open()
      expect(await running).toMatchObject({ outcome: 'EXITED' })
      expect(logs).toHaveLength(100_000)
    })
  }

  it('gives the program no way out of its directory', async () => {
    await writeFile(join(root, 'secret.txt'), 'secret')
    const targets = [
      '../secret.txt',
      join(root, 'secret.txt'),
      '/etc/passwd',
      'x/../../secret.txt',
      '/proc/self/environ',
      '..',
    ]
    await rogue('escape', ...targets)
    const lines = logs.map((log) => log.text)
    expect(lines).toHaveLength(2 * targets.length + 4)
    // ".." above the directory is the directory, as at the root of a file system: what is written stays inside.
    expect(lines.filter((line) => line.startsWith('CONTENT'))).toEqual([])
    expect(lines.filter((line) => line.startsWith('link') && line.endsWith('SUCCESS'))).toEqual([])
    expect((await readdir(root)).sort()).toEqual(['job', 'secret.txt'])
    expect(await readFile(join(root, 'secret.txt'), 'utf8')).toBe('secret')
  })

  it('shows the program no environment but the job’s', async () => {
    await rogue('environment')
    expect(logs).toEqual([{ stream: 'stdout', text: 'variables 0', end: 'NEWLINE' }])
  })

  it('shows the program its secrets, and their values to no reader of command lines', async () => {
    const secret = 'value of a secret'
    await writeFile(join(root, 'text'), 'a line\n')
    let commands = ''
    const watch = setInterval(() => {
      commands += spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout
    }, 60)
    try {
      await run({
        programPath: join(examples, 'toolchains/c/program.wasm'),
        args: ['input.txt', '0'],
        secrets: { GREETING: secret },
        stdin: 'input.txt',
        inputs: [{ path: join(root, 'text'), as: 'input.txt' }],
        outputs: ['report.txt', 'parts/'],
      })
    } finally {
      clearInterval(watch)
    }
    expect(await readFile(join(root, 'job/report.txt'), 'utf8')).toContain(secret)
    expect(commands).toContain('input.txt')
    expect(commands).not.toContain(secret)
  })

  it('reports a trap as a crash with its reason', async () => {
    const execution = await rogue('trap')
    expect(execution).toMatchObject({ outcome: 'CRASHED', exitCode: null })
    expect(execution.detail).toContain('unreachable')
  })

  it('refuses what is no WASI program, as a result and not as a fault of the machine', async () => {
    const path = join(root, 'bad.wasm')
    await writeFile(path, 'not wasm')
    const execution = await run({ programPath: path })
    expect(execution).toMatchObject({ outcome: 'REFUSED', exitCode: null })
    expect(execution.detail).toContain('expected a WebAssembly module')
  })

  it('throws a retryable error when the machine fails', async () => {
    await expect(run({ programPath: join(root, 'missing.wasm') })).rejects.toThrow(ExecutorError)
    await mkdir(join(root, 'full'))
    await writeFile(join(root, 'full', 'x'), '')
    await expect(run({ workDir: join(root, 'full') })).rejects.toThrow('not empty')
    await expect(run({ outputs: ['../x'], workDir: join(root, 'third') })).rejects.toThrow('safe file name')
  })
})

describe('the WASM executor', () => {
  it('collects no link that was put in place of an output', async () => {
    const { collectOutputs } = await import('./jobDirectory.js')
    await writeFile(join(root, 'secret.txt'), 'secret')
    await mkdir(join(root, 'job'))
    await symlink('../secret.txt', join(root, 'job', 'result.txt'))
    await symlink('..', join(root, 'job', 'folder'))
    expect(await collectOutputs(join(root, 'job'), ['result.txt', 'folder/secret.txt'])).toEqual({
      outputs: [],
      missingOutputs: ['result.txt', 'folder/secret.txt'],
      oversizedOutputs: [],
      unsafeOutputs: [],
    })
  })

  it('collects no more than may be handed in', async () => {
    const { collectOutputs } = await import('./jobDirectory.js')
    await mkdir(join(root, 'job'))
    for (const [name, size] of Object.entries({ a: 60, b: 60, c: 40 }))
      await writeFile(join(root, 'job', name), 'x'.repeat(size))
    const { outputs, oversizedOutputs } = await collectOutputs(join(root, 'job'), ['a', 'b', 'c'], { maxBytes: 100 })
    expect([outputs.map(({ name }) => name), oversizedOutputs]).toEqual([['a', 'c'], ['b']])
  })

  it('collects folders and what patterns name, without links, inputs and names that not every machine holds', async () => {
    const { collectOutputs } = await import('./jobDirectory.js')
    const job = join(root, 'job')
    await mkdir(join(job, 'frames/deep'), { recursive: true })
    await mkdir(join(root, 'outside'))
    const names = ['in.csv', 'b.csv', 'B.csv', 'frames/1.png', 'frames/2.png', 'frames/deep/3.png', 'frames/x.txt']
    for (const name of [...names, 'frames/#4.png', '../outside/secret.png']) await writeFile(join(job, name), name)
    await symlink('../../outside', join(job, 'frames/out'))
    await symlink('../outside', join(job, 'out'))
    const collect = async (...outputs: string[]) => {
      const found = await collectOutputs(job, outputs, { inputs: ['in.csv'] })
      return { ...found, outputs: found.outputs.map(({ name }) => name) }
    }
    const rest = { missingOutputs: [], oversizedOutputs: [], unsafeOutputs: [] }
    expect(await collect('frames/?.png')).toEqual({ ...rest, outputs: ['frames/1.png', 'frames/2.png'] })
    const below = ['frames/1.png', 'frames/2.png', 'frames/deep/3.png', 'frames/x.txt']
    for (const folder of ['frames', 'frames/']) {
      expect(await collect(folder)).toEqual({ ...rest, outputs: below, unsafeOutputs: ['frames/#4.png'] })
    }
    expect(await collect('**/*.csv')).toEqual({ ...rest, outputs: ['B.csv'], unsafeOutputs: ['b.csv'] })
    expect(await collect('frames/1.png', 'frames/*.png', 'none/', '*.gif')).toMatchObject({
      outputs: ['frames/1.png', 'frames/2.png'],
      missingOutputs: ['none/', '*.gif'],
    })
    expect(await collect('out/', 'out', 'out/*', 'frames/out/')).toMatchObject({
      outputs: [],
      missingOutputs: ['out/', 'out', 'out/*', 'frames/out/'],
    })
  })

  it('collects no more files than a result may have', async () => {
    const { collectOutputs } = await import('./jobDirectory.js')
    await mkdir(join(root, 'job/many'), { recursive: true })
    for (let i = 0; i < 503; i++) await writeFile(join(root, 'job/many', `f${i}`), 'x')
    const { outputs, oversizedOutputs } = await collectOutputs(join(root, 'job'), ['many/'])
    expect([outputs.length, oversizedOutputs.length]).toEqual([500, 3])
  })

  it('says which layers apply', async () => {
    expect(await createWasmExecutor({ tools: WITHOUT }).describe()).toContain('bubblewrap not found or refused')
    expect(await createWasmExecutor({ tools: { ...WITHOUT, bubblewrap: true } }).describe()).toContain('no network')
  })

  it('leaves nothing in the temporary folder', async () => {
    const temporaryDir = join(root, 'temporary')
    await mkdir(temporaryDir)
    await chmod(temporaryDir, 0o700)
    await createWasmExecutor({ temporaryDir }).run(
      makeTask({ args: ['exit', '0'] }),
      hooks,
      new AbortController().signal,
    )
    expect((await stat(temporaryDir)).nlink).toBe(2)
  })

  it('is chosen by the kind of program', () => {
    const wasm = createWasmExecutor()
    const registry = createExecutorRegistry({ wasm })
    expect(registry.executorFor('wasm')).toBe(wasm)
    expect(() => registry.executorFor('container')).toThrow('expected a program of kind wasm, got container')
    expect(() => registry.executorFor('toString')).toThrow('expected a program of kind wasm')
  })
})
