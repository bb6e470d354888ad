import type { Execution, ExecutionLimits } from '../Executor.js'
import { ExecutorError } from '../ExecutorError.js'
import type { Verdict } from '../judgeEnd.js'
import { tooMuchOutput } from '../outputLimit.js'
import type { ProcessEnd } from '../runProcess.js'

/** The end of a container as Podman tells it. */
export interface ContainerState {
  readonly Status: string
  readonly OOMKilled: boolean
  readonly ExitCode: number
  readonly StartedAt: string
  readonly FinishedAt: string
}

/** Exit codes of a program that a signal ended. */
const KILLED = 137
const FILE_TOO_LARGE = 153
/** A program that does work and prints the kernel's words takes longer. */
const REFUSED_MS = 100

/** The program that begins is not in the image, or not one of this machine's. */
const NOT_STARTED =
  /executable file .* not found|no such file or directory|permission denied|exec format error|is a directory/i

/** A time of Podman's, milliseconds; null for none. */
export function timeOf(text: string): number | null {
  const time = Date.parse(text)
  return Number.isNaN(time) || time <= 0 ? null : time
}

/**
 * Says how a container ended. From inside, nothing can send SIGKILL to a container's first process. So exit code 137
 * means that the kernel ended it for its memory, or a program in it, whose code the first one passed on.
 * @param printed the end of what came on stderr
 * @throws ExecutorError when the container could not begin for this machine's sake
 */
export function judgeContainer(
  end: Pick<ProcessEnd, 'stopped'>,
  state: ContainerState,
  printed: string,
  limits: ExecutionLimits,
  overOutput: boolean,
): Verdict {
  const verdict = (outcome: Execution['outcome'], detail: string): Verdict => ({ outcome, exitCode: null, detail })
  if (end.stopped === 'KILLED') return verdict('KILLED', 'stopped on request')
  if (end.stopped === 'OUTPUT_LIMIT' || overOutput) return verdict('OUTPUT_LIMIT', tooMuchOutput(limits))
  if (end.stopped === 'STOPPED') return verdict('STOPPED', 'the buyer had it stopped')
  if (end.stopped === 'TIME_LIMIT') return verdict('TIME_LIMIT', `still running after ${limits.seconds} s`)
  const started = timeOf(state.StartedAt)
  const finished = timeOf(state.FinishedAt)
  const lastLine = printed.trim().split('\n').at(-1)?.slice(0, 500) ?? ''
  if (state.Status !== 'exited' || started === null || finished === null) {
    if (NOT_STARTED.test(lastLine)) return verdict('REFUSED', `the image's program can't be started: ${lastLine}`)
    throw new ExecutorError(`the container did not begin: ${lastLine || state.Status}`)
  }
  // The kernel's answer to an image's program, which comes before its first instruction.
  if (state.ExitCode === 1 && finished - started < REFUSED_MS && /^exec .*: exec format error$/.test(lastLine)) {
    return verdict('REFUSED', `the image's program can't be started: ${lastLine}`)
  }
  if (state.OOMKilled || state.ExitCode === KILLED) {
    return verdict('MEMORY_LIMIT', `the kernel ended the program at ${limits.memoryMiB} MiB of memory (SIGKILL)`)
  }
  if (state.ExitCode === FILE_TOO_LARGE) return verdict('OUTPUT_LIMIT', `a file exceeded ${limits.outputMiB} MiB`)
  return { outcome: 'EXITED', exitCode: state.ExitCode & 0xff, detail: null }
}
