import type { ProgramProblem } from '../program/index.js'
import { ImageError } from './ImageError.js'
import { type Architecture, readImage } from './readImage.js'

/** Facts about an image's archive, whatever the job asks for. */
export interface InspectedImage {
  readonly problems: readonly ProgramProblem[]
  /** Null when the archive is no image. */
  readonly architecture: Architecture | null
  readonly hasCommand: boolean
}

/** Looks at an image's archive: its form, its platform, and whether it names a program. Layers are not unpacked. */
export function inspectImage(archive: Uint8Array): InspectedImage {
  try {
    const { architecture, hasCommand } = readImage(archive)
    return { problems: [], architecture, hasCommand }
  } catch (error) {
    if (!(error instanceof ImageError)) throw error
    return { problems: [{ code: 'NOT_AN_IMAGE', message: error.message }], architecture: null, hasCommand: false }
  }
}

/** Why no node can run an image for a job. @param job its entry point and its arguments */
export function imageProblems(
  image: InspectedImage,
  job: { readonly entrypoint?: readonly string[] | undefined; readonly args: readonly string[] },
): readonly ProgramProblem[] {
  if (image.problems.length > 0 || image.hasCommand || job.entrypoint || job.args.length > 0) return image.problems
  const message =
    'expected a program to begin, got an image without entrypoint and command; set program.container.entrypoint'
  return [{ code: 'NOT_AN_IMAGE', message }]
}
