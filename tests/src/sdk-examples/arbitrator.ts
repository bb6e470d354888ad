import { type Case, type CaseFiles, connect, createArbitrator } from '@aiigo/sdk'
import type { LocalAccount } from 'viem'

export async function judgeCases(
  apiUrl: string,
  rpcUrl: string,
  wallet: LocalAccount,
  decide: (found: Case, files: CaseFiles) => Promise<'PROVIDER' | 'BUYER' | 'MISUSE'>,
): Promise<void> {
  const arbitrator = createArbitrator(await connect({ apiUrl, rpcUrl, wallet }))
  await arbitrator.signIn()
  // Every event of a case is a reason to look at it again; old events come first.
  for await (const { jobId } of arbitrator.watchCases()) {
    const found = await arbitrator.case(jobId)
    if (found.state === 'TO_COMMIT') await arbitrator.commit(jobId, await decide(found, await arbitrator.files(jobId)))
    if (found.state === 'TO_REVEAL') await arbitrator.reveal(jobId)
  }
}
