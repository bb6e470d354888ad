import { JobFileError, type JobSpec, type Problem, parseJobSpec } from '@aiigo/domain'

/**
 * Checks a specification. Sizes above their limit have a code of their own: the usual mistake with real data.
 * @param at the specification's place in the input
 */
export function readSpec(value: unknown, at = 'spec'): { spec: JobSpec } | { problems: Problem[] } {
  try {
    return { spec: parseJobSpec(value) }
  } catch (error) {
    if (!(error instanceof JobFileError)) throw error
    return {
      problems: error.problems.map(({ code, path, message: text }) => ({
        code: code === 'TOO_BIG' && /(^|\.)size$/.test(path) ? 'INPUT_TOO_LARGE' : code,
        field: path === '' ? at : `${at}.${path}`,
        message: text,
      })),
    }
  }
}
