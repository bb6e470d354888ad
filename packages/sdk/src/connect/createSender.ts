import { protocolErrorsAbi } from '@aiigo/chain'
import { formatAmount, pause } from '@aiigo/domain'
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
   * `WRONG_CHAIN`, `TRANSACTION_REPLACED`, `TRANSACTION_DROPPED`; RetryableError `CHAIN_UNREACHABLE`, `REVERTED_LATE`
   */
  send(call: ContractCall, what: string, options?: SendOptions): Promise<Hex>
}

/** Room above the estimate: what a call takes may depend on the time and the state of its block. */
const GAS_PERCENT = 130n
/** How long a transaction may take into a block, milliseconds. */
const MINED_MS = 180_000
/** Time between looks for a transaction that is in no block, milliseconds. */
const LOOK_MS = 5_000
/** Looks in a row that find nothing before it counts as dropped: nodes behind one address do not know the same ones. */
const MISSES = 6

interface SenderDeps {
  readonly reader: ChainReader
  readonly signer: Signer
  /** Throws `WRONG_CHAIN`; asked before each transaction, since the owner of a wallet may change its network. */
  readonly checkChain: () => Promise<void>
  /** Time between looks for a transaction, milliseconds. Default: 5 000. */
  readonly lookMs?: number
}

export function createSender(deps: SenderDeps): Sender {
  const { reader, signer, checkChain, lookMs = LOOK_MS } = deps
  let last: Promise<unknown> = Promise.resolve()

  /** Throws once the network has forgotten a transaction; it is gone when no node that is asked knows it. */
  async function dropped(hash: Hex, what: string, over: AbortSignal): Promise<never> {
    for (let misses = 0; misses < MISSES; ) {
      await pause(lookMs, over)
      misses = (await isKnown(hash)) ? 0 : misses + 1
    }
    throw sdkError(
      'TRANSACTION_DROPPED',
      `${what}: the network knows the transaction ${hash} no more, and it is in no block; look at the wallet, then send it again`,
    )
  }

  /** A node that does not answer has forgotten nothing. */
  async function isKnown(hash: Hex): Promise<boolean> {
    const error: unknown = await reader.getTransaction({ hash }).then(
      () => null,
      (reason: unknown) => reason,
    )
    const cause = error instanceof Error ? (error.cause ?? error) : null
    return (cause as { name?: string } | null)?.name !== 'TransactionNotFoundError'
  }

  async function mined(hash: Hex, what: string): Promise<Hex> {
    let replaced: string | undefined
    const mining = reader.waitForTransactionReceipt({
      hash,
      timeout: MINED_MS,
      onReplaced: ({ reason }) => {
        if (reason !== 'repriced') replaced = reason
      },
    })
    const over = new AbortController()
    const receipt = await Promise.race([mining, dropped(hash, what, over.signal)]).finally(() => over.abort())
    // Its failure has nobody who waits for it, when the transaction was dropped before.
    mining.catch(() => undefined)
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
