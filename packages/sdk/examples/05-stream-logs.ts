/**
 * Stream the log of a job
 *
 * Lines as the program writes them, from the first one on, over lost connections. The last line is followed by a
 * comparison with the log that the node signed.
 *
 * Argument: the path of a job file.
 */
import { connect, createBuyer, findPlatform } from '@aiigo/sdk'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [path = 'job.yaml'] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

const job = await buyer.submit(await uploadJob(buyer, await loadJobFile(path)))
await buyer.fund(job)
console.error('job', job.jobId)

for await (const { stream, text, end } of buyer.logs(job.jobId, { until: ['VERIFYING'] })) {
  if (stream === 'STDOUT') process.stdout.write(text + end)
  else process.stderr.write(text + end)
}
const { lines, truncated } = await buyer.checkLog(job.jobId)
console.error(`the node signed ${lines} lines${truncated ? ', and left some out' : ''}`)
await buyer.close()
