import { nodeRegistryAbi } from '@aiigo/chain'
import { CONTRACTS, pause } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { keccak256, toHex } from 'viem'
import { actAs } from '../testkit/actAs.js'
import { ask } from '../testkit/ask.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys } from './buys.js'

/** The contract's: challenges until VERIFIED. */
const PASSES = 10

/** Kinds of contracts, and the nodes that meet them. */
export function describeContracts(market: () => Marketplace): void {
  describe('a contract kind', () => {
    it('is met by the platform’s own node once ten proofs have made it VERIFIED, and each kind of job is paid', async () => {
      const { stack, agents, chain } = market()
      const { NodeRegistry, PowVerifier } = stack.deployment.addresses
      const owned = agents().find(({ tier }) => tier === 'OWNED')
      if (!owned) throw new Error('expected an agent of tier OWNED among those of the stack')
      const nodeId = stack.nodeIdOf(owned)
      const { hashesPerSecond } = await chain.record(nodeId)
      const passed = Array.from({ length: PASSES }, (_, i) => ({
        ...{ address: NodeRegistry, abi: nodeRegistryAbi, functionName: 'recordPow' },
        args: [nodeId, true, hashesPerSecond, keccak256(toHex(`contract ${i}`))],
      }))
      await actAs(stack, PowVerifier, passed)
      const query = `query ($id: ID!) { node(id: $id) { trustLevel } }`
      const level = async () =>
        (await ask<{ node: { trustLevel: string } }>(stack.urls.api, query, { id: nodeId })).data?.node.trustLevel
      for (const until = Date.now() + 90_000; Date.now() < until && (await level()) !== 'VERIFIED'; await pause(200));
      expect(await level()).toBe('VERIFIED')

      const buyer = await market().buyer()
      for (const contract of CONTRACTS) {
        const { file } = await market().example('kmeans')
        const job = await market().example('kmeans', { resources: { ...file.resources, contract } })
        // The offers follow the database, which follows the subgraph.
        const offered = async () =>
          (await buyer.preview(job.file, file.budget.token)).candidates.map((candidate) => candidate.nodeId)
        for (const until = Date.now() + 90_000; !(await offered()).includes(nodeId); await pause(200))
          if (Date.now() > until) throw new Error(`expected ${nodeId} among the nodes for ${contract}`)
        const { jobId, states } = await buys(market(), buyer, job)
        expect({ contract, end: states.at(-1) }).toEqual({ contract, end: 'PAID' })
        if (contract !== 'STANDARD') expect((await buyer.job(jobId)).nodeId).toBe(nodeId)
      }
    })
  })
}
