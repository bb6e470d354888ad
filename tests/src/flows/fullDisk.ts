import { type Buyer, connect, createProvider, type Provider } from '@aiigo/sdk'
import { developmentAccount } from '@aiigo/sdk/local'
import { describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { ask } from '../testkit/ask.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders } from './buys.js'

/** A node whose disk is full, and has space again. */
export function describeFullDisk(market: () => Marketplace): void {
  const agentOf = (name: string) => {
    const agent = market()
      .agents()
      .find((spec) => spec.name === name)
    if (!agent) throw new Error(`no agent ${name}`)
    return agent
  }

  async function ownerOf(name: string): Promise<Provider> {
    const wallet = developmentAccount(agentOf(name).accountIndex)
    const { api, ethereumRpc } = market().stack.urls
    const provider = createProvider(await connect({ apiUrl: api, rpcUrl: ethereumRpc, wallet }))
    await provider.signIn()
    return provider
  }

  interface Shown {
    availability: string
    pausedReason: string | null
  }

  /** A node as somebody sees it, by plain GraphQL. */
  async function shownTo({ client }: Buyer | Provider, id: Hex): Promise<Shown | undefined> {
    const query = 'query ($id: ID!) { node(id: $id) { availability pausedReason } }'
    const token = client.session()?.accessToken ?? null
    return (await ask<{ node: Shown }>(market().stack.urls.api, query, { id }, token)).data?.node
  }

  /** Waits for an availability. @returns the reason that the owner sees */
  async function until(provider: Provider, nodeId: Hex, availability: string): Promise<string | null> {
    for (const end = Date.now() + 90_000; ; ) {
      const node = await shownTo(provider, nodeId)
      if (node?.availability === availability) return node.pausedReason
      if (Date.now() > end) throw new Error(`expected the node ${availability}, it is ${JSON.stringify(node)}`)
      await new Promise((done) => setTimeout(done, 500))
    }
  }

  describe('a node whose disk is full', () => {
    it('pauses, shows its owner alone why, and goes on by itself when there is space', async () => {
      const nodeId = market().stack.nodeIdOf(agentOf('community-2'))
      const [buyer, provider] = [await market().buyer(), await ownerOf('community-2')]
      try {
        expect(await until(provider, nodeId, 'AVAILABLE')).toBeNull()
        await market().disk.fill()
        expect(await until(provider, nodeId, 'UNAVAILABLE')).toMatch(/^disk full: \d+ MiB are free in /)
        expect(await shownTo(buyer, nodeId)).toEqual({ availability: 'UNAVAILABLE', pausedReason: null })
        const { jobId } = await orders(buyer, await market().example('kmeans', { allow: [nodeId] }))
        await buyer.wait(jobId, { until: ['QUEUED'] })
        await market().disk.empty()
        expect(await until(provider, nodeId, 'AVAILABLE')).toBeNull()
        const { last } = await buyer.wait(jobId, { until: ['VERIFYING'] })
        expect([last.state, last.nodeId]).toEqual(['VERIFYING', nodeId])
        await buyer.approve(jobId)
      } finally {
        await market().disk.empty()
        await provider.close()
      }
    })

    it('gives back at once the job that meets it, which another node then does', async () => {
      const nodeId = market().stack.nodeIdOf(agentOf('community-2'))
      const [buyer, provider] = [await market().buyer(), await ownerOf('community-2')]
      // Files of others fill the disk only where it is the test's own; else the agent's reserve protects the program.
      const { isOwn } = market().disk
      try {
        await until(provider, nodeId, 'AVAILABLE')
        const stake = await market().chain.activeStake(nodeId)
        const job = await market().example('sleeper', {
          args: ['20'],
          limits: { seconds: 250, outputMiB: 1 },
          // The cheapest of them is asked first.
          allow: [nodeId, market().stack.nodeIdOf(agentOf('owned-1'))],
        })
        const { jobId } = await orders(buyer, job)
        const { last: first } = await buyer.wait(jobId, { until: ['EXECUTING'] })
        if (first.nodeId === nodeId) await market().disk.fill()
        const ran: (Hex | null)[] = []
        const onStatus = ({ state, nodeId: on }: { state: string; nodeId: Hex | null }) =>
          void (state === 'EXECUTING' && ran.push(on))
        const lines: string[] = []
        await buyer.wait(jobId, { until: ['VERIFYING'], onStatus, onLog: ({ text }) => lines.push(text) })
        expect(ran.at(-1)).toBe(isOwn ? market().stack.nodeIdOf(agentOf('owned-1')) : first.nodeId)
        if (isOwn) {
          expect(ran[0]).toBe(nodeId)
          expect(lines).toContain('the node gives the job back: the node can not work: its disk is full')
          expect(await until(provider, nodeId, 'UNAVAILABLE')).toMatch(/disk/)
        }
        // Not by the chain, after the work time: a timeout takes five per cent of the stake.
        expect(await market().chain.activeStake(nodeId)).toBeGreaterThan((stake * 98n) / 100n)
        await market().disk.empty()
        await until(provider, nodeId, 'AVAILABLE')
        await buyer.approve(jobId)
      } finally {
        await market().disk.empty()
        await provider.close()
      }
    })
  })
}
