import { aiigoTokenAbi, createWallet, partnerBondsAbi } from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { ChainTransaction, Node } from '@aiigo/storage'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Abi, Address } from 'viem'
import { slaSweep } from '../queues/slaSweep.js'
import type { World } from '../testing/createWorld.js'
import type { RegisteredNode } from '../testing/registerNode.js'
import { startFlow } from '../testing/startFlow.js'

let world: World
let node: RegisteredNode

beforeAll(async () => {
  const flow = await startFlow([10])
  world = flow.world
  node = flow.nodes[0] as RegisteredNode
}, 180_000)
afterAll(async () => {
  await world?.stop()
}, 30_000)

const suspendedUntil = () =>
  world.chain.reader.readContract({
    address: world.chain.deployment.addresses.PartnerBonds,
    abi: partnerBondsAbi,
    functionName: 'suspendedUntil',
    args: [node.id],
  })
const reports = () => world.storage.fork().count(ChainTransaction, { kind: 'reportBreach' })
const up = (uptimeBps: number) =>
  world.storage.fork().nativeUpdate(Node, { id: node.id }, { trustLevel: 'PARTNER', uptimeBps })

/** The provider bonds the least amount and commits to 99 %. */
async function commits(): Promise<void> {
  const { chainId, rpcUrl, reader, deployment } = world.chain
  const { AiigoToken, PartnerBonds } = deployment.addresses
  const send = async (privateKey: `0x${string}`, address: Address, abi: Abi, functionName: string, args: unknown[]) => {
    await world.mined(
      await createWallet(chainId, rpcUrl, privateKey).writeContract({ address, abi, functionName, args }),
    )
  }
  const bond = await reader.readContract({ address: PartnerBonds, abi: partnerBondsAbi, functionName: 'minimumBond' })
  const { address, privateKey } = node.provider
  await send(localRoles().publicSale.privateKey, AiigoToken, aiigoTokenAbi, 'transfer', [address, bond])
  await send(privateKey, AiigoToken, aiigoTokenAbi, 'approve', [PartnerBonds, bond])
  await send(privateKey, PartnerBonds, partnerBondsAbi, 'commit', [node.id, 9_900, bond])
}

it('a partner whose node was up less than its bond commits to is suspended, once', async () => {
  // Without a bond nothing was promised.
  await up(9_000)
  await slaSweep(world.deps)
  expect(await reports()).toBe(0)

  await commits()
  await up(9_900)
  await slaSweep(world.deps)
  expect([await reports(), await suspendedUntil()]).toEqual([0, 0])

  await up(9_899)
  await world.storage
    .fork()
    .execute(
      `insert into trouble (id, part, details, started_at, seen_at) values (gen_random_uuid(), 'CHAIN', '', now(), now())`,
    )
  await slaSweep(world.deps)
  expect(await reports()).toBe(0)
  await world.storage.fork().execute('delete from trouble')

  await slaSweep(world.deps)
  const until = await suspendedUntil()
  expect(until).toBeGreaterThan(Date.now() / 1000 + 29 * 86_400)
  await slaSweep(world.deps)
  expect([await reports(), await suspendedUntil()]).toEqual([1, until])
})
