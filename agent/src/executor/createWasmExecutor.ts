import { copyFile, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEngineCheck, type EngineCheck } from './createEngineCheck.js'
import { timeLimitOf } from './createTimeLimit.js'
import { type Execution, type ExecutionTask, type Executor, stoppedBy } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'
import {
  describeIsolation,
  detectIsolationTools,
  type IsolationTools,
  isolatedCommand,
  raiseProcessorTime,
  type SandboxPaths,
} from './isolation.js'
import { collectOutputs, prepareJobDirectory } from './jobDirectory.js'
import { judgeEnd, readReport } from './judgeEnd.js'
import { createOutputLimit, noOutputs } from './outputLimit.js'
import { ProgramRefusedError, prepareWasmModule } from './prepareWasmModule.js'
import { runProcess } from './runProcess.js'
import { withStandardInput } from './withStandardInput.js'

/** Heap of the runner's own JavaScript, MiB; the program's memory is outside of it. */
const RUNNER_HEAP_MIB = 64

export interface WasmExecutorOptions {
  /** Helpers to use; found out by trying them unless given. */
  readonly tools?: Partial<IsolationTools>
  /** Folder for the runner's private files; the system's temporary folder unless given. */
  readonly temporaryDir?: string
  /** Node binary that runs the program: this one unless given. */
  readonly node?: string
}

// From source, Node itself strips the types; either way the copy is an ES module wherever it lies.
const RUNNER_SOURCE = fileURLToPath(new URL(`./wasm-runner${extname(import.meta.url)}`, import.meta.url))
const RUNNER = extname(RUNNER_SOURCE) === '.ts' ? 'runner.mts' : 'runner.mjs'
const HOST_SOURCE = fileURLToPath(new URL(`./deterministicHost${extname(import.meta.url)}`, import.meta.url))
const HOST = RUNNER.replace('runner', 'host')
const PROGRAM = 'program.wasm'

function nodeArgs(view: SandboxPaths, { limits, args, env = {}, seed }: ExecutionTask): string[] {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const runner = join(view.privateDir, RUNNER)
  const program = join(view.privateDir, PROGRAM)
  const host = seed === undefined ? '' : join(view.privateDir, HOST)
  return [
    // The program's files go through WASI's own directory, so the runner's JavaScript may read its own files and write
    // none.
    ...['--permission', '--allow-wasi', `--allow-fs-read=${runner}`, `--allow-fs-read=${program}`],
    ...(host === '' ? [] : [`--allow-fs-read=${host}`]),
    ...[`--max-old-space-size=${RUNNER_HEAP_MIB}`, `--wasm-max-mem-pages=${limits.memoryMiB * 16}`],
    ...['--wasm-max-table-size=1000000', '--disallow-code-generation-from-strings', '--no-warnings'],
    ...[runner, program, view.workDir, host, seed ?? '', String(variables.length), ...variables, ...args],
  ]
}

/** The runner's own environment, which this user's processes alone can read. The runner cuts the prefix. */
function secretEnv({ secrets = {} }: ExecutionTask): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`AIIGO_SECRET_${name}`, value]))
}

/** Puts runner and program into a fresh folder of their own; null and the reason when the program is refused. */
async function preparePrivateDir(privateDir: string, task: ExecutionTask, check: EngineCheck): Promise<string | null> {
  const program = await readFile(task.programPath).catch((error: Error) => {
    throw new ExecutorError(`could not read the program ${task.programPath}: ${error.message}`, { cause: error })
  })
  try {
    const module = await prepareWasmModule(program, task.limits.memoryMiB, check)
    await writeFile(join(privateDir, PROGRAM), module, { mode: 0o400 })
    await copyFile(RUNNER_SOURCE, join(privateDir, RUNNER))
    if (task.seed !== undefined) await copyFile(HOST_SOURCE, join(privateDir, HOST))
    return null
  } catch (error) {
    if (error instanceof ProgramRefusedError) return error.message
    throw error
  }
}

