import type { Attempt, Job } from '@aiigo/storage'
import { syncJob } from '../lifecycle/syncJob.js'
import { assign } from '../queues/assign.js'
import { match } from '../queues/match.js'
import { createWorld, type World } from './createWorld.js'
import type { RegisteredNode } from './registerNode.js'

type Overrides = Parameters<World['submitJob']>[0]

export interface Flow {
  world: World
  nodes: readonly RegisteredNode[]
  nodeOf(nodeId: string): RegisteredNode
  /** A funded job with an offer. */
  offered(overrides?: Overrides): Promise<{ job: Job; offer: Attempt }>
  /** A job up to its assignment on chain. */
  assigned(overrides?: Overrides): Promise<{ job: Job; attempt: Attempt; node: RegisteredNode }>
}

/** A world with some nodes of so many units each, and the first steps of a job in it, which takes two. */
export async function startFlow(accounts = [10, 11], units = 2): Promise<Flow> {
  const world = await createWorld()
  const nodes: RegisteredNode[] = []
  for (const index of accounts) nodes.push(await world.addNode(index, units))

  function nodeOf(nodeId: string): RegisteredNode {
    const node = nodes.find(({ id }) => id === nodeId)
    if (!node) throw new Error(`expected one of the flow’s nodes, got ${nodeId}`)
    return node
  }

  async function firstAttempt(jobId: string): Promise<Attempt> {
    const [attempt] = await world.attempts(jobId)
    if (!attempt) throw new Error(`expected an attempt of job ${jobId}: ${(await world.job(jobId)).reason}`)
    return attempt
  }

  const offered: Flow['offered'] = async (overrides) => {
    const job = await world.submitJob(overrides)
    await world.fund(job)
    await syncJob(world.deps, job.id)
    await match(world.deps, { jobId: job.id })
    return { job, offer: await firstAttempt(job.id) }
  }

  return {
    world,
    nodes,
    nodeOf,
    offered,
    async assigned(overrides) {
      const { job, offer } = await offered(overrides)
      await world.accepts(offer, nodeOf(offer.nodeId))
      await assign(world.deps, { offerId: offer.id })
      const attempt = await firstAttempt(job.id)
      return { job: await world.job(job.id), attempt, node: nodeOf(attempt.nodeId) }
    },
  }
}
