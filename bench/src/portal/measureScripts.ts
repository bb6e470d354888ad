import { gzipSync } from 'node:zlib'
import { DESKTOP, openTab, startBrowser } from '@aiigo/tests/browser'

/** Kilobytes (1 000 bytes, gzip) of all scripts that a first visit to the landing page loads. */
export async function measureScripts(origin: string): Promise<number> {
  const browser = await startBrowser()
  try {
    const { page } = await openTab(browser, DESKTOP)
    const bodies: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') bodies.push(response.body())
    })
    await page.goto(origin)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).byteLength)
    return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 100) / 10
  } finally {
    await browser.close()
  }
}
