import { connect, createBuyer } from '@aiigo/sdk'
import { downloadResult, loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { privateKeyToAccount } from 'viem/accounts'

export async function buyJob(apiUrl: string, rpcUrl: string, key: `0x${string}`, path: string): Promise<void> {
  const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) }))
  await buyer.signIn()
  const job = await buyer.submit(await uploadJob(buyer, await loadJobFile(path)))
  await buyer.fund(job)
  for await (const { text } of buyer.logs(job.jobId, { until: ['VERIFYING'] })) console.log(text)
  const result = await downloadResult(buyer, job.jobId, `results/${job.jobId}`)
  await buyer.approve(job.jobId, result)
  await buyer.wait(job.jobId, { until: ['PAID'] })
  await buyer.withdraw(job.request.token)
  await buyer.close()
}
