import type { Deployment } from '@aiigo/chain'
import { describe, expect, test } from '@jest/globals'
import { nodeIdentity } from './nodeIdentity.js'

const deployment = { tokens: [], addresses: {} } as unknown as Deployment
const settings = {
  AGENT_NAME: 'shed',
  AGENT_REGION: 'EU',
  AGENT_RESOURCE_TYPE: 'CPU',
  AGENT_UNITS: 1,
  AGENT_ASKS: {},
} as const

describe('the description of a node', () => {
  test.each([
    [64, {}],
    [512, {}],
    [1_023, {}],
    [1_024, { ramGiB: 1 }],
    [67_108_864, { ramGiB: 65_536 }],
  ])('with %i MiB of memory names whole GiB, and none where there is none', (AGENT_MEMORY_MIB, hardware) => {
    const provider = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
    const { description } = nodeIdentity({ ...settings, AGENT_MEMORY_MIB }, provider, deployment, ['wasm'])
    expect(description.spec).toMatchObject({ memoryMiB: AGENT_MEMORY_MIB, hardware })
  })
})
