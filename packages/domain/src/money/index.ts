export { ETH_ADDRESS } from './ethAddress.js'
export { formatAmount } from './formatAmount.js'
export { isDecimalAmount, parseAmount } from './parseAmount.js'
export {
  BPS,
  meteredCost,
  RATE_DECIMALS,
  RATE_SCALE,
  type Split,
  splitDeposit,
  taskCost,
} from './splitDeposit.js'
