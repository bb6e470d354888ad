export { CheckRun } from './CheckRun.js'
export { ResultCheck } from './ResultCheck.js'
export {
  assignCheckRun,
  beginCheck,
  checkOf,
  checksToLookAt,
  countOpenChecks,
  endCheck,
  endCheckRun,
  isCheckOpen,
  lockCheck,
  lookAgainAt,
  openCheckRunOf,
  openCheckRuns,
  recordCheckReport,
  refuseCheckRun,
  requeueCheck,
  waitForCheck,
} from './resultChecks.js'
