import { describe, expect, test } from '@jest/globals'
import { createKernel, type Kernel, type SimProcess } from './createKernel.js'

/** Three processes that each take some steps; the order of all steps is the schedule's. */
async function run(
  seed: number,
  disturb: (kernel: Kernel, processes: readonly SimProcess[]) => void = () => undefined,
) {
  const kernel = createKernel(seed, 0)
  const did: string[] = []
  const main = (name: string) => async (): Promise<void> => {
    for (let step = 1; step <= 5; step++) did.push(await kernel.park(`${name} ${step}`, () => `${name}${step}`))
  }
  const processes = ['a', 'b', 'c'].map((name) => kernel.spawn(name, main(name)))
  disturb(kernel, processes)
  let isOver = false
  kernel.worldStep(60_000, 'the end', async () => {
    isOver = true
  })
  await kernel.runUntil(() => isOver)
  return { did, hash: kernel.traceHash(), now: kernel.now() }
}

describe('the schedule', () => {
  test('is the same for a seed, and another for another seed', async () => {
    const [first, again, other] = [await run(1), await run(1), await run(2)]
    expect(again).toEqual(first)
    expect(other.did).not.toEqual(first.did)
    expect([...first.did].sort()).toEqual([...other.did].sort())
    expect(first.did).toHaveLength(15)
    expect(first.now).toBe(60_000)
  })

  test('drops everything that a process would still do once it is dead, in the middle of any wait', async () => {
    const { did } = await run(1, (kernel, [first]) => {
      kernel.fateOf = ({ name }, what) => (name === first?.name && what === 'a 3' ? 'DIES_BEFORE' : 'LIVES')
    })
    expect(did.filter((step) => step.startsWith('a'))).toEqual(['a1', 'a2'])
    expect(did).toHaveLength(12)
  })

  test('lets a process die after a step took effect and before it knows', async () => {
    let effects = 0
    const kernel = createKernel(1, 0)
    const heard: string[] = []
    kernel.fateOf = () => 'DIES_AFTER'
    const process = kernel.spawn('a', async () => {
      await kernel.park('commits', () => effects++)
      heard.push('committed')
    })
    process.onDeath.push(() => heard.push('dead'))
    await kernel.runUntil(() => !process.isAlive)
    expect(effects).toBe(1)
    expect(heard).toEqual(['dead'])
  })
})
