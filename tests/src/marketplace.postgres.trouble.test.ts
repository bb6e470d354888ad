import { ETH_ADDRESS } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { describeArbitration } from './flows/arbitration.js'
import { describeArtifacts } from './flows/artifacts.js'
import { describeCheckpoints } from './flows/checkpoints.js'
import { describeDisputes } from './flows/disputes.js'
import { describeFailures, describeOtherEnds } from './flows/failures.js'
import { describePrivacy } from './flows/privacy.js'
import { describeReadings } from './flows/readings.js'
import { describeRefusals } from './flows/refusals.js'
import { type Marketplace, startMarketplace } from './testkit/marketplace.js'

// For a machine that is three times as slow as usual. Each wait has its own limit, and says what for.
jest.setTimeout(300_000)

// A file of its own, so that it runs beside the flows that go well: flows wait most of their time.
describe('the marketplace in trouble, queues on PostgreSQL', () => {
  let market: Marketplace
  beforeAll(async () => {
    market = await startMarketplace('PostgreSQL')
  }, 600_000)
  afterAll(() => market?.stop(), 120_000)

  describePrivacy(() => market)
  describeRefusals(() => market)
  describeDisputes(() => market)
  describeArbitration(() => market)
  describeFailures(() => market)
  describeCheckpoints(() => market)
  describeArtifacts(() => market)
  describeOtherEnds(() => market)
  describeReadings(() => market)

  it('leaves the books of the escrow balanced to the last unit in every token', async () => {
    const { TestUSDC, AiigoToken } = market.stack.deployment.addresses
    for (const token of [ETH_ADDRESS, TestUSDC ?? ETH_ADDRESS, AiigoToken]) {
      const { held, owed } = await market.chain.escrowBooks(token)
      expect(held).toBe(owed)
    }
  })
})
