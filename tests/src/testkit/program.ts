import { spawn } from 'node:child_process'
import type { Ran } from './aiigo.js'

/** A program that runs beside the test. */
export interface Program {
  /** Resolves when its standard output has the pattern. @throws Error with its output when it ended before */
  says(pattern: RegExp): Promise<RegExpMatchArray>
  readonly ended: Promise<Ran>
  kill(): void
}

const LIMIT_MS = 120_000

/** Starts a program of Node. @param env its whole environment but the path */
export function startProgram(
  args: readonly string[],
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> },
): Program {
  const child = spawn(process.execPath, args, { cwd, env: { PATH: '/usr/bin:/bin', ...env } })
  let out = ''
  let err = ''
  let isOver = false
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    tell()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const ended = new Promise<Ran>((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => {
      isOver = true
      tell()
      done({ code, out, err })
    })
  })
  return {
    ended,
    kill: () => void child.kill('SIGKILL'),
    says: (pattern) =>
      new Promise((done, fail) => {
        const finish = (result: RegExpMatchArray | Error): void => {
          clearTimeout(timer)
          listeners.delete(look)
          if (result instanceof Error) fail(result)
          else done(result)
        }
        const told = (): string => `${String(pattern)} from ${args.join(' ')}, got\n${out}${err}`
        const look = (): void => {
          const match = out.match(pattern)
          if (match) finish(match)
          else if (isOver) finish(new Error(`it ended, expected ${told()}`))
        }
        const timer = setTimeout(() => finish(new Error(`expected within ${LIMIT_MS} ms ${told()}`)), LIMIT_MS)
        listeners.add(look)
        look()
      }),
  }
}
