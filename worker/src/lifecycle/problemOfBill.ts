import type { Job, JobReason } from '@aiigo/storage'
import type { Bill } from '../chain/TaskOnChain.js'

/**
 * Compares the bill on chain with the one that the buyer was shown: a provider may submit another one than it handed
 * in. An approval of the shown bill is void for it, so nothing is settled before the window ends.
 * @returns null when the two agree
 * @example problemOfBill({ result: { cost: 20n, … } }, { cost: 80n, … })?.reasonCode // 'BILL_CHANGED'
 */
export function problemOfBill({ result }: Pick<Job, 'result'>, bill: Bill): JobReason | null {
  const until = `until ${bill.settleAfter.toISOString()}, when it is paid by itself`
  if (!result) {
    const reason = `the provider took a result to the chain that it did not hand in, with a cost of ${bill.cost}; it can be disputed ${until}`
    return { reasonCode: 'RESULT_NOT_HANDED_IN', reason }
  }
  const shown = `0x${result.manifestSha256}`
  if (bill.resultHash !== shown) {
    const reason = `the provider took another result to the chain (${bill.resultHash}) than it handed in (${shown}), with a cost of ${bill.cost}; it can be disputed ${until}`
    return { reasonCode: 'RESULT_CHANGED', reason }
  }
  if (bill.cost === result.cost) return null
  const reason = `the provider took another bill to the chain than it handed in: ${bill.usage} units of usage for ${bill.cost}, not ${result.usage} for ${result.cost}; an approval of the other bill is void; this one can be approved or disputed ${until}`
  return { reasonCode: 'BILL_CHANGED', reason }
}
