import type { Assignment } from '@aiigo/chain'
import { createLogger } from '@aiigo/service'
import { describe, expect, test } from '@jest/globals'
import { verifyAssignment } from './verifyAssignment.js'

const log = createLogger({ name: 'test', level: 'silent' })
const offer = { taskId: `0x${'03'.repeat(32)}`, nodeId: '0x1122334455667788', attempt: 2 } as const
const party = '0x00000000000000000000000000000000000000aa' as const
const assignment: Assignment = {
  ...{ buyer: party, provider: party, token: party, nodeId: offer.nodeId, attempt: 2, terms: 800 },
  ...{
    unitsPerSecond: 1,
    assignedAt: 0,
    dueAt: 60,
    assignBy: 90,
    windowSeconds: 5,
    maxUsage: 9n,
    rate: 1n,
    budget: 9n,
  },
}

/** Answers of platform and chain, one per read; the last one repeats. */
function world(
  looks: {
    indexed: Assignment | null
    state?: 'FUNDED' | 'ASSIGNED' | 'SUBMITTED'
    attempt?: number
    confirmed?: boolean
  }[],
) {
  let at = -1
  const now = () => looks[Math.min(at, looks.length - 1)] ?? { indexed: null }
  return {
    provider: {
      assignment: async () => now().indexed,
      task: async () => {
        at++
        return { state: now().state ?? 'ASSIGNED', attempt: now().attempt ?? 2 } as const
      },
      isAssigned: async () => now().confirmed ?? true,
    },
    log,
    signal: new AbortController().signal,
    lagMs: 400,
  }
}

describe('an assignment that the platform tells of', () => {
  test('is run when the contract confirms it', async () => {
    expect(await verifyAssignment(offer, world([{ indexed: assignment }]))).toEqual({ assignment })
  })

  test('is waited for while chain or subgraph are behind', async () => {
    const looks = [{ indexed: null, attempt: 1, state: 'FUNDED' as const }, { indexed: null }, { indexed: assignment }]
    expect(await verifyAssignment(offer, world(looks))).toEqual({ assignment })
  })

  test('is not run when the contract does not confirm it', async () => {
    const verified = await verifyAssignment(offer, world([{ indexed: assignment, confirmed: false }]))
    expect(verified).toMatchObject({ reason: expect.stringContaining('attempt 2') })
  })

  test('is not run when it is another node’s, or over', async () => {
    const other = { ...assignment, nodeId: '0x0000000000000001' } as const
    expect(await verifyAssignment(offer, world([{ indexed: other }]))).toHaveProperty('reason')
    expect(await verifyAssignment(offer, world([{ indexed: null, state: 'SUBMITTED' }]))).toHaveProperty('reason')
    expect(await verifyAssignment(offer, world([{ indexed: null, state: 'FUNDED' }]))).toHaveProperty('reason')
  })
})
