import { isOutputPattern } from '@aiigo/domain'
import type { Execution, Outcome } from '../executor/index.js'

/** Outputs of which the log has a line each. */
const SHOWN_OUTPUTS = 50

/** The programs' ends by which an output can be unfinished, for the log. */
const STOPS: Readonly<Record<Exclude<Outcome, 'EXITED'>, string>> = {
  TIME_LIMIT: 'at its time limit',
  MEMORY_LIMIT: 'at its memory limit',
  OUTPUT_LIMIT: 'at its output limit',
  CRASHED: 'when it crashed',
  REFUSED: 'before it began',
  KILLED: 'by the node',
  STOPPED: 'by the buyer',
}

/** A line for each of the first items, and one for the rest. */
function some<T>(items: readonly T[], line: (item: T) => string): string[] {
  const rest = items.length - SHOWN_OUTPUTS
  return [...items.slice(0, SHOWN_OUTPUTS).map(line), ...(rest > 0 ? [`and so for ${rest} more outputs`] : [])]
}

/** The lines about outputs: those that are not there, and those that the program may not have finished. */
export function describeOutputs(execution: Execution): string[] {
  const { outcome, outputs, missingOutputs, oversizedOutputs, unsafeOutputs } = execution
  const ended = outcome === 'EXITED' ? 'before the program ended' : `before the program was stopped ${STOPS[outcome]}`
  return [
    ...some(missingOutputs, (name) =>
      isOutputPattern(name)
        ? `nothing was written that the output ${name} names, ${ended}`
        : `the output ${name} was not written ${ended}`,
    ),
    ...some(oversizedOutputs, (name) => `the output ${name} is left out: it exceeds the output limit`),
    ...some(
      unsafeOutputs,
      (name) => `the output ${JSON.stringify(name)} is left out: not every machine holds its name`,
    ),
    ...(outcome === 'EXITED' ? [] : some(outputs, ({ name }) => `the output ${name} may be unfinished`)),
  ]
}

/** How a run ended, for the log. */
export function describeEnd(execution: Execution): string {
  const { wallSeconds, cpuSeconds } = execution
  const after = `after ${wallSeconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of processor time)`
  if (execution.outcome === 'EXITED') return `the program ended with exit code ${execution.exitCode} ${after}`
  return `the program was stopped ${after} (${execution.outcome}): ${execution.detail}`
}
