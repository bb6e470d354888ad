import type { Execution, ExecutionLimits } from '../Executor.js'
import { ExecutorError } from '../ExecutorError.js'
import type { Verdict } from '../judgeEnd.js'
import { tooMuchOutput } from '../outputLimit.js'
import type { ProcessEnd } from '../runProcess.js'

/** Exit codes of a program that a signal ended. */
const KILLED = 137
const FILE_TOO_LARGE = 153

/** The program that begins is not in the image, or not one of this machine's. */
const NOT_STARTED =
  /^bwrap: execvp .*: (No such file or directory|Permission denied|Exec format error|Is a directory|Not a directory)$/

/** The exit code that bubblewrap tells of a program that has begun; null when none has. */
function exitCodeOf(report: string): number | null {
  const [, digits] = /"exit-code"\s*:\s*(\d+)/.exec(report) ?? []
  return digits === undefined ? null : Number(digits)
}

/**
 * Says how a box ended. Bubblewrap reports the exit code on a pipe that the program does not have, and only of one that
 * has begun: nothing that a program prints makes it a refused one, which costs nothing.
 * @param printed the end of what came on stderr
 * @param memoryKills processes that the kernel ended for the memory of this box
 * @throws ExecutorError when the box could not begin for this machine's sake
 */
export function judgeBox(
  end: Pick<ProcessEnd, 'stopped' | 'report' | 'code' | 'signal'>,
  printed: string,
  memoryKills: number,
  limits: ExecutionLimits,
  overOutput: boolean,
): Verdict {
  const verdict = (outcome: Execution['outcome'], detail: string): Verdict => ({ outcome, exitCode: null, detail })
  if (end.stopped === 'KILLED') return verdict('KILLED', 'stopped on request')
  if (end.stopped === 'OUTPUT_LIMIT' || overOutput) return verdict('OUTPUT_LIMIT', tooMuchOutput(limits))
  if (end.stopped === 'STOPPED') return verdict('STOPPED', 'the buyer had it stopped')
  if (end.stopped === 'TIME_LIMIT') return verdict('TIME_LIMIT', `still running after ${limits.seconds} s`)
  const exitCode = exitCodeOf(end.report)
  const tooMuchMemory = `the kernel ended the program at ${limits.memoryMiB} MiB of memory (SIGKILL)`
  if (exitCode === null) {
    const lastLine = printed.trim().split('\n').at(-1)?.slice(0, 500) ?? ''
    if (memoryKills > 0) return verdict('MEMORY_LIMIT', tooMuchMemory)
    if (NOT_STARTED.test(lastLine)) return verdict('REFUSED', `the image's program can't be started: ${lastLine}`)
    throw new ExecutorError(`the box did not begin: ${lastLine || `exit code ${end.code}, signal ${end.signal}`}`)
  }
  if (exitCode === KILLED && memoryKills > 0) return verdict('MEMORY_LIMIT', tooMuchMemory)
  if (exitCode === FILE_TOO_LARGE) return verdict('OUTPUT_LIMIT', `a file exceeded ${limits.outputMiB} MiB`)
  return { outcome: 'EXITED', exitCode: exitCode & 0xff, detail: null }
}
