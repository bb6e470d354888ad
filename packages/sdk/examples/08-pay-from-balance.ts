/**
 * Pay jobs out of a balance
 *
 * One deposit for many jobs: each is funded by a signature, and the platform sends its transaction.
 *
 * Arguments: the path of a job file, the deposit in USDC.
 */
import { connect, createBuyer, findPlatform, formatAmount, parseAmount } from '@aiigo/sdk'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [path = 'job.yaml', amount = '1'] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

const { file, folder } = await loadJobFile(path)
const { address: usdc, decimals } = buyer.connection.token('USDC')
await buyer.deposit(usdc, parseAmount(amount, decimals))

for (const share of [2, 4]) {
  const budget = {
    token: 'USDC' as const,
    amount: formatAmount(parseAmount(amount, decimals) / BigInt(share), decimals),
  }
  const job = await buyer.submit(await uploadJob(buyer, { file: { ...file, budget }, folder }))
  await buyer.fundFromBalance(job)
  const { last } = await buyer.wait(job.jobId, { until: ['VERIFYING'] })
  console.log('job', job.jobId, last.state)
}
console.log('left', formatAmount(await buyer.owed(usdc), decimals), 'USDC')
await buyer.close()
