import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { NotReadyYet, PartCrashedError, StackError } from './errors.js'
import { logTail } from './logTail.js'
import { identify } from './processIdentity.js'
import { type RunFile, signalGroup } from './runFile.js'

export interface PartSpec {
  name: string
  command: string
  args: readonly string[]
  env: Record<string, string>
  cwd?: string
  /** User and group to run as; only root may give another. */
  uid?: number
  gid?: number
  /** Parts of one stage stop together, higher stages first. */
  stage: number
  /** The signal that ends this part in order. */
  stopSignal: NodeJS.Signals
  /** After this time without an end it is ended by force. Milliseconds. */
  stopLimitMs: number
}

/** A program that does one thing and ends. */
export interface HelperSpec {
  /** Its task, for messages: "compiling the contracts". */
  what: string
  command: string
  args: readonly string[]
  env: Record<string, string>
  uid?: number
  gid?: number
}

interface Running {
  spec: PartSpec
  child: ChildProcess
  pid: number
  ended: Promise<void>
  /** Its end was asked for: no crash. */
  expected: boolean
}

export interface Supervisor {
  /** Starts a part in a process group of its own, its output going to `<logs>/<name>.log`. */
  start(spec: PartSpec): void
  /**
   * Runs a helper to its end and resolves with what it printed.
   *
   * @throws {StackError} with its output when it fails
   */
  runToEnd(spec: HelperSpec): Promise<string>
  /**
   * Resolves when the check does; rejects when the part ends before, or after the limit. A check that rejects with
   * `NotReadyYet` gives the part the whole limit again with each advance.
   */
  waitReady(name: string, limitMs: number, check: () => Promise<unknown>): Promise<void>
  /** Ends one part: in order, by force after its limit, or at once with `SIGKILL`. It counts as wanted. */
  stop(name: string, signal?: NodeJS.Signals): Promise<void>
  /** Starts a part again that was stopped. */
  restart(name: string): void
  /** Ends everything, highest stage first. Processes that remain after `limitMs` are ended by force. Idempotent. */
  stopAll(limitMs: number): Promise<void>
  pidOf(name: string): number | undefined
  running(): string[]
  logPath(name: string): string
  /** Resolves with the first part that ended without being asked to. */
  readonly crashed: Promise<PartCrashedError>
}

