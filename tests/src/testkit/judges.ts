import { arbitrationAbi, createReader, createWallet } from '@aiigo/chain'
import type { Stack } from '@aiigo/devstack'
import { RULINGS, type Ruling } from '@aiigo/domain'
import { createTestClient, type Hex, http, keccak256, toHex } from 'viem'

const WAIT_MS = 25_000

/** The arbitrators of the local stack, who judge a disputed task all alike: wait for their seats, commit, open. */
export async function judge(
  { chainId, urls, deployment, accounts }: Stack,
  taskId: Hex,
  ruling: Ruling,
): Promise<void> {
  const reader = createReader(chainId, urls.ethereumRpc)
  const arbitration = { address: deployment.addresses.Arbitration, abi: arbitrationAbi } as const
  const disputeOf = () => reader.readContract({ ...arbitration, functionName: 'dispute', args: [taskId] })
  // The local chain makes blocks for transactions only; the panel is drawn by the block after the dispute's.
  await createTestClient({ mode: 'anvil', transport: http(urls.ethereumRpc) }).mine({ blocks: 1 })
  let { panel } = await disputeOf()
  for (const until = Date.now() + WAIT_MS; panel.some((seat) => BigInt(seat) === 0n); { panel } = await disputeOf()) {
    if (Date.now() > until) throw new Error(`nobody drew the panel of task ${taskId} within ${WAIT_MS} ms`)
    await new Promise((done) => setTimeout(done, 200))
  }
  const vote = RULINGS.indexOf(ruling) + 1
  const seated = accounts.arbitrators
    .filter(({ address }) => panel.includes(address))
    .map(({ privateKey }) => createWallet(chainId, urls.ethereumRpc, privateKey))
  const salt = keccak256(toHex(`salt of ${taskId}`))
  const mined = async (hash: Hex) => {
    const { status } = await reader.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`transaction ${hash} reverted`)
  }
  for (const wallet of seated) {
    const args = [taskId, wallet.account.address, vote, salt] as const
    const commitment = await reader.readContract({ ...arbitration, functionName: 'commitmentOf', args })
    await mined(await wallet.writeContract({ ...arbitration, functionName: 'commit', args: [taskId, commitment] }))
  }
  for (const wallet of seated) {
    await mined(await wallet.writeContract({ ...arbitration, functionName: 'reveal', args: [taskId, vote, salt] }))
  }
}
