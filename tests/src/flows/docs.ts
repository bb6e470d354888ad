import { fileURLToPath } from 'node:url'
import { type CodeBlock, codeBlocks, readSources } from '@aiigo/docs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'graphql'
import type { Browser } from 'playwright-core'
import { ask } from '../testkit/ask.js'
import { DESKTOP, openTab, overflows, PHONE, startBrowser, violations } from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))

const BLOCKS: [string, CodeBlock][] = readSources(root)
  .flatMap(({ file, markdown }) => codeBlocks(markdown).map((block) => ({ ...block, at: `${file}:${block.line}` })))
  .filter(({ noRun }) => noRun === undefined)
  .map((block) => [block.at, block])
const named = (language: string): [string, CodeBlock][] => BLOCKS.filter(([, block]) => block.language === language)

/** Whether an operation can be sent as it stands. */
const needsNothing = ({ code }: CodeBlock): boolean =>
  parse(code).definitions.every((part) => part.kind === 'OperationDefinition' && !part.variableDefinitions?.length)

/** The docs as a reader finds them: pages in a browser, and each operation as it stands, beside the real system. */
export function describeDocs(market: () => Marketplace): void {
  describe('the docs', () => {
    let browser: Browser
    let site: string
    beforeAll(async () => {
      const { docs } = market().stack.urls
      if (!docs) throw new Error('expected the built docs; run: npm run build -w @aiigo/docs')
      site = docs
      browser = await startBrowser()
    }, 60_000)
    afterAll(() => browser?.close())

    it('are searched, read and looked at in both themes', async () => {
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(site)
      await page.getByRole('heading', { level: 1, name: 'Docs' }).waitFor()
      expect(await violations(page)).toEqual([])

      await page.keyboard.press('/')
      await page.getByRole('searchbox', { name: 'Search the docs' }).fill('earningsEstimate')
      const found = page.getByRole('dialog', { name: 'Search the docs' }).getByRole('link')
      await found.filter({ hasText: 'Queries › earningsEstimate' }).waitFor()
      expect(await violations(page)).toEqual([])
      await found.filter({ hasText: 'Queries › earningsEstimate' }).click()
      await page.waitForURL('**/docs/graphql/queries.html#earningsestimate')

      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Objects' }).click()
      await page.getByRole('link', { name: 'Job', exact: true }).click()
      await page.waitForURL('**/docs/graphql/types/Job.html')
      await page.getByRole('link', { name: 'JobState!', exact: true }).click()
      await page.getByRole('heading', { level: 1, name: 'JobState' }).waitFor()
      await page.getByRole('cell', { name: 'VERIFYING' }).waitFor()

      for (const theme of ['light', 'dark']) {
        await page.getByRole('button', { name: /^Theme: .* Change it\.$/ }).click()
        expect(await page.locator('html').getAttribute('data-theme')).toBe(theme)
        expect(await violations(page)).toEqual([])
      }
      // The portal keeps the reader's theme at the same place.
      await page.getByRole('link', { name: 'Portal' }).click()
      await page.getByText('Expected cost').waitFor()
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Docs' }).click()
      await page.getByRole('heading', { level: 1, name: 'Docs' }).waitFor()
      expect(complaints).toEqual([])
      await context.close()
    }, 120_000)

    it('fit a phone, with the pages behind a button', async () => {
      const { page, context, complaints } = await openTab(browser, PHONE)
      for (const address of ['tables.html', 'repository/contracts/index.html', 'start/index.html', 'money-flow.html']) {
        await page.goto(`${site}${address}`)
        expect([address, await overflows(page)]).toEqual([address, false])
      }
      expect(await violations(page)).toEqual([])
      const pages = page.getByRole('navigation', { name: 'Pages' })
      expect(await pages.isVisible()).toBe(false)
      await page.getByRole('button', { name: 'Pages' }).click()
      await pages.getByRole('link', { name: 'Reservations' }).click()
      await page.getByRole('heading', { level: 1, name: 'Reservations' }).waitFor()
      expect(complaints).toEqual([])
      await context.close()
    }, 60_000)

    it.each(named('graphql').filter(([, block]) => needsNothing(block)))(
      '%s is answered',
      async (_at, { code, schema }) => {
        const { api, subgraph } = market().stack.urls
        const { data, errors } = await ask<Record<string, unknown>>(schema === 'api' ? api : subgraph, code)
        expect(errors).toBeUndefined()
        expect(Object.keys(data ?? {}).length).toBeGreaterThan(0)
      },
    )
  })
}
