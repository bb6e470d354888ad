/**
 * Fund a job in USDC by a permit
 *
 * The wallet signs a permit (EIP-2612) and sends one transaction, in place of an allowance and a deposit.
 *
 * Arguments: the path of a job file, the deposit in USDC.
 */
import { connect, createBuyer, findPlatform } from '@aiigo/sdk'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [path = 'job.yaml', amount = '0.05'] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

const { file, folder } = await loadJobFile(path)
const inUsdc = { ...file, budget: { token: 'USDC' as const, amount } }
const job = await buyer.submit(await uploadJob(buyer, { file: inUsdc, folder }))
const { signatures, transactions } = await buyer.fundingPrompts(job.request.token, job.request.budget)
console.log(`the wallet signs ${signatures} times and sends ${transactions} transactions`)
await buyer.fund(job, {
  onPrompt: ({ kind, what }) => console.log(kind, what),
  onTransaction: ({ hash }) => console.log('sent', hash),
})
console.log('job', job.jobId)
await buyer.close()
