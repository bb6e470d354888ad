export { developmentAccount } from './developmentAccount.js'
export { LOCAL_CHAIN, mintTestUsdc } from './mintTestUsdc.js'