/** Starts, watches and ends the processes of one stack. */
export function createSupervisor({ logDir, runFile }: { logDir: string; runFile: RunFile }): Supervisor {
  mkdirSync(logDir, { recursive: true })
  const parts = new Map<string, Running>()
  const specs = new Map<string, PartSpec>()
  const helpers = new Map<number, Promise<unknown>>()
  const crash = Promise.withResolvers<PartCrashedError>()
  let stopping: Promise<void> | undefined
  const logPath = (name: string): string => join(logDir, `${name}.log`)

  function start(spec: PartSpec): void {
    if (stopping) throw new StackError(`${spec.name} was not started: the stack is stopping`)
    if (parts.has(spec.name)) throw new StackError(`${spec.name} already runs`)
    specs.set(spec.name, spec)
    const path = logPath(spec.name)
    if (existsSync(path)) renameSync(path, join(logDir, `${spec.name}.previous.log`))
    const output = openSync(path, 'a')
    const child = spawn(spec.command, spec.args, {
      detached: true,
      stdio: ['ignore', output, output],
      env: spec.env,
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
      ...(spec.uid === undefined ? {} : { uid: spec.uid }),
      ...(spec.gid === undefined ? {} : { gid: spec.gid }),
    })
    closeSync(output)
    const { pid } = child
    if (pid === undefined) {
      child.once('error', (error) => crash.resolve(new PartCrashedError(spec.name, null, null, path, [error.message])))
      return
    }
    const identity = identify(pid)
    if (identity) runFile.add({ ...identity, name: spec.name, stopSignal: spec.stopSignal })
    const ended = new Promise<void>((resolve) => {
      child.once('exit', (code, signal) => {
        // Processes that the part itself started and left behind.
        signalGroup(pid, 'SIGKILL')
        runFile.remove(pid)
        parts.delete(spec.name)
        if (!running.expected) crash.resolve(new PartCrashedError(spec.name, code, signal, path, logTail(path, 20)))
        resolve()
      })
    })
    const running: Running = { spec, child, pid, ended, expected: false }
    parts.set(spec.name, running)
  }

  async function runToEnd({ what, command, args, env, uid, gid }: HelperSpec): Promise<string> {
    if (stopping) throw new StackError(`${what} was not begun: the stack is stopping`)
    const child = spawn(command, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
      env,
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
    }
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    const { pid } = child
    const identity = pid === undefined ? undefined : identify(pid)
    if (pid !== undefined) helpers.set(pid, ended)
    if (identity) runFile.add({ ...identity, name: what, stopSignal: 'SIGKILL' })
    try {
      const code = await ended
      if (code !== 0) throw new StackError(`${what} failed (exit code ${code}):\n${output.trim()}`)
      return output.trim()
    } finally {
      if (pid !== undefined) {
        helpers.delete(pid)
        runFile.remove(pid)
      }
    }
  }

  async function stop(name: string, signal?: NodeJS.Signals): Promise<void> {
    const part = parts.get(name)
    if (!part) return
    part.expected = true
    signalGroup(part.pid, signal ?? part.spec.stopSignal)
    const force = setTimeout(() => signalGroup(part.pid, 'SIGKILL'), part.spec.stopLimitMs)
    await part.ended
    clearTimeout(force)
  }

  async function stopInOrder(limitMs: number): Promise<void> {
    // From now on an end is no crash: parts notice that others are gone.
    for (const part of parts.values()) part.expected = true
    for (const pid of helpers.keys()) signalGroup(pid, 'SIGKILL')
    await Promise.allSettled(helpers.values())
    const force = setTimeout(() => {
      for (const { pid } of parts.values()) signalGroup(pid, 'SIGKILL')
    }, limitMs)
    const stages = [...new Set([...parts.values()].map(({ spec }) => spec.stage))].sort((a, b) => b - a)
    for (const stage of stages) {
      const names = [...parts.values()].filter(({ spec }) => spec.stage === stage).map(({ spec }) => spec.name)
      await Promise.all(names.map((name) => stop(name)))
    }
    clearTimeout(force)
  }

  return {
    start,
    runToEnd,
    stop,
    logPath,
    crashed: crash.promise,
    async waitReady(name, limitMs, check) {
      const part = parts.get(name)
      if (!part) throw await crash.promise
      let gone = false
      void part.ended.then(() => {
        gone = true
      })
      let until = Date.now() + limitMs
      let mark = Number.NEGATIVE_INFINITY
      for (let last: unknown; ; ) {
        if (gone) throw part.expected ? new StackError(`${name} was stopped before it was ready`) : await crash.promise
        try {
          await check()
          return
        } catch (error) {
          // Waiting would not help.
          if (error instanceof StackError) throw error
          if (error instanceof NotReadyYet && error.mark > mark) {
            mark = error.mark
            until = Date.now() + limitMs
          }
          last = error
        }
        if (Date.now() > until) {
          const reason = last instanceof Error ? last.message : String(last)
          throw new StackError(
            `${name} was not ready, and came no further, within ${limitMs / 1000} s (${reason}); last log lines:\n${logTail(logPath(name), 20).join('\n')}\nwhole log: ${logPath(name)}`,
          )
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    restart(name) {
      const spec = specs.get(name)
      if (!spec) throw new StackError(`expected one of ${[...specs.keys()].join(', ')}, got ${name}`)
      start(spec)
    },
    stopAll(limitMs) {
      stopping ??= stopInOrder(limitMs)
      return stopping
    },
    pidOf: (name) => parts.get(name)?.pid,
    running: () => [...parts.keys()],
  }
}
