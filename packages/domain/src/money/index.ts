export { ETH_ADDRESS } from './ethAddress.js'
export { formatAmount } from './formatAmount.js'
export { isDecimalAmount, parseAmount } from './parseAmount.js'
export { BPS, type Split, splitDeposit, taskCost } from './splitDeposit.js'
