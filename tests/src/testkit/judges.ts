import type { Stack } from '@aiigo/devstack'
import type { Vote } from '@aiigo/domain'
import { type Arbitrator, codeOf, connect, createArbitrator } from '@aiigo/sdk'
import { createTestClient, type Hex, http, type LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

const WAIT_MS = 90_000

/** A signed-in client of an arbitrator. */
export async function arbitratorOf({ urls }: Stack, wallet: LocalAccount): Promise<Arbitrator> {
  const arbitrator = createArbitrator(await connect({ apiUrl: urls.api, rpcUrl: urls.ethereumRpc, wallet }))
  await arbitrator.signIn()
  return arbitrator
}

/** A panel, and the arbitrators of the stack that are not on it. */
export interface Panel {
  readonly seated: readonly Arbitrator[]
  readonly others: readonly Arbitrator[]
  close(): Promise<void>
}

/** Waits until the arbitrators of a dispute are drawn. */
export async function panelOf(stack: Stack, taskId: Hex): Promise<Panel> {
  // The local chain makes blocks for transactions only; the panel is drawn by the block after the dispute's.
  await createTestClient({ mode: 'anvil', transport: http(stack.urls.ethereumRpc) }).mine({ blocks: 1 })
  const all = await Promise.all(
    stack.accounts.arbitrators.map(({ privateKey }) => arbitratorOf(stack, privateKeyToAccount(privateKey))),
  )
  const hasCase = (arbitrator: Arbitrator): Promise<boolean> =>
    arbitrator.case(taskId).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) === 'CASE_UNKNOWN') return false
        throw error
      },
    )
  for (const until = Date.now() + WAIT_MS; ; ) {
    const seats = await Promise.all(all.map(hasCase))
    const seated = all.filter((_, index) => seats[index])
    if (seated.length === 3) {
      const others = all.filter((_, index) => !seats[index])
      return { seated, others, close: async () => void (await Promise.all(all.map((one) => one.close()))) }
    }
    if (Date.now() > until) throw new Error(`nobody drew the panel of task ${taskId} within ${WAIT_MS} ms`)
    await new Promise((done) => setTimeout(done, 200))
  }
}

/** The arbitrators of the local stack, who judge a disputed task all alike: wait for their seats, commit, open. */
export async function judge(stack: Stack, taskId: Hex, vote: Vote): Promise<void> {
  const { seated, close } = await panelOf(stack, taskId)
  try {
    for (const arbitrator of seated) await arbitrator.commit(taskId, vote)
    for (const arbitrator of seated) await arbitrator.reveal(taskId)
  } finally {
    await close()
  }
}
