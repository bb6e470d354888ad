import { afterAll, beforeAll, describe, jest } from '@jest/globals'
import { describeDocs } from './flows/docs.js'
import { describePortalArbitrate } from './flows/portalArbitrate.js'
import { describePortalBalance } from './flows/portalBalance.js'
import { describePortalDeposit } from './flows/portalDeposit.js'
import { describePortalGroups } from './flows/portalGroups.js'
import { describePortalLive } from './flows/portalLive.js'
import { describePortalMachine } from './flows/portalMachine.js'
import { describePortalOperate } from './flows/portalOperate.js'
import { type Marketplace, startMarketplace } from './testkit/marketplace.js'

// For a machine that is three times as slow as usual. Each wait has its own limit, and says what for.
jest.setTimeout(300_000)

// Browsers beside disputes, failures and restarts; the pages of a good day are in marketplace.postgres.test.ts.
describe('the marketplace of arbitrators, operators and owners of machines, in a browser', () => {
  let market: Marketplace
  beforeAll(async () => {
    market = await startMarketplace('PostgreSQL')
  }, 600_000)
  afterAll(() => market?.stop(), 120_000)

  describePortalArbitrate(() => market)
  describePortalBalance(() => market)
  describePortalOperate(() => market)
  describePortalGroups(() => market)
  describePortalLive(() => market)
  describePortalMachine(() => market)
  describeDocs(() => market)
  describePortalDeposit(() => market)
})
