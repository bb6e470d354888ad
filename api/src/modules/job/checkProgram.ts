import {
  engineProblem,
  type InspectedProgram,
  inspectProgram,
  type Problem,
  type ProgramProblem,
  programProblems,
} from '@aiigo/domain'

/** Facts about a program's bytes, whatever the job asks for. */
export interface CheckedProgram {
  readonly outside: InspectedProgram
  readonly refusal: ProgramProblem | null
}

/** Looks at a program's bytes, and lets this process' engine, which is that of the nodes, compile them. */
export async function checkProgram(bytes: Uint8Array): Promise<CheckedProgram> {
  const outside = inspectProgram(bytes)
  return { outside, refusal: outside.problems.length > 0 ? null : await engineProblem(bytes) }
}

/** The problems of a program in a job that asks for so much memory. */
export function problemsOfProgram({ outside, refusal }: CheckedProgram, memoryMiB: number): Problem[] {
  const found = programProblems(outside, memoryMiB)
  return [...found, ...(refusal ? [refusal] : [])].map(({ code, message }) => ({
    code,
    field: code === 'PROGRAM_MEMORY' && outside.problems.length === 0 ? 'spec.resources.memoryMiB' : 'spec.program',
    message,
  }))
}
