import {
  engineProblem,
  type InspectedImage,
  type InspectedProgram,
  imageProblems,
  inspectImage,
  inspectProgram,
  type JobSpec,
  type Problem,
  type ProgramProblem,
  type ProgramSpec,
  programProblems,
  type StoredProgram,
} from '@aiigo/domain'

/** Facts about a program's bytes, whatever the job asks for. */
export type CheckedProgram =
  | { readonly kind: 'wasm'; readonly outside: InspectedProgram; readonly refusal: ProgramProblem | null }
  | { readonly kind: 'container'; readonly image: InspectedImage }

/**
 * Looks at a program's bytes. This process' engine, which is that of the nodes, compiles a module; an image is not
 * unpacked.
 */
export async function checkProgram(kind: StoredProgram['kind'], bytes: Uint8Array): Promise<CheckedProgram> {
  if (kind === 'container') return { kind, image: inspectImage(bytes) }
  const outside = inspectProgram(bytes)
  return { kind, outside, refusal: outside.problems.length > 0 ? null : await engineProblem(bytes) }
}

/** The problems of a program in a job. */
export function problemsOfProgram(
  checked: CheckedProgram,
  { program, resources, args }: Pick<JobSpec, 'program' | 'resources' | 'args'>,
): Problem[] {
  if (checked.kind === 'container') return problemsOfImage(checked.image, program, args)
  const { outside, refusal } = checked
  const found = programProblems(outside, resources.memoryMiB)
  return [...found, ...(refusal ? [refusal] : [])].map(({ code, message }) => ({
    code,
    field: code === 'PROGRAM_MEMORY' && outside.problems.length === 0 ? 'spec.resources.memoryMiB' : 'spec.program',
    message,
  }))
}

function problemsOfImage(image: InspectedImage, program: ProgramSpec, args: readonly string[]): Problem[] {
  if (program.kind !== 'container') return []
  const found = imageProblems(image, { entrypoint: program.entrypoint, args })
  const problems = found.map(({ code, message }) => ({ code, field: 'spec.program', message }))
  if (image.architecture === null || image.architecture === program.architecture) return problems
  const message = `expected ${image.architecture}, for which the image is made, got ${program.architecture}; name the image's own`
  return [...problems, { code: 'NOT_AN_IMAGE', field: 'spec.program.architecture', message }]
}
