import type { Reader, Wallet } from '@aiigo/chain'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import { type Abi, type Address, BaseError, ContractFunctionRevertedError, type Hex } from 'viem'

export interface Call {
  readonly address: Address
  readonly abi: Abi
  readonly functionName: string
  readonly args: readonly unknown[]
  /** Wei. */
  readonly value?: bigint
}

export interface Sender {
  /**
   * Tries a call, sends it and waits until it is mined.
   * @throws NotRetryableError `REVERTED` naming the contract's error; RetryableError when the chain does not answer.
   */
  send(call: Call): Promise<Hex>
}

/** Room above the estimate: what a call takes may depend on the time and the state of its block. */
const GAS_PERCENT = 130n

function revertOf(error: unknown): string | null {
  if (!(error instanceof BaseError)) return null
  const revert = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  if (!(revert instanceof ContractFunctionRevertedError)) return null
  const args = revert.data?.args?.map(String).join(', ') ?? ''
  return revert.data ? `${revert.data.errorName}(${args})` : (revert.reason ?? revert.shortMessage)
}

/** Sends one transaction after another from one wallet, so that nonces never collide. */
export function createSender({ reader, wallet }: { reader: Reader; wallet: Wallet }): Sender {
  let last: Promise<unknown> = Promise.resolve()

  async function sendNow(call: Call): Promise<Hex> {
    try {
      const estimate = await reader.estimateContractGas({ ...call, account: wallet.account })
      const hash = await wallet.writeContract({ ...call, gas: (estimate * GAS_PERCENT) / 100n })
      const receipt = await reader.waitForTransactionReceipt({ hash, timeout: 180_000 })
      if (receipt.status === 'success') return hash
      throw new RetryableError(
        'REVERTED_LATE',
        `${call.functionName} was accepted but failed in block ${receipt.blockNumber} (${hash})`,
      )
    } catch (error) {
      if (error instanceof RetryableError) throw error
      const revert = revertOf(error)
      if (revert !== null) {
        throw new NotRetryableError('REVERTED', `the contract refused ${call.functionName}: ${revert}`, {
          cause: error,
        })
      }
      const message = error instanceof BaseError ? error.shortMessage : String(error)
      throw new RetryableError('CHAIN_UNREACHABLE', `could not send ${call.functionName}: ${message}`, { cause: error })
    }
  }

  return {
    send(call) {
      const sent = last.then(() => sendNow(call))
      last = sent.catch(() => undefined)
      return sent
    },
  }
}
