import type { Buyer, FundableJob } from '@aiigo/sdk'
import type { Input } from '@aiigo/terminal'
import type { Hex } from 'viem'
import type { Context } from '../Context.js'

/** Options of the commands that pay a deposit. */
export const FROM_BALANCE = {
  flags: '--from-balance',
  about: 'pay out of the balance in the escrow, by a signature, without a transaction of yours',
} as const

/**
 * Pays a job's deposit: by a transaction, or out of the balance.
 * @param onUnpaid told of a failure after which nothing is on its way: no transaction was sent, the balance not used
 * @returns the transaction; null where there is none
 */
export async function payDeposit(
  { output, signal, leaves }: Context,
  input: Input,
  buyer: Buyer,
  job: FundableJob,
  onUnpaid: () => Promise<void> = async () => undefined,
): Promise<Hex | null> {
  const { jobId } = job
  let isOnItsWay = false
  const inDoubt = { jobId, command: `aiigo jobs ${jobId}` }
  const progress = output.progress()
  progress.update('paying the deposit')
  try {
    if (input.flag('fromBalance')) {
      leaves({ ...inDoubt, goesOn: `the deposit of job ${jobId} may be on its way` })
      // An answer that was lost leaves open whether the platform took the signature.
      await buyer.fundFromBalance(job, { signal }).catch(async (error: unknown) => {
        isOnItsWay = (await import('@aiigo/domain')).isRetryable(error)
        throw error
      })
      return null
    }
    return await buyer.fund(job, {
      signal,
      onTransaction: ({ what, hash }) => {
        isOnItsWay = true
        leaves({ ...inDoubt, goesOn: `the transaction ${hash} (${what}) may be mined, and job ${jobId} goes on then` })
        progress.update(`waiting for a block with the transaction ${hash}`)
      },
    })
  } catch (error) {
    if (!isOnItsWay && !signal.aborted) await onUnpaid()
    throw error
  } finally {
    progress.end()
  }
}
