import { protocolErrorsAbi } from '@aiigo/chain'
import { formatAmount } from '@aiigo/domain'
import { type Abi, type Address, encodeFunctionData, type Hex } from 'viem'
import { sdkError } from '../errors.js'
import type { ChainReader, SendOptions, Signer } from './Connection.js'
import { chainFailure } from './chainFailure.js'

export interface ContractCall {
  readonly address: Address
  readonly abi: Abi
  readonly functionName: string
  readonly args: readonly unknown[]
  /** Wei. */
  readonly value?: bigint
}

export interface Sender {
  /**
   * Tries a call, sends it and waits until it is in a block. The call is encoded here: nothing that the API prepared is
   * ever sent.
   * @param what What it is for, for people.
   * @returns the transaction; the one that took its place when the wallet's owner raised the fee
   * @throws NotRetryableError `REVERTED` naming the contract's error, `NOT_ENOUGH_MONEY`, `WALLET_REJECTED`,
   * `WRONG_CHAIN`, `TRANSACTION_REPLACED`; RetryableError `CHAIN_UNREACHABLE`, `REVERTED_LATE`
   */
  send(call: ContractCall, what: string, options?: SendOptions): Promise<Hex>
}

/** Room above the estimate: what a call takes may depend on the time and the state of its block. */
const GAS_PERCENT = 130n
/** How long a transaction may take into a block, milliseconds. */
const MINED_MS = 180_000

/**
 * @param checkChain Throws `WRONG_CHAIN`; asked before each transaction, since the owner of a wallet may change its
 * network.
 */
export function createSender(deps: { reader: ChainReader; signer: Signer; checkChain: () => Promise<void> }): Sender {
  const { reader, signer, checkChain } = deps
  let last: Promise<unknown> = Promise.resolve()

  async function mined(hash: Hex, what: string): Promise<Hex> {
    let replaced: string | undefined
    const receipt = await reader.waitForTransactionReceipt({
      hash,
      timeout: MINED_MS,
      onReplaced: ({ reason }) => {
        if (reason !== 'repriced') replaced = reason
      },
    })
    if (replaced) {
      throw sdkError(
        'TRANSACTION_REPLACED',
        `${what}: the transaction ${hash} was ${replaced} in the wallet by ${receipt.transactionHash}`,
      )
    }
    if (receipt.status === 'success') return receipt.transactionHash
    throw sdkError('REVERTED_LATE', `${what} was accepted but failed in block ${receipt.blockNumber} (${hash})`)
  }

  async function sendNow(call: ContractCall, what: string, { signal, onTransaction }: SendOptions): Promise<Hex> {
    signal?.throwIfAborted()
    try {
      await checkChain()
      const value = call.value ?? 0n
      const eth = await reader.getBalance({ address: signer.address })
      if (eth <= value) {
        const needs = value > 0n ? `${formatAmount(value, 18)} ETH and gas` : 'ETH for gas'
        throw sdkError(
          'NOT_ENOUGH_MONEY',
          `expected ${needs} at ${signer.address} for ${what}, it has ${formatAmount(eth, 18)} ETH; send it the rest`,
        )
      }
      // The called contract passes on the errors of those it calls itself.
      const abi = [...call.abi, ...protocolErrorsAbi] as Abi
      const estimate = await reader.estimateContractGas({ ...call, abi, value, account: signer.address })
      signal?.throwIfAborted()
      const { functionName, args } = call
      const data = encodeFunctionData({ abi: call.abi, functionName, args })
      const hash = await signer.send({ to: call.address, data, value, gas: (estimate * GAS_PERCENT) / 100n })
      onTransaction?.({ what, hash })
      return await mined(hash, what)
    } catch (error) {
      if (signal?.aborted && error === signal.reason) throw error
      throw chainFailure(error, what)
    }
  }

  return {
    send(call, what, options = {}) {
      const sent = last.then(() => sendNow(call, what, options))
      last = sent.catch(() => undefined)
      return sent
    },
  }
}
