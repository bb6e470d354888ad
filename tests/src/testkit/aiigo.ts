import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawn as spawnInTerminal } from '@lydell/node-pty'

const bin = fileURLToPath(new URL('../../../cli/bin/aiigo.mjs', import.meta.url))
/** The provider's program, for `TerminalOptions.bin`. */
export const agentBin = fileURLToPath(new URL('../../../agent/bin/aiigo-agent.mjs', import.meta.url))

/** Of keystores in tests. */
export const PASSWORD = 'correct horse battery'
export const JOB_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/

/** A person with a home folder, at a platform. */
export interface CommandLine {
  /** Settings, sessions and keys go into this folder. */
  readonly home: string
  readonly apiUrl: string
}

/** A program that runs in a pseudo-terminal. */
export interface Terminal {
  /** Everything that it has written, with its control sequences. */
  raw(): string
  /** The same as text: without colours and cursor movements. */
  text(): string
  /** Resolves when it has written the pattern behind what was found last. @throws Error with its output */
  says(pattern: string | RegExp): Promise<RegExpMatchArray>
  type(text: string): void
  readonly pid: number
  /** Its exit code, when it has ended. */
  readonly ended: Promise<number>
}

/** How a terminal looks and what its program is told. */
export interface TerminalOptions {
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
  readonly folder?: string
  /** The program; default: that of `aiigo`. */
  readonly bin?: string
}

const LIMIT_MS = 90_000
/** Begins a control sequence. */
export const escapeCode = '\u001b'
const CONTROL = new RegExp(`${escapeCode}(\\[[0-9;?]*[A-Za-z]|\\][^\u0007]*\u0007)`, 'g')

export const ctrlC = '\u0003'
export const enter = '\r'

/** Whether a text has colours, or is bold or dim. */
export const hasColours = (raw: string): boolean => new RegExp(`${escapeCode}\\[[0-9;]+m`).test(raw)

const literally = (text: string): RegExp => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))

/** Text without colours and cursor movements. */
export const plainText = (raw: string): string => raw.replaceAll(CONTROL, '')

const environment = ({ home, apiUrl }: CommandLine, more: Readonly<Record<string, string>> = {}) => ({
  ...{ PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home, XDG_CONFIG_HOME: join(home, 'config'), AIIGO_API_URL: apiUrl },
  ...{ TERM: 'xterm-256color', ...more },
})

/** Runs `aiigo` in a pseudo-terminal. */
export function inTerminal(line: CommandLine, argv: readonly string[], options: TerminalOptions = {}): Terminal {
  const program = options.bin ?? bin
  return openTerminal(line, process.execPath, [program, ...argv], `${program} ${argv.join(' ')}`, options)
}

/** Runs a shell in a pseudo-terminal. */
export function shellInTerminal(line: CommandLine, shell: string, args: readonly string[]): Terminal {
  return openTerminal(line, shell, args, shell, {})
}

function openTerminal(
  line: CommandLine,
  program: string,
  args: readonly string[],
  name: string,
  { columns = 120, env = {}, folder = line.home }: TerminalOptions,
): Terminal {
  const child = spawnInTerminal(program, [...args], {
    // The terminal's name becomes TERM, whatever the environment says.
    ...{ name: env.TERM ?? 'xterm-256color', cols: columns, rows: 40, cwd: folder, env: environment(line, env) },
  })
  let raw = ''
  let found = 0
  let code: number | undefined
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  child.onData((data) => {
    raw += data
    tell()
  })
  const ended = new Promise<number>((done) => {
    child.onExit(({ exitCode }) => {
      code = exitCode
      tell()
      done(exitCode)
    })
  })
  return {
    pid: child.pid,
    raw: () => raw,
    text: () => plainText(raw),
    ended,
    type: (text) => child.write(text),
    says: (pattern) =>
      new Promise((done, fail) => {
        const finish = (result: RegExpMatchArray | Error): void => {
          clearTimeout(timer)
          listeners.delete(look)
          if (result instanceof Error) {
            // A program that waits for ever would keep the test process.
            if (code === undefined) child.kill()
            fail(result)
          } else {
            done(result)
          }
        }
        const told = (): string => `${name}:\n${plainText(raw).slice(-4_000)}`
        const look = (): void => {
          const rest = plainText(raw).slice(found)
          const match = rest.match(typeof pattern === 'string' ? literally(pattern) : pattern)
          if (match) {
            found += (match.index ?? 0) + match[0].length
            finish(match)
          } else if (code !== undefined) {
            finish(new Error(`expected ${String(pattern)}, it ended with ${code} before; ${told()}`))
          }
        }
        const timer = setTimeout(
          () => finish(new Error(`expected ${String(pattern)} within ${LIMIT_MS} ms from ${told()}`)),
          LIMIT_MS,
        )
        listeners.add(look)
        look()
      }),
  }
}

/** The outcome that a script sees. */
export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/**
 * Runs `aiigo` as a script does, without a terminal.
 * @param input standard input
 * @param program default: that of `aiigo`
 */
export function inScript(line: CommandLine, argv: readonly string[], input = '', program = bin): Promise<Ran> {
  return ran(process.execPath, [program, ...argv], line, input)
}

/** Runs a line of bash in which `$AIIGO` is the command. */
export function inBash(line: CommandLine, script: string): Promise<Ran> {
  return ran('bash', ['-c', `AIIGO="${process.execPath} ${bin}"; ${script}`], line, '')
}

function ran(program: string, args: readonly string[], line: CommandLine, input: string): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: line.home, env: environment(line), stdio: ['pipe', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.once('error', fail)
    child.once('close', (code) => done({ code, out, err }))
    child.stdin.end(input)
  })
}
