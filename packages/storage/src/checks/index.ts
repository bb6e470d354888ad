export { CheckRun } from './CheckRun.js'
export { checksOfGroup, type MemberCheck } from './checksOfGroup.js'
export { ResultCheck } from './ResultCheck.js'
export {
  assignCheckRun,
  beginCheck,
  checkOf,
  checksToLookAt,
  countOpenChecks,
  countOpenRuns,
  endCheck,
  endCheckRun,
  isCheckOpen,
  lockCheck,
  lookAgainAt,
  openCheckRunOf,
  openCheckRuns,
  openReplicaChecks,
  recordCheckReport,
  refuseCheckRun,
  requeueCheck,
  waitForCheck,
} from './resultChecks.js'
