import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { askedBy, type CodeBlock, codeBlocks, readSources } from '@aiigo/docs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'graphql'
import type { Browser } from 'playwright-core'
import { ask } from '../testkit/ask.js'
import { DESKTOP, openTab, overflows, PHONE, startBrowser, violations } from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)

const BLOCKS: [string, CodeBlock][] = readSources(root)
  .flatMap(({ file, markdown }) => codeBlocks(markdown).map((block) => ({ ...block, at: `${file}:${block.line}` })))
  .filter(({ noRun }) => noRun === undefined)
  .map((block) => [block.at, block])
const named = (language: string): [string, CodeBlock][] => BLOCKS.filter(([, block]) => block.language === language)

/** Whether an operation can be sent as it stands. */
const needsNothing = ({ code }: CodeBlock): boolean =>
  parse(code).definitions.every((part) => part.kind === 'OperationDefinition' && !part.variableDefinitions?.length)

/** The docs as a reader finds them: pages in a browser, and each block of code as it stands, beside the real system. */
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

    it.each(named('sh'))(
      '%s runs',
      async (_at, block) => {
        const { stack } = market()
        const folder = await market().folder()
        const { stdout } = await run('sh', ['-ec', asHere(block.code, folder)], {
          cwd: root,
          env: {
            ...{ PATH: `${join(root, 'node_modules/.bin')}:/usr/local/bin:/usr/bin:/bin`, HOME: folder },
            ...{ AIIGO_API_URL: stack.urls.api, ETHEREUM_RPC_URL: stack.urls.ethereumRpc },
            AIIGO_DATA_DIR: join(folder, 'data'),
          },
        })
        const answers = stdout.split('\n').filter((line) => line.startsWith('{"data"') || line.startsWith('{"errors"'))
        expect(answers.filter((line) => line.includes('"errors"'))).toEqual([])
        expect(answers).toHaveLength(askedBy(block).length)
        await rm(folder, { recursive: true, force: true })
      },
      120_000,
    )

    /** A block for this system: its ports, its data, a folder of the test for what the block makes. */
    function asHere(code: string, folder: string): string {
      const { urls, deploymentFile, dataDir } = market().stack
      return code
        .replaceAll('http://127.0.0.1:4000/graphql', urls.api)
        .replaceAll('http://127.0.0.1:8545', urls.ethereumRpc)
        .replaceAll('http://127.0.0.1:4200', urls.blob)
        .replaceAll('.aiigo/deployment.json', deploymentFile)
        .replaceAll('.aiigo/agents/', `${dataDir}/agents/`)
        .replaceAll('my-job', join(folder, 'my-job'))
        .replaceAll('npm run demo --', 'node demo/dist/main.js')
    }
  })
}
