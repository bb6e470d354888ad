export { type Amount, address, amountSchema, bytes32, nodeId, time } from './amount.js'
export { type ErrorDocument, result } from './error.js'
