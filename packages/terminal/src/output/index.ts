export { type AmountToken, amountOf, dollars, money, shortMoney } from './money.js'
export { type EscrowMoney, takeOut } from './takeOut.js'
export { timeOf } from './timeOf.js'
