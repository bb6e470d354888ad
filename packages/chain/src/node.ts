// The entry `@aiigo/chain/node`: what needs Node.
export { readDeployment } from './readDeployment.js'
export { recoverSigner } from './recoverSigner.js'
