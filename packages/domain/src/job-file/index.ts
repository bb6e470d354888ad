export { artifactProblem, VERSION_SALT_BYTES } from './artifacts.js'
export { canonicalJson } from './canonicalJson.js'
export { contentIdOf } from './contentId.js'
export { executorOf, executorsOf } from './executorOf.js'
export { fileNameProblem, fileNameSchema } from './fileNames.js'
export { JobFileError, type JobFileProblem } from './JobFileError.js'
export { type GroupJob, type JobGroupFile, jobNameOf } from './JobGroupFile.js'
export { jobFileJsonSchema } from './jobFileJsonSchema.js'
export { type JobFile, jobFileSchema, type ProgramFile, programFileOf, withProgramPath } from './jobFileSchema.js'
export {
  filesOf,
  inputBytesOf,
  isStoredInput,
  type JobFiles,
  type JobSpec,
  jobSpecSchema,
  type NeededInput,
  neededInputSchema,
  neededInputsOf,
  type ProgramJob,
  type ProgramSpec,
  programSchema,
  type ReadingsSpec,
  readingsOf,
  type ServeSpec,
  type StoredFile,
  type StoredInput,
  type StoredProgram,
  sealedBytes,
  servingOf,
  storedFileSchema,
  storedInputSchema,
  storedInputsOf,
  storedProgramOf,
} from './jobSpecSchema.js'
export {
  type JobTerms,
  jobTermsHash,
  jobTermsOf,
  jobTermsSchema,
  parseJobTerms,
  specHashOf,
} from './jobTerms.js'
export { JOB_DEFAULTS, JOB_LIMITS } from './limits.js'
export { offersAtOnce } from './offersAtOnce.js'
export { handInProblem, isOutputPattern, matchesOutput, outputFolder, outputProblem } from './outputs.js'
export { parseJobFile } from './parseJobFile.js'
export { parseJobSpec } from './parseJobSpec.js'
export { parseSettings } from './parseSettings.js'
export { parseSubmission, type Submission } from './parseSubmission.js'
export {
  MATCHING_PROFILES,
  type MatchingProfile,
  TOKEN_SYMBOLS,
  type TokenSymbol,
  VERIFICATION_MODES,
  type VerificationMode,
} from './parts.js'
export { NODE_SENSORS, READINGS_FILE, sensorSchema } from './readings.js'
export type { JobFileFormat } from './readSource.js'
export { replicaSetOf, replicatedElement, runSeedOf } from './replicas.js'
export { decodeSecrets, encodeSecrets, SECRETS_BYTES, type SecretSources, secretProblem } from './secrets.js'
export { toJobSpec } from './toJobSpec.js'
export { defaultVerification } from './verification.js'
