export { LOCAL_CHAIN_ID } from '@aiigo/chain'
export { developmentAccount } from './developmentAccount.js'
export { mintTestUsdc } from './mintTestUsdc.js'
