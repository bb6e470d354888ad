import { ETH_ADDRESS } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { describeChecks } from './flows/checks.js'
import { describeContainers } from './flows/containers.js'
import { describeContracts } from './flows/contracts.js'
import { describeExtending } from './flows/extending.js'
import { describeFullDisk } from './flows/fullDisk.js'
import { describeGovernance } from './flows/governance.js'
import { describeGroups } from './flows/groups.js'
import { describeLogs } from './flows/logs.js'
import { describeMainJob } from './flows/mainJob.js'
import { describePortal } from './flows/portal.js'
import { describePortalGovern } from './flows/portalGovern.js'
import { describePortalProvider } from './flows/portalProvider.js'
import { describePortalShell } from './flows/portalShell.js'
import { describeResuming } from './flows/resuming.js'
import { describeReview } from './flows/review.js'
import { describeSdk } from './flows/sdk.js'
import { describeServing } from './flows/serving.js'
import { describeStitching } from './flows/stitching.js'
import { describeToolchains } from './flows/toolchains.js'
import { type Marketplace, startMarketplace } from './testkit/marketplace.js'

// For a machine that is three times as slow as usual. Each wait has its own limit, and says what for.
jest.setTimeout(300_000)

describe('the marketplace, queues on PostgreSQL', () => {
  let market: Marketplace
  beforeAll(async () => {
    market = await startMarketplace('PostgreSQL')
  }, 600_000)
  afterAll(() => market?.stop(), 120_000)

  describeMainJob(() => market)
  describeGroups(() => market)
  describeToolchains(() => market)
  describeContainers(() => market)
  describeLogs(() => market)
  describeFullDisk(() => market)
  describeExtending(() => market)
  describeResuming(() => market)
  describeSdk(() => market)
  describeStitching(() => market)
  describePortal(() => market)
  describePortalProvider(() => market)
  describePortalShell(() => market)
  describeReview(() => market)
  describeChecks(() => market)
  describeContracts(() => market)
  // Behind the flows that count the nodes: its own node stays.
  describeServing(() => market)

  it('leaves the books of the escrow balanced to the last unit in every token', async () => {
    const { TestUSDC, AiigoToken } = market.stack.deployment.addresses
    for (const token of [ETH_ADDRESS, TestUSDC ?? ETH_ADDRESS, AiigoToken]) {
      const { held, owed } = await market.chain.escrowBooks(token)
      expect(held).toBe(owed)
    }
  })

  describeGovernance(() => market)
  describePortalGovern(() => market)
})
