import type { Left } from './Context.js'
import { CliError, InterruptedError } from './errors.js'
import { EXIT, type ExitCode, exitCodeOf } from './exitCodes.js'
import type { ErrorDocument } from './schemas/error.js'

/** Surroundings of a failure, for its advice. */
export interface FailureSite {
  /** 'aiigo' */
  readonly program: string
  /** The command's name; '' before it is known. */
  readonly command: string
  /** The program's own advice for the codes of an error, the most exact first; null where it has none. */
  readonly advise?: (codes: readonly string[], command: string) => string | null
}

/** The command that shows help. @example helpOf('aiigo', 'jobs') // 'aiigo jobs --help' */
const helpOf = (program: string, command: string): string => `${program} ${command ? `${command} ` : ''}--help`

const adviceFor = (codes: readonly string[], { program, command, advise }: FailureSite): string =>
  advise?.(codes, command) ?? `see ${helpOf(program, command)}`

/** An error in the words of the command line. */
export interface Explained {
  readonly error: ErrorDocument['error']
  readonly exitCode: ExitCode
  /** Of an error that nobody foresaw. */
  readonly stack: string | null
}

type Problem = ErrorDocument['error']['problems'][number]

/** Fields that errors of SDK and API have, whatever copy of a package they come from. */
interface Coded {
  readonly code?: unknown
  readonly retryable?: unknown
  readonly problems?: unknown
  readonly message?: unknown
  readonly stack?: unknown
}

const plain = ({ code, field, message }: Problem): Problem => ({ code, field: field ?? null, message })

/**
 * The command line's own error beneath those of libraries: viem signs with an account whose password is asked for then.
 * @returns the error itself where there is none
 */
export function ownError(thrown: unknown): unknown {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof CliError || error instanceof InterruptedError) return error
  }
  return thrown
}

/** The words for an error: for a person, and for a program. */
export function explain(error: unknown, site: FailureSite): Explained {
  return explainOwn(ownError(error), site)
}

function explainOwn(thrown: unknown, site: FailureSite): Explained {
  const { code, retryable, problems: found, message, stack } = (thrown ?? {}) as Coded
  const problems = Array.isArray(found) ? (found as Problem[]).map(plain) : []
  const error = { message: String(message ?? thrown), problems }
  if (thrown instanceof CliError) {
    return finish({
      ...error,
      code: thrown.code,
      advice: thrown.advice ?? adviceFor([], site),
      retryable: false,
      ...thrown.details,
    })
  }
  if (thrown instanceof InterruptedError) {
    return finish({ ...error, code: thrown.code, advice: `see ${helpOf(site.program, site.command)}`, retryable: true })
  }
  if (typeof code === 'string' && typeof retryable === 'boolean') {
    const codes = [...problems.map((problem) => problem.code), code]
    return finish({ ...error, code, advice: adviceFor(codes, site), retryable })
  }
  // Of the file system: the path is in the message.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    return finish({
      ...error,
      code: 'FILE_ERROR',
      advice: 'check the file, its folder and its rights',
      retryable: false,
    })
  }
  const advice = `this is a fault of ${site.program}; report the lines above with the command that you ran`
  const explained = finish({ ...error, code: 'UNEXPECTED', advice, retryable: false })
  return { ...explained, stack: typeof stack === 'string' ? stack : null }
}

function finish(error: Omit<ErrorDocument['error'], 'exitCode'>): Explained {
  const exitCode = exitCodeOf(error.code)
  return { error: { ...error, exitCode }, exitCode, stack: null }
}

/** The job or the group that goes on. */
const idsOf = (left: Left | null): Pick<Left, 'jobId' | 'groupId'> => ({
  ...(left?.jobId === undefined ? {} : { jobId: left.jobId }),
  ...(left?.groupId === undefined ? {} : { groupId: left.groupId }),
})

/** A network failure, with the work that goes on without an answer, and the command that goes on with it. */
export function withLeft(explained: Explained, left: Left | null): Explained {
  if (explained.exitCode !== EXIT.NETWORK || !left) return explained
  const { goesOn, command } = left
  const error = {
    ...explained.error,
    message: `${explained.error.message}; ${goesOn}`,
    advice: `when the platform answers again, go on with: ${command}`,
    ...idsOf(left),
  }
  return { ...explained, error }
}

/** The work that a Ctrl-C leaves behind, as an error. */
export function explainInterrupt(left: Left | null, site: FailureSite): Explained {
  const again = `run it again: ${site.program} ${site.command}`
  return finish({
    code: 'INTERRUPTED',
    message: left ? `stopped waiting; ${left.goesOn}` : 'stopped; nothing was left behind',
    advice: left ? `go on with: ${left.command}` : again,
    retryable: true,
    problems: [],
    ...idsOf(left),
  })
}

/** Lines for a person. */
export function errorLines({ error, stack }: Explained): string[] {
  const { code, message, advice, problems, exitCode } = error
  const head = exitCode === EXIT.INTERRUPTED ? message : `error: ${problems.length > 1 ? code : message}`
  const list =
    problems.length > 1
      ? problems.map(
          (problem) => `  - ${problem.field ? `${problem.field}: ` : ''}${problem.message} [${problem.code}]`,
        )
      : []
  return [...(stack ? [stack] : []), head, ...list, `→ ${advice}`]
}
