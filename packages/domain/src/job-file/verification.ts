import { fieldOf, programFormOf } from './lenient.js'
import { JOB_DEFAULTS, JOB_LIMITS } from './limits.js'
import { rule } from './parts.js'

/** The parts of a job, in its file or as it is stored, that say whether its result can be checked by another run. */
interface JobToVerify {
  readonly program?: unknown
  readonly files?: unknown
  readonly privacy?: unknown
  readonly checkpoint?: unknown
  readonly secrets?: unknown
  readonly resources?: unknown
  readonly limits?: unknown
  readonly verification?: unknown
}

interface Facts {
  readonly isContainer: boolean
  readonly isReadings: boolean
  readonly isServing: boolean
  readonly isDeterministic: boolean
  readonly isPrivate: boolean
  readonly hasCheckpoint: boolean
  readonly hasSecrets: boolean
  readonly isOfGpu: boolean
  /** Limit of its run, seconds. */
  readonly seconds: number
  readonly mode: unknown
}

/** Reads the job file's form and the stored one; a malformed part is for another rule to tell. */
function factsOf(job: JobToVerify | undefined): Facts {
  const { program, files, privacy, checkpoint, secrets, resources, limits, verification } = job ?? {}
  const container = fieldOf(program, 'container')
  const seconds = fieldOf(limits, 'seconds')
  return {
    isContainer: container !== undefined || fieldOf(program, 'kind') === 'container',
    isReadings: programFormOf(job, 'readings') !== null,
    isServing: programFormOf(job, 'serve') !== null,
    isDeterministic: fieldOf(container ?? program, 'deterministic') === true,
    isPrivate: privacy === 'private' || fieldOf(files, 'privacy') === 'private',
    hasCheckpoint: checkpoint !== undefined && checkpoint !== null,
    // The job file has a record, which is empty where there are none; the stored job has a file.
    hasSecrets: typeof secrets === 'object' && secrets !== null && Object.keys(secrets).length > 0,
    isOfGpu: fieldOf(resources, 'type') === 'GPU',
    seconds: typeof seconds === 'number' ? seconds : JOB_DEFAULTS.seconds,
    mode: fieldOf(verification, 'mode'),
  }
}

const isChecked = ({ mode }: Facts): boolean => mode !== undefined && mode !== 'NONE'

/** The rules of jobs whose results are checked, each with the function that says whether a job keeps it. */
export const VERIFICATION_RULES = [
  {
    keeps: (job?: JobToVerify): boolean => {
      const facts = factsOf(job)
      return !isChecked(facts) || !facts.isPrivate
    },
    rule: rule(
      'a private job is checked by its buyer alone: the platform has no key to its files',
      'NONE for a private job',
      'set verification.mode to NONE, or privacy to platform',
      ['verification', 'mode'],
    ),
  },
  {
    keeps: (job?: JobToVerify): boolean => {
      const facts = factsOf(job)
      return !isChecked(facts) || !facts.isContainer || facts.isDeterministic
    },
    rule: rule(
      'a container may give another result each time, and does not say that it gives the same',
      'program.container.deterministic: true for a container whose result is checked',
      'declare it where two runs give the same bytes, or set verification.mode to NONE',
      ['verification', 'mode'],
    ),
  },
  {
    keeps: (job?: JobToVerify): boolean => {
      const facts = factsOf(job)
      return !isChecked(facts) || !facts.hasCheckpoint
    },
    rule: rule(
      'a job with a checkpoint is not checked: a run that goes on from one prints and sees something else',
      'NONE for a job with a checkpoint',
      'set verification.mode to NONE, or leave the checkpoint out',
      ['verification', 'mode'],
    ),
  },
  {
    keeps: (job?: JobToVerify): boolean => {
      const facts = factsOf(job)
      return !isChecked(facts) || !facts.hasSecrets
    },
    rule: rule(
      'a job with secrets is not checked: its secrets are for the assigned node alone',
      'NONE for a job with secrets',
      'set verification.mode to NONE, or leave the secrets out',
      ['verification', 'mode'],
    ),
  },
  {
    keeps: (job?: JobToVerify): boolean => {
      const facts = factsOf(job)
      return !isChecked(facts) || (facts.seconds <= JOB_LIMITS.checkedSeconds && !(facts.isContainer && facts.isOfGpu))
    },
    rule: rule(
      'the platform runs no job again that may take so long, and no container with GPUs',
      `at most ${JOB_LIMITS.checkedSeconds} s, and no image of a GPU job`,
      'set verification.mode to NONE, or lower limits.seconds',
      ['verification', 'mode'],
    ),
  },
  {
    keeps: (job?: JobToVerify): boolean => {
      const facts = factsOf(job)
      return !isChecked(facts) || !facts.isReadings
    },
    rule: rule(
      'readings are not checked by another run: what a sensor showed then cannot be read again',
      'NONE for a job with program.readings',
      'set verification.mode to NONE, and check the signatures of the readings',
      ['verification', 'mode'],
    ),
  },
  {
    keeps: (job?: JobToVerify): boolean => {
      const facts = factsOf(job)
      return !isChecked(facts) || !facts.isServing
    },
    rule: rule(
      'the serving of files is not checked by another run: its readers sign for the bytes that came',
      'NONE for a job with program.serve',
      'set verification.mode to NONE: receipts of the readers are checked always',
      ['verification', 'mode'],
    ),
  },
] as const

/**
 * How a job's result is checked when the job does not say: small modules by spot checks, all others not at all.
 * @example defaultVerification(file) // { mode: 'SPOT_CHECK', shareBps: 500 }
 */
export function defaultVerification(job: JobToVerify): { mode: 'NONE' } | { mode: 'SPOT_CHECK'; shareBps: number } {
  const { isContainer, isReadings, isServing, isPrivate, hasCheckpoint, hasSecrets, seconds } = factsOf(job)
  const isSmall = seconds <= JOB_LIMITS.smallJobSeconds
  if (isContainer || isReadings || isServing || isPrivate || hasCheckpoint || hasSecrets || !isSmall)
    return { mode: 'NONE' }
  return { mode: 'SPOT_CHECK', shareBps: JOB_DEFAULTS.shareBps }
}
