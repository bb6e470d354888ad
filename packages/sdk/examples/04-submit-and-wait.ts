/**
 * Submit a job and wait
 *
 * Upload, deposit, and the wait for the result. The job is paid when the buyer approves it, or at the end of its
 * challenge window.
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
console.log('job', job.jobId)
for (const { message } of job.warnings) console.warn(message)
await buyer.fund(job)

const { last } = await buyer.wait(job.jobId, {
  until: ['VERIFYING'],
  onStatus: ({ state, nodeId }) => console.log(state, nodeId ?? ''),
})
if (last.state !== 'VERIFYING') throw new Error(`the job ended as ${last.state}: ${last.reason}`)
const { exitCode, files } = await buyer.result(job.jobId)
console.log('exit code', exitCode)
for (const { name, size } of files) console.log('file', name, size)
await buyer.close()
