import { createReader, type Reader } from '@aiigo/chain'
import type { LocalAccount } from '@aiigo/contracts'
import { pause } from '@aiigo/domain'
import { type Abi, type Address, encodeFunctionData, type Hex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { HistoryClock } from './HistoryClock.js'

export interface PastCall {
  readonly address: Address
  readonly abi: Abi
  readonly functionName: string
  readonly args: readonly unknown[]
  /** Wei. */
  readonly value?: bigint
}

/** Sends a transaction into a block of the history's moment; throws when it reverts. */
export type SendPast = (from: LocalAccount, call: PastCall) => Promise<{ block: number; timestamp: number }>

/** More than any of these calls takes: an estimate would be made for another moment than the block's. */
const GAS = 3_000_000n
const LOOKS = 5_000
const LOOK_MS = 2

/** Transactions of a local chain in a time that is over. */
export function createPastChain(
  { chainId, rpcUrl }: { chainId: number; rpcUrl: string },
  clock: () => HistoryClock,
): { reader: Reader; send: SendPast } {
  const reader = createReader(chainId, rpcUrl)
  const nonces = new Map<Address, number>()
  const accounts = new Map<Address, PrivateKeyAccount>()

  // The chain mines at once. Looks are counted: the clock of this process stands still.
  async function receiptOf(hash: Hex) {
    for (let look = 0; look < LOOKS; look++) {
      const receipt = await reader.getTransactionReceipt({ hash }).catch(() => null)
      if (receipt) return receipt
      await pause(LOOK_MS)
    }
    return reader.getTransactionReceipt({ hash })
  }

  return {
    reader,
    async send(from, { address, abi, functionName, args, value = 0n }) {
      const account = accounts.get(from.address) ?? privateKeyToAccount(from.privateKey)
      accounts.set(from.address, account)
      const nonce =
        nonces.get(from.address) ?? (await reader.getTransactionCount({ address: from.address, blockTag: 'latest' }))
      await clock().beforeBlock()
      const data = encodeFunctionData({ abi, functionName, args } as never) as Hex
      const price = { maxFeePerGas: 10_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n }
      const raw = await account.signTransaction({
        chainId,
        ...{ to: address, data, value, gas: GAS, nonce, ...price, type: 'eip1559' },
      } as const)
      const hash = await reader.sendRawTransaction({ serializedTransaction: raw })
      nonces.set(from.address, nonce + 1)
      const { status, blockNumber } = await receiptOf(hash)
      if (status !== 'success') throw new Error(`${functionName} of ${from.address} reverted at ${clock().now()}`)
      const { timestamp } = await reader.getBlock({ blockNumber })
      return { block: Number(blockNumber), timestamp: Number(timestamp) }
    },
  }
}
