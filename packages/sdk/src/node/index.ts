export { type ChosenMember, chosenMembers, isComparing } from './chosenMembers.js'
export { type DownloadedArtifact, downloadArtifacts } from './downloadArtifacts.js'
export {
  archiveGroupResult,
  type DownloadedMember,
  downloadGroupResult,
  type MemberResult,
} from './downloadGroupResult.js'
export { type DownloadedFile, type DownloadedResult, downloadResult } from './downloadResult.js'
export { fileSession } from './fileSession.js'
export type { LoadedGroup, LoadedJob } from './LoadedJob.js'
export { loadJobFile } from './loadJobFile.js'
export { checkGroupFiles, loadSubmission, uploadGroup } from './loadSubmission.js'
export { checkJobFiles, uploadJob } from './uploadJob.js'
export { isExampleProgram, type LocatedFile, withExampleFiles } from './withExampleFiles.js'
