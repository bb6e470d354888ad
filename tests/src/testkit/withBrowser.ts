import { afterAll, beforeAll } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { portalOf, startBrowser } from './browser.js'
import type { Marketplace } from './marketplace.js'

/**
 * A browser for the tests of a `describe`, which ends with them.
 * @param take told of the browser and of the origin of the system's pages, before the first test
 * @param more further arguments of Chromium
 */
export function withBrowser(
  market: () => Marketplace,
  take: (opened: { browser: Browser; origin: string }) => void,
  more: readonly string[] = [],
): void {
  let browser: Browser | undefined
  beforeAll(async () => {
    const origin = portalOf(market())
    browser = await startBrowser(more)
    take({ browser, origin })
  })
  afterAll(() => browser?.close())
}
