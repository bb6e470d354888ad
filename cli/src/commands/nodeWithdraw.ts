import type { Command } from '@aiigo/terminal'
import balanceWithdraw from './balanceWithdraw.js'

// Earnings are part of the wallet's balance in the escrow: both commands take out the same money.
const command: Command = {
  ...balanceWithdraw,
  examples: ['aiigo node withdraw', 'aiigo node withdraw ETH --to 0x…'],
}

export default command
