import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumPath } from './chromium.js'
import type { Marketplace } from './marketplace.js'

/** Widths of a desk and of a phone. */
export const DESKTOP = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** Milliseconds that a page may take for a step, on a machine that does much else. */
const STEP_MS = 90_000

/** The kit's own words where it blocks the service worker. */
const BLOCKED = 'Service Worker registration blocked by Playwright'
/** The console's line for an answer that asks to come again. */
const TRY_AGAIN = 'the server responded with a status of 503'

/** A tab, and everything that the browser had against the page. */
export interface Tab {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors and warnings of the console, uncaught errors, and requests that the page's policy forbids. */
  readonly complaints: string[]
}

/**
 * Chromium from npm; one for a file of tests. The arguments that its package proposes are left out, because they switch
 * off the same-origin policy.
 */
export async function startBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', ...more]
  const executablePath = await chromiumPath()
  return chromium.launch({ executablePath, args, headless: true }).catch((cause: unknown) => {
    throw new Error('expected Chromium to start; on Debian it needs the package libnss3', { cause })
  })
}

/**
 * A visitor with storage of its own.
 * @param serviceWorkers Blocked by default: no test can answer the requests of a page that has one.
 */
export async function openTab(
  browser: Browser,
  size: { width: number; height: number },
  serviceWorkers: 'allow' | 'block' = 'block',
): Promise<Tab> {
  const context = await browser.newContext({ viewport: size, locale: 'en-US', serviceWorkers })
  context.setDefaultTimeout(STEP_MS)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.text() === BLOCKED || message.text().includes(TRY_AGAIN)) return
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`)
  })
  // The console names no reason for an answer such as 500: the answer itself does. After a 503 that says so the page
  // asks again, which a busy machine may need: what the page shows then is what a flow asserts.
  page.on('response', (response) => {
    if (response.status() < 500) return
    void response.text().then(
      (text) => {
        if (response.status() === 503 && text.includes('"UNAVAILABLE"')) return
        complaints.push(`${response.status()}: ${text.slice(0, 200)}`)
      },
      () => undefined,
    )
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  return { page, context, complaints }
}

/** The origin of a system's pages. */
export function portalOf({ stack }: Pick<Marketplace, 'stack'>): string {
  const { portal } = stack.urls
  if (!portal) throw new Error('expected the built portal; run: npm run build -w @aiigo/portal')
  return portal
}

/** Signs in with a development wallet. */
export async function signIn(page: Page, wallet: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: wallet }).filter({ visible: true }).first().click()
  await page.getByRole('banner').getByRole('button', { name: wallet }).waitFor()
}

/** The wallet's owner says no to every transaction, until the returned function is called. */
export const refuseTransactions = (page: Page) => refuseCalls(page, 'eth_sendTransaction')

/** The wallet's owner says no to every signature of typed data, until the returned function is called. */
export const refuseSignatures = (page: Page) => refuseCalls(page, 'eth_signTypedData_v4')

async function refuseCalls(page: Page, refused: string): Promise<() => Promise<void>> {
  await page.route('**/rpc', async (route) => {
    const call = route.request().postDataJSON() as { id: number; method: string }
    if (call.method !== refused) return route.fallback()
    const error = { code: 4001, message: 'User rejected the request.' }
    await route.fulfill({ json: { jsonrpc: '2.0', id: call.id, error } })
  })
  return () => page.unroute('**/rpc')
}

/** The wallet's owner looks at every transaction, until the returned function is called. */
export async function holdTransactions(page: Page): Promise<() => void> {
  const { promise: agreed, resolve: agree } = Promise.withResolvers<void>()
  await page.route('**/rpc', async (route) => {
    const call = route.request().postDataJSON() as { method: string }
    if (call.method === 'eth_sendTransaction') await agreed
    await route.fallback()
  })
  return agree
}

/** Findings of axe on a page as it is now. */
export async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Whether the page is wider than the window, or a table wider than its place. */
export function overflows(page: Page): Promise<boolean> {
  return page.evaluate(`[document.documentElement, ...document.querySelectorAll('section:has(> table)')]
    .some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)`)
}

/** Titles of elements; runs in the page. */
export function titlesOf(elements: unknown[]): string[] {
  return elements.map((element) => (element as { title: string }).title)
}
