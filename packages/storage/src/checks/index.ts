export { CheckRun } from './CheckRun.js'
export { ResultCheck } from './ResultCheck.js'
export {
  assignCheckRun,
  beginCheck,
  checkOf,
  checksToLookAt,
  endCheck,
  endCheckRun,
  isCheckOpen,
  lockCheck,
  openCheckRunOf,
  openCheckRuns,
  recordCheckReport,
  refuseCheckRun,
  requeueCheck,
  waitForCheck,
} from './resultChecks.js'
