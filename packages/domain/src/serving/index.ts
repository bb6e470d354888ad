export * from './chunks.js'
export * from './receiptList.js'
export * from './servingLimits.js'
export * from './servingPlace.js'
