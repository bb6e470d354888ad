/**
 * Sweep over an array of parameters
 *
 * One job for each value, all at the same time on as many nodes as are free. The deposits are sent one after another,
 * because a wallet's transactions have an order; the jobs run side by side.
 *
 * Arguments: the path of a job file, the place of the argument to vary (from 1), and its values.
 */
import { connect, createBuyer, findPlatform } from '@aiigo/sdk'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [path = 'job.yaml', place = '1', ...values] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

const { file, folder } = await loadJobFile(path)
const jobs: { value: string; jobId: string }[] = []
for (const value of values) {
  const args = file.args.with(Number(place) - 1, value)
  const name = `${file.name}: ${value}`
  const job = await buyer.submit(await uploadJob(buyer, { file: { ...file, name, args }, folder }))
  await buyer.fund(job)
  jobs.push({ value, jobId: job.jobId })
}

const text = new TextDecoder()
await Promise.all(
  jobs.map(async ({ value, jobId }) => {
    await buyer.wait(jobId, { until: ['VERIFYING'] })
    const result = await buyer.result(jobId)
    for (const output of result.files) {
      console.log(JSON.stringify({ value, jobId, file: output.name, text: text.decode(await buyer.download(output)) }))
    }
    await buyer.approve(jobId, result)
    await buyer.wait(jobId, { until: ['PAID'] })
  }),
)
await buyer.close()