/**
 * Runs WASI preview 1 modules, each in a process of its own. See `describe` for the layers that keep it apart. WASI
 * preview 1 can't open a socket, so the program has no network even without a network namespace.
 * @example
 * const hooks = { onLog: (_, text) => void process.stdout.write(text) }
 * await createWasmExecutor().run(task, hooks, AbortSignal.timeout(60_000))
 */
export function createWasmExecutor(options: WasmExecutorOptions = {}): Executor {
  const node = options.node ?? process.execPath
  const check = createEngineCheck()
  let detected: Promise<IsolationTools> | undefined

  async function withPrivateDir<T>(use: (privateDir: string) => Promise<T>): Promise<T> {
    const privateDir = await realpath(await mkdtemp(join(options.temporaryDir ?? tmpdir(), 'aiigo-run-')))
    try {
      return await use(privateDir)
    } finally {
      await rm(privateDir, { recursive: true, force: true })
    }
  }

  async function tools(): Promise<IsolationTools> {
    detected ??= withPrivateDir((dir) => detectIsolationTools(node, { privateDir: dir, workDir: dir }))
    return { ...(await detected), ...options.tools }
  }

  async function execute(
    task: ExecutionTask,
    privateDir: string,
    ...[hooks, signal]: HooksAndSignal
  ): Promise<Execution> {
    const available = await tools()
    const isolation = describeIsolation(available)
    const none = noOutputs(task)
    const nothing = { exitCode: null, wallSeconds: 0, cpuSeconds: 0, ...none, isolation }
    if (signal.aborted) return { ...nothing, outcome: stoppedBy(signal), detail: 'stopped before it began' }
    await prepareJobDirectory(task)
    const refusal = await preparePrivateDir(privateDir, task, check)
    if (refusal !== null) {
      hooks.onLog('stderr', `${refusal}\n`)
      return { ...nothing, outcome: 'REFUSED', detail: refusal }
    }
    const workDir = await realpath(task.workDir)
    const { maxBytes, isOver } = await createOutputLimit(workDir, task.limits)
    const command = isolatedCommand(available, node, { privateDir, workDir }, task.limits, (view) =>
      nodeArgs(view, task),
    )
    const time = timeLimitOf(task)
    const onMoved = available.prlimit ? raiseProcessorTime : undefined
    const end = await withStandardInput(task, (stdin) =>
      runProcess(
        {
          ...{ command, cwd: workDir, env: secretEnv(task), stdin, isOverOutput: isOver, maxLogBytes: maxBytes },
          ...{ time, ...(onMoved ? { onMoved } : {}) },
        },
        hooks,
        signal,
      ),
    )
    const overOutput = end.stopped === null && (await isOver(end.logBytes))
    const report = readReport(end.report)
    const verdict = judgeEnd(end, report, { ...task.limits, seconds: time.seconds }, overOutput)
    if (/CRASHED|REFUSED/.test(verdict.outcome) && verdict.detail) hooks.onLog('stderr', `${verdict.detail}\n`)
    const options = { maxBytes, inputs: task.inputs.map(({ as }) => as) }
    // Also of a program that was stopped: what it had written may be all that its buyer needs.
    const collected = verdict.outcome === 'KILLED' ? none : await collectOutputs(workDir, task.outputs, options)
    const { wallSeconds } = end
    const told = [end.cpuSeconds, report.cpuSeconds].filter((seconds) => typeof seconds === 'number')
    const cpuSeconds = told.length > 0 ? Math.max(...told) : wallSeconds
    return { ...verdict, wallSeconds, cpuSeconds, ...collected, isolation }
  }

  return {
    name: 'wasm',
    describe: async () => describeIsolation(await tools()),
    run: (task, hooks, signal) => withPrivateDir((privateDir) => execute(task, privateDir, hooks, signal)),
  }
}

type HooksAndSignal = [hooks: Parameters<Executor['run']>[1], signal: AbortSignal]
