import { escrowAbi } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { type Address, erc20Abi, type Hex, isAddressEqual } from 'viem'
import type { Connection, SendOptions } from './Connection.js'

/** Where a withdrawal goes. */
export interface WithdrawOptions extends SendOptions {
  /** Where the money goes; default: the wallet itself. */
  readonly to?: Address
}

/** A withdrawal: `amount` in base units, 0 with no transaction when nothing was due. */
export interface Withdrawal {
  readonly amount: bigint
  readonly transaction: Hex | null
}

/** Verbs for money that buyer and provider share. Amounts are base units of the token. */
export interface MoneyVerbs {
  /**
   * The wallet's own balance. The zero address stands for ETH.
   * @example await buyer.balance(ETH_ADDRESS) // 1_000_000_000_000_000_000n
   */
  balance(token: Address): Promise<bigint>
  /**
   * The wallet's balance in the escrow: it may be withdrawn, or spent on jobs.
   * @example await buyer.owed(usdc) // 5_000_000n
   */
  owed(token: Address): Promise<bigint>
  /**
   * Takes everything due out of the escrow. Calling it again takes nothing twice.
   * @throws NotRetryableError `WALLET_REJECTED`, `WRONG_CHAIN`, `REVERTED`
   * @example const { amount, transaction } = await buyer.withdraw(ETH_ADDRESS)
   */
  withdraw(token: Address, options?: WithdrawOptions): Promise<Withdrawal>
}

export function createMoneyVerbs(connection: Connection): MoneyVerbs {
  const escrow = { address: connection.contracts.escrow, abi: escrowAbi } as const
  const owed = (token: Address): Promise<bigint> => {
    const args = [token, connection.signer.address] as const
    return connection.reader.readContract({ ...escrow, functionName: 'claimable', args })
  }
  return {
    balance(token) {
      const { reader, signer } = connection
      if (isAddressEqual(token, ETH_ADDRESS)) return reader.getBalance({ address: signer.address })
      return reader.readContract({
        ...{ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [signer.address] },
      } as const)
    },
    owed,
    async withdraw(token, { to = connection.signer.address, ...options } = {}) {
      const amount = await owed(token)
      if (amount === 0n) return { amount, transaction: null }
      const call = { ...escrow, functionName: 'withdraw', args: [token, to] }
      return { amount, transaction: await connection.sender.send(call, 'the withdrawal', options) }
    },
  }
}
