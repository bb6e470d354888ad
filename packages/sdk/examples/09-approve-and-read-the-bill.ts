/**
 * Approve a result and read the bill
 *
 * The approval is signed for the result that was looked at and for its cost. The platform pays the provider at once,
 * and the rest of the deposit comes back.
 *
 * Argument: the id of a job with a result.
 */
import { connect, createBuyer, findPlatform, formatAmount } from '@aiigo/sdk'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [jobId = ''] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

const result = await buyer.result(jobId)
await buyer.approve(jobId, result)
await buyer.wait(jobId, { until: ['PAID'] })

const bill = await buyer.accountFor(jobId)
const { symbol, decimals } = buyer.connection.token(bill.token)
for (const part of ['deposit', 'refund', 'buyerPaid', 'providerCredited', 'treasuryCredited'] as const)
  console.log(part, formatAmount(bill[part], decimals), symbol)
await buyer.close()
