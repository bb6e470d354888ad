import Chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

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
export async function startBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none']
  const executablePath = await Chromium.executablePath()
  return chromium.launch({ executablePath, args, headless: true }).catch((cause: unknown) => {
    throw new Error('expected Chromium to start; on Debian it needs the package libnss3', { cause })
  })
}

/** A visitor with storage of its own. */
export async function openTab(browser: Browser, size: { width: number; height: number }): Promise<Tab> {
  const context = await browser.newContext({ viewport: size, locale: 'en-US' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  return { page, context, complaints }
}
