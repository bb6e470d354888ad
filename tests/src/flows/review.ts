import { nodeRegistryAbi, stakingPoolAbi } from '@aiigo/chain'
import { pause } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { type Address, erc20Abi, type Hex, keccak256, parseEther, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { actAs } from '../testkit/actAs.js'
import { ask } from '../testkit/ask.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys, orders } from './buys.js'

/** The contract's: challenges until VERIFIED, attempts until a review is possible. */
const PASSES = 10
const FAILURES = 12

/** The flag of a node that fails too often, from the contract to the offers. */
export function describeReview(market: () => Marketplace): void {
  describe('a node under review', () => {
    it('gets no job that needs more than BASIC trust, and gets them again once the review is closed', async () => {
      const { stack, agents, chain } = market()
      const { AiigoToken, NodeRegistry, PowVerifier, StakingPool, TaskMarketplace } = stack.deployment.addresses
      const nodeId = stack.nodeIdOf(agents()[0])
      const registry = { address: NodeRegistry, abi: nodeRegistryAbi } as const
      const shown = async () => {
        const query = `query ($id: ID!) { node(id: $id) { trustLevel underReview } }`
        const { data } = await ask<{ node: Shown }>(stack.urls.api, query, { id: nodeId })
        return data?.node
      }
      const shows = async (expected: Shown) => {
        for (const until = Date.now() + 90_000; Date.now() < until; await pause(200)) {
          if (JSON.stringify(await shown()) === JSON.stringify(expected)) return
        }
        expect(await shown()).toEqual(expected)
      }
      const buyer = await market().buyer()
      const { file } = await market().example('kmeans', { allow: [nodeId] })
      const offeredAt = async (minTrustLevel: 'BASIC' | 'VERIFIED') => {
        const wanted = { ...file, resources: { ...file.resources, minTrustLevel } }
        return (await buyer.preview(wanted, file.budget.token)).candidates.map((candidate) => candidate.nodeId)
      }
      /** The offers follow the database, which follows the subgraph. */
      const offers = async (expected: { VERIFIED: Hex[]; BASIC: Hex[] }) => {
        const now = async () => ({ VERIFIED: await offeredAt('VERIFIED'), BASIC: await offeredAt('BASIC') })
        for (const until = Date.now() + 90_000; Date.now() < until; await pause(200)) {
          if (JSON.stringify(await now()) === JSON.stringify(expected)) return
        }
        expect(await now()).toEqual(expected)
      }

      const stake = parseEther('1000')
      const sponsor = privateKeyToAccount(generatePrivateKey()).address
      await stack.fundBuyer(sponsor, 'AIIGO', stake)
      await actAs(stack, sponsor, [
        { address: AiigoToken, abi: erc20Abi, functionName: 'approve', args: [StakingPool, stake] },
        { address: StakingPool, abi: stakingPoolAbi, functionName: 'stake', args: [nodeId, stake] },
      ])
      const { hashesPerSecond } = await chain.record(nodeId)
      const refs = (count: number): Hex[] => Array.from({ length: count }, (_, i) => keccak256(toHex(`review ${i}`)))
      const passed = (id: Hex) => ({
        ...{ ...registry, functionName: 'recordPow', args: [nodeId, true, hashesPerSecond, id] },
      })
      await actAs(stack, PowVerifier, refs(PASSES).map(passed))
      await shows({ trustLevel: 'VERIFIED', underReview: false })
      await offers({ VERIFIED: [nodeId], BASIC: [nodeId] })

      const failed = (id: Hex) => ({ ...registry, functionName: 'penaliseTimeout', args: [nodeId, id, 0, true] })
      await actAs(stack, TaskMarketplace, refs(FAILURES).map(failed))
      await shows({ trustLevel: 'BASIC', underReview: true })
      await offers({ VERIFIED: [], BASIC: [nodeId] })

      const resources = { ...file.resources, minTrustLevel: 'VERIFIED' as const }
      const job = await market().example('kmeans', { allow: [nodeId], resources })
      const submitted = await orders(buyer, job, { waitForNode: true })
      await buyer.wait(submitted.jobId, { until: ['QUEUED'] })
      // The node is given a job that was ordered later, and not this one.
      await buys(market(), await market().buyer(), await market().example('kmeans', { allow: [nodeId] }))
      expect((await buyer.job(submitted.jobId)).state).toBe('QUEUED')

      // The operator’s own account is the worker’s, which counts its nonces.
      const operator: Address = privateKeyToAccount(generatePrivateKey()).address
      const role = keccak256(toHex('OPERATOR_ROLE'))
      await actAs(stack, await chain.adminOfNodes(), [
        { ...registry, functionName: 'grantRole', args: [role, operator] },
      ])
      await actAs(stack, operator, [{ ...registry, functionName: 'closeReview', args: [nodeId] }])
      await shows({ trustLevel: 'VERIFIED', underReview: false })
      const { last } = await buyer.wait(submitted.jobId, { until: ['VERIFYING'] })
      expect(last.nodeId).toBe(nodeId)
      await buyer.approve(submitted.jobId)
      expect((await buyer.wait(submitted.jobId)).last.state).toBe('PAID')
    })
  })
}

interface Shown {
  trustLevel: string
  underReview: boolean
}
