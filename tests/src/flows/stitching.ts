import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { JobWithTaskDocument } from '@aiigo/client'
import { pause } from '@aiigo/domain'
import type { JobWithTask } from '@aiigo/sdk'
import { describe, expect, it } from '@jest/globals'
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import { ask } from '../testkit/ask.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys, orders } from './buys.js'

/** One question, two sources: what the API merges is compared with what each source says for itself. */
export function describeStitching(market: () => Marketplace): void {
  describe('the stitched API', () => {
    it('answers for chain and platform in one question, as the sources do', async () => {
      const { urls } = market().stack
      const fields = 'id tier state activeStake reputation asks(orderBy: token) { token rate } provider { id }'
      const both = async () => ({
        stitched: await ask<{ nodes: (ChainNode & PlatformNode)[] }>(
          urls.api,
          `{ nodes(orderBy: id) { ${fields} name online availability } }`,
        ),
        indexed: await ask<{ nodes: ChainNode[] }>(urls.subgraph, `{ nodes(orderBy: id) { ${fields} } }`),
      })
      const ofChain = ({ name, online, availability, ...chain }: ChainNode & PlatformNode): ChainNode => chain
      // Nodes may be away for a moment, and proofs of power change them between two questions.
      const isCalm = ({ stitched, indexed }: Awaited<ReturnType<typeof both>>) =>
        stitched.data?.nodes.every(({ online, availability }) => online && availability === 'AVAILABLE') &&
        JSON.stringify(stitched.data.nodes.map(ofChain)) === JSON.stringify(indexed.data?.nodes)
      let answers = await both()
      for (const until = Date.now() + 90_000; Date.now() < until && !isCalm(answers); await pause(250))
        answers = await both()
      const { stitched, indexed } = answers
      expect(stitched.errors).toBeUndefined()
      expect(stitched.data?.nodes.map(ofChain)).toEqual(indexed.data?.nodes)
      expect(stitched.data?.nodes.map(({ name }) => name).sort()).toEqual(['community-1', 'community-2', 'owned-1'])
      for (const node of stitched.data?.nodes ?? []) {
        expect(node).toMatchObject({ online: true, availability: 'AVAILABLE', state: 'ACTIVE' })
        expect(BigInt(node.activeStake)).toBe(await market().chain.activeStake(node.id))
      }
      expect(stitched.data?.nodes.find(({ name }) => name === 'owned-1')?.tier).toBe('OWNED')
    })

    it('shows fee and payment of a task at the moment at which its job is announced PAID', async () => {
      const buyer = await market().buyer()
      const { jobId } = await orders(buyer, await market().example('kmeans'))
      await buyer.wait(jobId, { until: ['VERIFYING'] })
      await buyer.approve(jobId)
      let task: JobWithTask['task'] = null
      for await (const { state } of buyer.watch(jobId)) {
        if (state === 'PAID') task = (await buyer.client.execute(JobWithTaskDocument, { id: jobId })).job?.task ?? null
      }
      expect(task).toMatchObject({ state: 'SETTLED', fee: expect.stringMatching(/^[1-9]/) })
      expect(task?.providerAmount).toMatch(/^[1-9]/)
    })

    it('goes from a job to its task, its node and back, for the buyer alone', async () => {
      const buyer = await market().buyer()
      const { jobId, taskId } = await buys(market(), buyer, await market().example('kmeans'))
      const question = `query ($id: ID!, $task: ID!) {
        job(id: $id) { state task { id state node { id name } job { id } events(orderBy: block) { action } } }
        task(id: $task) { id job { id } }
      }`
      const variables = { id: jobId, task: taskId }
      const own = await ask<{ job: JobOfTask; task: { job: { id: string } | null } }>(
        market().stack.urls.api,
        question,
        variables,
        buyer.client.session()?.accessToken ?? null,
      )
      expect(own.errors).toBeUndefined()
      expect(own.data?.job).toMatchObject({ state: 'PAID', task: { id: taskId, state: 'SETTLED', job: { id: jobId } } })
      expect(own.data?.job.task.events.map(({ action }) => action)).toEqual([
        'FUNDED',
        'ASSIGNED',
        'SUBMITTED',
        'SETTLED',
      ])
      expect(own.data?.job.task.node.name).toMatch(/^(owned|community)-\d$/)

      const other = await market().buyer()
      const foreign = await ask<{ job: null; task: { id: string; job: null } }>(
        market().stack.urls.api,
        question,
        variables,
        other.client.session()?.accessToken ?? null,
      )
      expect(foreign.data).toMatchObject({ job: null, task: { id: taskId, job: null } })
    })

    it('knows the subgraph as graph-node serves it: the committed schema is what it answers today', async () => {
      const { data } = await ask<IntrospectionQuery>(market().stack.urls.subgraph, getIntrospectionQuery())
      if (!data) throw new Error('graph-node did not answer the introspection')
      const served = printSchema(lexicographicSortSchema(buildClientSchema(data)))
      const path = fileURLToPath(new URL('../../../api/src/gateway/subgraph-api.graphql', import.meta.url))
      const committed = (await readFile(path, 'utf8')).replace(/^#.*\n/gm, '')
      expect(committed.trim()).toBe(served.trim())
    })
  })
}

interface ChainNode {
  id: `0x${string}`
  tier: string
  state: string
  activeStake: string
  reputation: number
  asks: { token: string; rate: string }[]
  provider: { id: string }
}
interface PlatformNode {
  name: string
  online: boolean
  availability: string
}
interface JobOfTask {
  state: string
  task: {
    id: string
    state: string
    node: { id: string; name: string }
    job: { id: string }
    events: { action: string }[]
  }
}
