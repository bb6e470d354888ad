import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startStack } from '@aiigo/devstack'
import type { Browser, Page } from 'playwright-core'
import { DESKTOP, openTab, PHONE, signIn, startBrowser } from '../testkit/browser.js'
import { judge } from '../testkit/judges.js'
import { openDispute } from './openDispute.js'
import { openUnpaid } from './openUnpaid.js'
import { type Known, PAGES, type ShownPage } from './pages.js'

const USAGE = `usage: npm run screenshots [-- --out FOLDER] [-- --only WORD] [-- --history]
  --out FOLDER   where the pictures go (default: screenshots)
  --only WORD    the pages whose names contain the word; may be given more than once
  --history      begins with weeks of past trade, as npm start does with it
Starts a system of its own on free ports, buys one job, disputes another, leaves a third unpaid, and writes every page
of the portal as PNG: at the width of a desk and of a phone, light and dark; then it stops the system.`

const SIZES = { desktop: DESKTOP, phone: PHONE }
const SCHEMES = ['light', 'dark'] as const
/** Time for fonts, charts and motion to come to rest, milliseconds. */
const REST_MS = 700
/** Time of a panel to commit to its votes, seconds. */
const COMMIT_SECONDS = 3_600

const say = (line: string): boolean => process.stderr.write(`${line}\n`)

/** Buys the first example in the page, to its payment. @returns its id */
async function buyExample(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}jobs/new`)
  await signIn(page, 'Buyer 1')
  await page.getByRole('button', { name: /^Pay .* and run$/ }).click()
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  await page.getByRole('button', { name: 'Approve and pay' }).click({ timeout: 60_000 })
  await page.getByRole('main').getByText('Paid', { exact: true }).first().waitFor({ timeout: 60_000 })
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** The pages of one wallet, at one width and in one scheme. @returns how many pictures were taken */
async function takePictures(
  browser: Browser,
  origin: string,
  known: Known,
  out: string,
  { wallet, pages }: { wallet: string | undefined; pages: readonly ShownPage[] },
): Promise<number> {
  for (const [sizeName, size] of Object.entries(SIZES)) {
    for (const colorScheme of SCHEMES) {
      const { page, context, complaints } = await openTab(browser, size)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(origin)
      if (wallet) await signIn(page, wallet)
      for (const { name, path, ready, opened } of pages) {
        await page.goto(`${origin}${path(known)}`)
        if (opened) await page.locator('summary', { hasText: opened }).click()
        await page.getByText(ready).filter({ visible: true }).first().waitFor()
        await page.waitForTimeout(REST_MS)
        await page.screenshot({ path: join(out, `${name}-${sizeName}-${colorScheme}.png`), fullPage: true })
      }
      await context.close()
      for (const complaint of complaints) say(`the console has, ${sizeName} ${colorScheme}: ${complaint}`)
      if (complaints.length > 0) process.exitCode = 1
    }
  }
  return pages.length * Object.keys(SIZES).length * SCHEMES.length
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'screenshots' },
      only: { type: 'string', multiple: true, default: [''] },
      history: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const out = resolve(values.out)
  await mkdir(out, { recursive: true })
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const dataDir = await mkdtemp(join(tmpdir(), 'aiigo-screenshots-'))
  const stack = await startStack({
    ...{ dataDir, ports: 'free', history: values.history },
    // The panel's votes are due after the pictures of its case.
    votingSeconds: COMMIT_SECONDS,
    onProgress: say,
    signal: stop.signal,
  })
  try {
    const origin = stack.urls.portal
    if (!origin) throw new Error('expected the built portal; run: npm run build -w @aiigo/portal')
    const browser = await startBrowser()
    stop.signal.addEventListener('abort', () => void browser.close())
    const first = await openTab(browser, DESKTOP)
    const [agent] = stack.agents
    if (!agent) throw new Error('expected a system with an agent')
    const jobId = await buyExample(first.page, origin)
    await first.context.close()
    const dispute = await openDispute(stack)
    const known: Known = { jobId, nodeId: stack.nodeIdOf(agent), dispute, unpaidId: await openUnpaid(stack) }
    const chosen = PAGES.filter(({ name }) => values.only.some((word) => name.includes(word)))
    let taken = 0
    for (const ruled of [false, true]) {
      const now = chosen.filter((page) => (page.ruled ?? false) === ruled)
      if (ruled && now.length > 0) await judge(stack, known.dispute.taskId, 'BUYER')
      const byWallet = Map.groupBy(now, ({ wallet }) => (typeof wallet === 'function' ? wallet(known) : wallet))
      for (const [wallet, pages] of byWallet) {
        taken += await takePictures(browser, origin, known, out, { wallet, pages })
      }
    }
    await browser.close()
    say(`${taken} pictures in ${out}`)
  } finally {
    await stack.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

await main()
