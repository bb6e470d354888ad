export { startAnvil, type TestChain } from './startAnvil.js'
