import { afterAll, beforeAll, describe, jest } from '@jest/globals'
import { describeSdkExamples } from './flows/sdkExamples.js'
import { describeSdkPackage } from './flows/sdkPackage.js'
import { type Marketplace, startMarketplace } from './testkit/marketplace.js'
import { installPublishedSdk, type PublishedSdk } from './testkit/publishedSdk.js'

jest.setTimeout(300_000)

describe('the marketplace from a program with the published SDK', () => {
  let market: Marketplace
  let sdk: PublishedSdk
  beforeAll(async () => {
    const starting = startMarketplace('PostgreSQL').then((started) => {
      market = started
    })
    const installing = installPublishedSdk().then((installed) => {
      sdk = installed
    })
    await Promise.all([starting, installing])
  }, 600_000)
  afterAll(async () => {
    await market?.stop()
    await sdk?.remove()
  }, 120_000)

  describeSdkPackage(
    () => market,
    () => sdk,
  )
  describeSdkExamples(
    () => market,
    () => sdk,
  )
})
