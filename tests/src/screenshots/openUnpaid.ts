import { fileURLToPath } from 'node:url'
import type { Stack } from '@aiigo/devstack'
import { connect, createBuyer, ETH_ADDRESS } from '@aiigo/sdk'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

const EXAMPLE = fileURLToPath(new URL('../../../examples/kmeans/job.yaml', import.meta.url))

/** A job of Buyer 1 that waits for its deposit, and a balance that covers it. @returns its id */
export async function openUnpaid({ urls, accounts }: Stack): Promise<string> {
  const [first] = accounts.buyers
  if (!first) throw new Error('expected a system with a buyer')
  const wallet = privateKeyToAccount(first.privateKey)
  const buyer = createBuyer(await connect({ apiUrl: urls.api, rpcUrl: urls.ethereumRpc, wallet }))
  try {
    await buyer.signIn()
    await buyer.deposit(ETH_ADDRESS, parseEther('0.0025'))
    const { jobId } = await buyer.submit(await uploadJob(buyer, await loadJobFile(EXAMPLE)))
    return jobId
  } finally {
    await buyer.close()
  }
}
