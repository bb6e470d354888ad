import { protocolErrorsAbi } from '@aiigo/chain'
import { formatAmount, pause } from '@aiigo/domain'
import { type Abi, type Address, encodeFunctionData, type Hex } from 'viem'
import { sdkError } from '../errors.js'
import type { ChainReader, SendOptions, Signer } from './Connection.js'
import { chainFailure } from './chainFailure.js'
import { createMinedWait } from './createMinedWait.js'

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
   * `WRONG_CHAIN`, `TRANSACTION_REPLACED`, `TRANSACTION_DROPPED`, `TRANSACTION_WAITING`; RetryableError
   * `CHAIN_UNREACHABLE`, `REVERTED_LATE`
   */
  send(call: ContractCall, what: string, options?: SendOptions): Promise<Hex>
}

/** Times that a call is sent when another process of the same wallet takes its nonce. */
const TRIES = 6
/** Time before it is sent again, times its tries, milliseconds. */
const AGAIN_MS = 150

/** Words of nodes that refuse a transaction because another one has its nonce. It is in no pool then. */
const NONCE_TAKEN = /nonce (is )?too low|lower than the current nonce|replacement transaction underpriced/i

/** Room above the estimate: what a call takes may depend on the time and the state of its block. */
const GAS_PERCENT = 130n

interface SenderDeps {
  readonly reader: ChainReader
  readonly signer: Signer
  /** Throws `WRONG_CHAIN`; asked before each transaction, since the owner of a wallet may change its network. */
  readonly checkChain: () => Promise<void>
  /** Time between looks for a transaction, and how long it may take into a block, milliseconds. */
  readonly lookMs?: number
  readonly minedMs?: number
}

export function createSender(deps: SenderDeps): Sender {
  const { reader, signer, checkChain } = deps
  const untilMined = createMinedWait(deps)
  let last: Promise<unknown> = Promise.resolve()

  /** Sends a call, again from its estimate on when another process of the wallet was faster at its nonce. */
  async function sendNow(call: ContractCall, what: string, options: SendOptions): Promise<Hex> {
    for (let tries = 1; ; tries++) {
      try {
        return await sendOnce(call, what, options)
      } catch (error) {
        if (tries === TRIES || signer.interactive || !NONCE_TAKEN.test(wordsOf(error))) throw error
        await pause(AGAIN_MS * tries * (0.5 + Math.random()), options.signal)
      }
    }
  }

  async function sendOnce(call: ContractCall, what: string, options: SendOptions): Promise<Hex> {
    const { signal, onPrompt, onTransaction } = options
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
      const [nonce, block] = await Promise.all([
        reader.getTransactionCount({ address: signer.address, blockTag: 'pending' }),
        reader.getBlockNumber(),
      ])
      onPrompt?.({ kind: 'TRANSACTION', what })
      const hash = await signer.send({ to: call.address, data, value, gas: (estimate * GAS_PERCENT) / 100n })
      onTransaction?.({ what, hash })
      return await untilMined({ hash, from: signer.address, to: call.address, data, value, nonce, block }, what)
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

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
