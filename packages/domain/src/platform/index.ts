export * from './marketBreaker.js'
export {
  hasFailed,
  OPERATOR_ALERT_CODES,
  type OperatorAlert,
  type OperatorFacts,
  operatorAlerts,
  SILENT_MS,
  TRANSACTION_GAS,
} from './operatorAlerts.js'
export * from './penaltyHold.js'
export * from './trouble.js'
