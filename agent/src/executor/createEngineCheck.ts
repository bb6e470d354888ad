import { createHash } from 'node:crypto'
import { engineProblem, type ProgramProblem } from '@aiigo/domain'

/** Programs whose verdicts are kept; each takes some hundred bytes. */
const KEPT = 1_000

/** Whether the engine takes a program's code; null when it does. */
export type EngineCheck = (program: Uint8Array) => Promise<ProgramProblem | null>

/**
 * Has the engine compile each program once, and keeps its verdict by the program's own hash, which is taken from the
 * bytes at hand. Compiled code is not kept: `docs/decisions/jobs.md` has the figures.
 * @param kept verdicts, those of the programs that were used last
 */
export function createEngineCheck(check: EngineCheck = engineProblem, kept = KEPT): EngineCheck {
  const verdicts = new Map<string, Promise<ProgramProblem | null>>()
  return (program) => {
    const hash = createHash('sha256').update(program).digest('hex')
    const verdict = verdicts.get(hash) ?? check(program)
    verdicts.delete(hash)
    verdicts.set(hash, verdict)
    const [oldest] = verdicts.keys()
    if (verdicts.size > kept && oldest !== undefined) verdicts.delete(oldest)
    return verdict
  }
}
