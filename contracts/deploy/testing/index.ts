// The entry `@aiigo/contracts/testing`: for tests only.
export { type DeployedChain, startDeployedChain } from './startDeployedChain.js'
