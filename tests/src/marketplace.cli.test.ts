import { afterAll, beforeAll, describe, jest } from '@jest/globals'
import { describeCliOutage } from './flows/cliOutage.js'
import { describeCliRoles } from './flows/cliRoles.js'
import { describeCliScripts } from './flows/cliScripts.js'
import { describeCliTerminal } from './flows/cliTerminal.js'
import { describeDocsCommands } from './flows/docsCommands.js'
import { type Marketplace, startMarketplace } from './testkit/marketplace.js'

jest.setTimeout(180_000)

describe('the marketplace from the command line', () => {
  let market: Marketplace
  beforeAll(async () => {
    market = await startMarketplace('PostgreSQL')
  }, 300_000)
  afterAll(() => market?.stop(), 60_000)

  describeCliTerminal(() => market)
  describeDocsCommands(() => market)
  describeCliRoles(() => market)
  describeCliOutage(() => market)
  // The chain's clock goes on by weeks at its end.
  describeCliScripts(() => market)
})
