export { type Access, accessOf, CONTRACTS, type Contract } from './accessOf.js'
export { LEVEL_FOR } from './levelFor.js'
