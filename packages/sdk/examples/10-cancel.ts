/**
 * Cancel a job before it starts
 *
 * A job that no node has is taken back by a transaction of the wallet. The deposit is in the escrow then, and the last
 * step brings it home.
 *
 * Argument: the path of a job file, such as one whose `budget.maxRate` no node accepts.
 */
import { connect, createBuyer, findPlatform, formatAmount } from '@aiigo/sdk'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [path = 'job.yaml'] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

// Without `waitForNode` a job that no registered node could take is refused.
const job = await buyer.submit(await uploadJob(buyer, await loadJobFile(path)), { waitForNode: true })
await buyer.fund(job)
console.log('job', job.jobId)

await buyer.cancel(job.jobId)
const { last } = await buyer.wait(job.jobId)
console.log(last.state)
const { amount } = await buyer.withdraw(job.request.token)
const { symbol, decimals } = buyer.connection.token(job.request.token)
console.log('back', formatAmount(amount, decimals), symbol)
await buyer.close()
