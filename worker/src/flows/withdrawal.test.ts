import { effectId } from '@aiigo/domain'
import { Attempt, findEffects } from '@aiigo/storage'
import { until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import type { GasBudget } from '../chain/createGasBudget.js'
import { assign } from '../queues/assign.js'
import { type Flow, startFlow } from '../testing/startFlow.js'
import type { WorkerDeps } from '../WorkerDeps.js'

let flow: Flow

beforeAll(async () => {
  flow = await startFlow([10, 11], 64)
}, 180_000)

afterAll(async () => {
  await flow?.world.stop()
}, 30_000)

/** An accepted offer, and a process that stands still between having gathered its assignment and preparing it. */
async function gathering() {
  const { world } = flow
  const { job, offer } = await flow.offered()
  await world.accepts(offer, flow.nodeOf(offer.nodeId))
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const budget: GasBudget = {
    async check() {
      reached.resolve()
      await go.promise
    },
  }
  const first = assign({ ...world.deps, writer: world.makeWriter(10_000, { budget }) }, { offerId: offer.id })
  await reached.promise
  const carrier = async () =>
    (await findEffects(world.storage.fork(), [effectId('chain', 'assign', offer.id)]))[0]?.transaction
  const attempt = () => world.storage.fork().findOneOrFail(Attempt, { id: offer.id })
  const taskState = async () => (await world.marketplace.task(job.taskId as Hex)).state
  return { job, offer, first, go: () => go.resolve(), carrier, attempt, taskState }
}

/** Another worker process, whose clock says that the acceptance is over. */
const late = (): WorkerDeps => {
  const { deps, makeWriter } = flow.world
  const now = async () => new Date((await deps.marketplace.now()).getTime() + 86_400_000)
  return { ...deps, writer: makeWriter(), marketplace: { ...deps.marketplace, now } }
}

it('an assignment that another process has given up is not sent by the one that has gathered it', async () => {
  const { job, offer, first, go, carrier, attempt, taskState } = await gathering()
  await assign(late(), { offerId: offer.id })
  expect(await attempt()).toMatchObject({ state: 'WITHDRAWN', reasonCode: 'ACCEPTANCE_EXPIRED' })
  go()
  await first
  expect(await carrier()).toBeUndefined()
  expect(await taskState()).toBe('FUNDED')
  expect(await flow.world.job(job.id)).toMatchObject({ state: 'QUEUED' })
  // Nor does a message that comes late.
  await assign(flow.world.deps, { offerId: offer.id })
  expect(await taskState()).toBe('FUNDED')
}, 60_000)

it('an assignment that is saved is not given up by another process, which waits for it', async () => {
  const { job, offer, first, go, carrier, attempt, taskState } = await gathering()
  go()
  await until(async () => (await carrier()) !== undefined)
  await Promise.all([first, assign(late(), { offerId: offer.id })])
  expect(await attempt()).toMatchObject({ state: 'ASSIGNED' })
  expect(await taskState()).toBe('ASSIGNED')
  expect(await flow.world.job(job.id)).toMatchObject({ state: 'ASSIGNED', nodeId: offer.nodeId })
}, 60_000)
