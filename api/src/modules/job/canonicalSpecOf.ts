import { defaultVerification, JOB_DEFAULTS, READINGS_FILE } from '@aiigo/domain'
import type { JobSpecInput } from './jobSpec.type.js'

/**
 * The stored form of a job as it came over GraphQL, still to be checked. GraphQL has filled in defaults but that of the
 * verification, which follows from other fields. A given
 * null means the same as a field that is left out. Neither changes the hash.
 */
export function canonicalSpecOf({ env, ...input }: JobSpecInput): unknown {
  // Inputs are objects of classes, with undefined where a field was left out.
  const spec = JSON.parse(JSON.stringify(input, (_, value) => value ?? undefined))
  if (!spec.program.public) delete spec.program.public
  if (!spec.program.deterministic) delete spec.program.deterministic
  if (spec.program.kind === 'readings') {
    spec.program.everySeconds ??= JOB_DEFAULTS.readingSeconds
    if (spec.outputs.length === 0) spec.outputs = [READINGS_FILE]
  }
  spec.verification ??= defaultVerification(spec)
  if (spec.profile === undefined && spec.weights === undefined) spec.profile = JOB_DEFAULTS.profile
  return env == null ? spec : { ...spec, env }
}
