// The entry `@aiigo/chain/testing`: for tests only.
export { signatureForms } from './signatureForms.js'
