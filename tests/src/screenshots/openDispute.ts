import { fileURLToPath } from 'node:url'
import type { Stack } from '@aiigo/devstack'
import { type Connection, connect, createBuyer, createProvider } from '@aiigo/sdk'
import { developmentAccount } from '@aiigo/sdk/local'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import type { Hex, LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { panelOf } from '../testkit/judges.js'

const EXAMPLE = fileURLToPath(new URL('../../../examples/mandelbrot/job.yaml', import.meta.url))

/** Texts of the evidence of each side. */
export const OF_BUYER = 'This is what I expected.'
export const OF_PROVIDER = 'The program ran as it was given; its own log says so.'

export interface OpenDispute {
  readonly jobId: string
  readonly taskId: Hex
  /** Development wallet of the provider. */
  readonly provider: string
  /** Development wallet of one of the panel. */
  readonly arbitrator: string
}

/** A dispute of Buyer 1 with a file of evidence of each side, whose panel is drawn and has not voted. */
export async function openDispute(stack: Stack): Promise<OpenDispute> {
  const { urls, accounts, agents } = stack
  const [agent] = agents
  const [first] = accounts.buyers
  if (!agent || !first) throw new Error('expected a system with an agent and a buyer')
  const open: Connection[] = []
  const opens = async (wallet: LocalAccount): Promise<Connection> => {
    const connection = await connect({ apiUrl: urls.api, rpcUrl: urls.ethereumRpc, wallet })
    open.push(connection)
    await connection.signIn()
    return connection
  }
  try {
    const buyer = createBuyer(await opens(privateKeyToAccount(first.privateKey)))
    const provider = createProvider(await opens(developmentAccount(agent.accountIndex)))
    const { file, folder } = await loadJobFile(EXAMPLE)
    const job = { file: { ...file, allow: [stack.nodeIdOf(agent)] }, folder }
    const submitted = await buyer.submit(await uploadJob(buyer, job))
    const { jobId, taskId } = submitted
    await buyer.fund(submitted)
    await buyer.wait(jobId, { until: ['VERIFYING'] })
    await buyer.dispute(jobId, 'The picture is not what was asked for: its colours are inverted.')
    await buyer.wait(jobId, { until: ['DISPUTED'] })
    const fileOf = (name: string, text: string) => ({ name, content: new TextEncoder().encode(text) })
    await buyer.addEvidence(jobId, {
      text: OF_BUYER,
      files: [fileOf('expected.csv', 'colour,share\nblack,0.61\nwhite,0.39\n')],
    })
    await provider.answerDispute(jobId, {
      text: OF_PROVIDER,
      files: [fileOf('run.txt', 'exit code 0, 512 rows\n')],
    })
    const panel = await panelOf(stack, taskId)
    await panel.close()
    const seated = panel.seated[0]?.address.toLowerCase()
    const seat = accounts.arbitrators.findIndex(({ address }) => address.toLowerCase() === seated)
    return { jobId, taskId, provider: `Provider of ${agent.name}`, arbitrator: `Arbitrator ${seat + 1}` }
  } finally {
    await Promise.all(open.map((connection) => connection.close()))
  }
}
