// The entry `@aiigo/worker/testing`: for tests and the simulation only.
export { type RegisteredNode, registerNode } from './registerNode.js'
