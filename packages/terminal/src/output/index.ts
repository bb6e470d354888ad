export { type AmountToken, amountOf, dollars, money, shortMoney } from './money.js'
export { timeOf } from './timeOf.js'
