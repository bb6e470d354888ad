import { type Client, JobWithTaskDocument, type JobWithTaskQuery } from '@aiigo/client'
import { BPS, splitDeposit } from '@aiigo/domain'
import type { CallOptions } from '../connect/Connection.js'
import { whenIndexed } from '../connect/whenIndexed.js'
import { sdkError } from '../errors.js'
import type { Money } from './Buyer.js'
import { unknownJob } from './unknownJob.js'

type SettledJob = NonNullable<JobWithTaskQuery['job']>

/**
 * Where the deposit went, by the task's own figures and, again, by the escrow's movements.
 * @throws NotRetryableError `MONEY_MISMATCH` naming everything that doesn't add up.
 */
export function moneyOf(job: Pick<SettledJob, 'id' | 'token' | 'budget' | 'task'>, feeBps: number): Money {
  const { task } = job
  if (!task || task.fee === null || task.providerAmount === null || task.refund === null || task.rebate === null) {
    throw sdkError('NOT_INDEXED', `expected the settled task of job ${job.id} in the subgraph, it is not there yet`)
  }
  const deposit = BigInt(job.budget) + BigInt(task.addedBudget ?? 0)
  const [refund, rebate] = [BigInt(task.refund), BigInt(task.rebate)]
  const [providerCredited, treasuryCredited] = [BigInt(task.providerAmount), BigInt(task.fee)]
  const cost = deposit - refund
  const moved = (kind: string): bigint =>
    task.escrowMovements
      .filter((movement) => movement.kind === kind)
      .reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  // An addition to an attempt that failed was locked and came back.
  const returned = moved('LOCKED') - deposit
  const expected = splitDeposit(deposit, cost, BigInt(feeBps))
  const wrong = [
    providerCredited + treasuryCredited + rebate === cost ? '' : 'provider, treasury and rebate are not the cost',
    treasuryCredited + rebate === expected.fee ? '' : `the fee is not ${feeBps} / ${BPS} of the cost (${expected.fee})`,
    returned >= 0n ? '' : `the escrow locked ${moved('LOCKED')}`,
    moved('PROVIDER') === providerCredited ? '' : `the escrow credited the provider ${moved('PROVIDER')}`,
    moved('REBATE') === rebate ? '' : `the escrow gave a rebate of ${moved('REBATE')}`,
    moved('REFUND') === refund + returned ? '' : `the escrow refunded ${moved('REFUND')}`,
  ].filter((text) => text !== '')
  if (wrong.length > 0) {
    const figures = `deposit ${deposit}, refund ${refund}, rebate ${rebate}, provider ${providerCredited}, treasury ${treasuryCredited}`
    throw sdkError('MONEY_MISMATCH', `job ${job.id}: ${figures}: ${wrong.join('; ')}`)
  }
  const buyerPaid = cost - rebate
  return { token: job.token, deposit, refund, rebate, buyerPaid, providerCredited, treasuryCredited, feeBps }
}

/** Waits until the subgraph has the settlement, then says where the money went. */
export async function accountFor(
  client: Client,
  jobId: string,
  feeBps: number,
  options: CallOptions = {},
): Promise<Money> {
  return whenIndexed(async () => {
    const { job } = await client.execute(JobWithTaskDocument, { id: jobId }, options)
    if (!job) throw unknownJob(jobId)
    return moneyOf(job, feeBps)
  }, options.signal)
}
