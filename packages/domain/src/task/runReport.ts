import * as z from 'zod/mini'

/**
 * How a program ended. REFUSED: it did not begin. STOPPED: the buyer had it stopped. KILLED: the node stopped it. Of
 * those but EXITED none has an exit code of its own.
 */
export const RUN_OUTCOMES = [
  'EXITED',
  'REFUSED',
  'TIME_LIMIT',
  'MEMORY_LIMIT',
  'OUTPUT_LIMIT',
  'KILLED',
  'CRASHED',
  'STOPPED',
] as const
export type RunOutcome = (typeof RUN_OUTCOMES)[number]

/**
 * The exit code that a shell reports for a stopped run: 124 as `timeout` does, 126 for a file that can't be run, else
 * 128 + the fitting signal.
 */
export const STOPPED_EXIT_CODES: Readonly<Record<Exclude<RunOutcome, 'EXITED'>, number>> = {
  TIME_LIMIT: 124,
  CRASHED: 134,
  REFUSED: 126,
  MEMORY_LIMIT: 137,
  KILLED: 137,
  OUTPUT_LIMIT: 153,
  STOPPED: 143,
}

/**
 * Why outcome and exit code are not those of a result; null when they are. A node hands in no run that it stopped
 * itself (KILLED), and a program that a limit stopped cannot pass for one that ended well.
 * @example problemOfOutcome({ outcome: 'TIME_LIMIT', exitCode: 0 }) // 'expected exit code 124 for …'
 */
export function problemOfOutcome({ outcome, exitCode }: Pick<RunReport, 'outcome' | 'exitCode'>): string | null {
  if (outcome === 'KILLED') return 'expected the outcome of a run that came to its end, got KILLED'
  if (outcome === 'EXITED' || exitCode === STOPPED_EXIT_CODES[outcome]) return null
  return `expected exit code ${STOPPED_EXIT_CODES[outcome]} for the outcome ${outcome}, got ${exitCode}`
}

const digest = () => z.string().check(z.regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hex digits'))

export const printedDigestsSchema = /* @__PURE__ */ z.object({ stdout: digest(), stderr: digest() })

/** HMAC-SHA-256 of the bytes that a program printed, under the job's salt: 64 hex digits each. */
export type PrintedDigests = z.output<typeof printedDigestsSchema>

/** A run of a job's program, as far as two runs can be compared without their contents. */
export interface RunReport {
  readonly outcome: RunOutcome
  readonly exitCode: number
  readonly printed: PrintedDigests
  /**
   * The files that the run wrote. Digest: the MAC under the job's key where its files are sealed, else the SHA-256.
   */
  readonly outputs: readonly { readonly name: string; readonly digest: string }[]
}

/**
 * EQUAL: the same in all that is compared. DIFFERENT: with each difference in words. INCOMPARABLE: one of the two was
 * stopped by a limit that a slower or faster machine reaches at another place.
 */
export type Comparison =
  | { readonly verdict: 'EQUAL' }
  | { readonly verdict: 'DIFFERENT'; readonly differences: readonly string[] }
  | { readonly verdict: 'INCOMPARABLE'; readonly reason: string }

/** Differences that are named. */
const SHOWN = 10
/** Ends that depend on the machine's speed, or on the moment at which it looks. */
const BY_MACHINE: readonly RunOutcome[] = ['TIME_LIMIT', 'KILLED', 'STOPPED']
/** Ends at which files may be cut anywhere. */
const CUT: readonly RunOutcome[] = ['OUTPUT_LIMIT', 'MEMORY_LIMIT', 'REFUSED']

/**
 * Compares a result with another run of the same job.
 * @example compareRuns(result, again) // { verdict: 'EQUAL' }
 */
export function compareRuns(result: RunReport, again: RunReport): Comparison {
  for (const [whose, { outcome }] of [
    ['the result', result],
    ['the re-run', again],
  ] as const) {
    if (BY_MACHINE.includes(outcome)) {
      return { verdict: 'INCOMPARABLE', reason: `the program of ${whose} was stopped (${outcome})` }
    }
  }
  if (result.outcome !== again.outcome) {
    return { verdict: 'DIFFERENT', differences: [`outcome ${result.outcome}, the re-run ${again.outcome}`] }
  }
  if (CUT.includes(result.outcome)) return { verdict: 'EQUAL' }
  const differences: string[] = []
  if (result.exitCode !== again.exitCode) {
    differences.push(`exit code ${result.exitCode}, the re-run ${again.exitCode}`)
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    if (result.printed[stream] !== again.printed[stream]) differences.push(`another text on ${stream}`)
  }
  const digests = new Map(again.outputs.map(({ name, digest }) => [name, digest]))
  for (const { name, digest } of result.outputs) {
    const other = digests.get(name)
    if (other === undefined) differences.push(`${name}, which the re-run did not write`)
    else if (other !== digest) differences.push(`another content of ${name}`)
    digests.delete(name)
  }
  for (const name of digests.keys()) differences.push(`no ${name}, which the re-run wrote`)
  const more = differences.length - SHOWN
  const shown = more > 0 ? [...differences.slice(0, SHOWN), `${more} more`] : differences
  return differences.length === 0 ? { verdict: 'EQUAL' } : { verdict: 'DIFFERENT', differences: shown }
}
