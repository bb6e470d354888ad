// The entry `@aiigo/chain/testing`: for tests and measurements only.
export { powHash } from './powHash.js'
export { signatureForms } from './signatureForms.js'
export { solveEasyChallenge } from './solveEasyChallenge.js'
