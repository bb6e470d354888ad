export { Account } from './Account.js'
export { ApiKey } from './ApiKey.js'
export { RefreshSession } from './RefreshSession.js'
export { SiweNonce } from './SiweNonce.js'
