export * from './marketBreaker.js'
export * from './penaltyHold.js'
export * from './trouble.js'
