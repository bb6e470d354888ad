import { describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { privateKeyToAccount } from 'viem/accounts'
import { DESKTOP, openTab, overflows, PHONE, signIn, violations } from '../testkit/browser.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { withBrowser } from '../testkit/withBrowser.js'
import { buys } from './buys.js'

/** The parts around every page: keys, the installed page without the network, tabs, sessions, networks. */
export function describePortalShell(market: () => Marketplace): void {
  describe('the shell in a browser', () => {
    let browser: Browser
    let origin: string
    withBrowser(market, (opened) => {
      ;({ browser, origin } = opened)
    })

    it('goes everywhere by the keyboard', async () => {
      const buyer = await market().buyer(privateKeyToAccount(market().stack.accounts.buyers[1]?.privateKey ?? '0x'))
      const { jobId } = await buys(market(), buyer, await market().example('word-statistics'))
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}jobs`)
      await page.getByText('Sign in with a wallet to go on').waitFor()
      const palette = page.getByRole('dialog', { name: 'Search and commands' })
      const field = page.getByRole('combobox', { name: 'Page, job, node or command' })

      // No page has a search here, so the slash opens the commands.
      await page.keyboard.press('/')
      await field.waitFor()
      await page.keyboard.type('sign in buyer 2')
      await page.keyboard.press('Enter')
      await page.getByRole('banner').getByRole('button', { name: 'Buyer 2' }).waitFor()

      await page.keyboard.press('Control+k')
      await field.waitFor()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Tab')
      expect(await field.evaluate(hasFocus)).toBe(true)
      await page.keyboard.press('Escape')
      await palette.waitFor({ state: 'detached' })

      // At once: the browser tells the page of the closed dialog some moments later.
      for (let times = 0; times < 10; times++) {
        await page.keyboard.press('Control+k')
        await field.waitFor()
        await page.keyboard.press('Escape')
      }
      await page.keyboard.press('Control+k')
      await field.fill(jobId)
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/jobs/${jobId}`)
      const follow = page.getByRole('button', { name: /^Follow/ })
      await follow.waitFor()
      expect(await follow.getAttribute('aria-pressed')).toBe('true')
      await page.keyboard.press('f')
      expect(await follow.getAttribute('aria-pressed')).toBe('false')
      await page.keyboard.press('/')
      // The letter is written now: it is no key.
      await page.keyboard.type('f')
      expect(await page.getByRole('searchbox', { name: 'Search the log' }).inputValue()).toBe('f')
      expect(await follow.getAttribute('aria-pressed')).toBe('false')
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keys' }).waitFor()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Escape')

      await page.keyboard.press('Control+k')
      await field.fill('dark')
      await page.keyboard.press('Enter')
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
      await page.keyboard.press('Control+k')
      await field.fill('sign out')
      await page.keyboard.press('Enter')
      await page.getByText('Sign in with a wallet to go on').waitFor()
      expect(complaints).toEqual([])
      await context.close()
    })

    it('opens without the network, and says so', async () => {
      const { page, context } = await openTab(browser, PHONE, 'allow')
      await page.goto(origin)
      await page.getByText('Expected cost').waitFor()
      // The page's policy forbids the evaluation that waiting for a function needs.
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
      await page.reload()
      await page.getByText('Expected cost').waitFor()
      await page.goto(`${origin}market`)
      await page.getByText('Supply by tier').waitFor()

      await context.setOffline(true)
      await page.getByText('You are offline').waitFor()
      await page.goto(`${origin}market`)
      await page.getByText('Not here without the network').first().waitFor()
      expect([await violations(page), await overflows(page)]).toEqual([[], false])
      await context.close()
    })

    it('shows the start page before its scripts have come, and lets nothing be clicked until then', async () => {
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      const { promise: coming, resolve: come } = Promise.withResolvers<void>()
      await page.route('**/assets/*.js', async (route) => {
        await coming
        await route.continue()
      })
      await page.goto(origin, { waitUntil: 'commit' })
      await page.getByText('Run your program on computers that are idle right now').waitFor()
      expect(await page.locator('#root').getAttribute('inert')).toBe('')
      come()
      await page.getByText('Expected cost').waitFor()
      expect(await page.locator('#root').getAttribute('inert')).toBeNull()
      expect(complaints).toEqual([])
      await context.close()
    })

    it('is installable', async () => {
      const manifest = (await (await fetch(`${origin}manifest.webmanifest`)).json()) as Manifest
      expect(manifest).toMatchObject({ name: 'AIIGO Marketplace', start_url: '/', display: 'standalone' })
      for (const { src, type, sizes } of manifest.icons) {
        const icon = await fetch(new URL(src, origin))
        expect([src, icon.status, icon.headers.get('content-type')]).toEqual([src, 200, type])
        if (type === 'image/png') expect(sizes).toBe(await sizeOf(icon))
      }
      expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
      const { page, context } = await openTab(browser, DESKTOP)
      await page.goto(origin)
      await page.getByText('Expected cost').waitFor()
      const session = await context.newCDPSession(page)
      expect((await session.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([])
      await context.close()
    })

    it('loads itself again, once, when a newer build has replaced the part that it wants', async () => {
      const { page, context } = await openTab(browser, DESKTOP)
      let refused = 0
      await page.goto(origin)
      await page.getByText('Expected cost').waitFor()
      await page.route('**/assets/MarketPage-*.js', async (route) => {
        refused += 1
        if (refused > 1) return route.fallback()
        await route.fulfill({ status: 404, body: 'gone' })
      })
      let loads = 0
      page.on('load', () => {
        loads += 1
      })
      await page.getByRole('navigation').getByRole('link', { name: 'Market' }).click()
      await page.getByText('Supply by tier').waitFor()
      await page.waitForLoadState()
      expect([refused, loads]).toEqual([2, 1])
      await context.close()
    })

    it('signs both tabs in and out', async () => {
      const first = await openTab(browser, DESKTOP)
      await first.page.goto(`${origin}account`)
      await signIn(first.page, 'Buyer 1')
      const second = await first.context.newPage()
      await second.goto(`${origin}jobs`)
      await second.getByRole('banner').getByRole('button', { name: 'Buyer 1' }).waitFor()
      await signsOut(second, 'Buyer 1')
      await first.page.getByText('Sign in with a wallet to go on').waitFor()
      await first.page.getByRole('banner').getByRole('button', { name: 'Sign in' }).waitFor()
      await signIn(first.page, 'Buyer 1')
      await second.getByRole('banner').getByRole('button', { name: 'Buyer 1' }).waitFor()
      await first.context.close()
    })

    it('tells of a wallet on another network, and of an API that starts again', async () => {
      const { page, context } = await openTab(browser, DESKTOP)
      const [account] = market().stack.accounts.buyers
      await page.addInitScript(fakeWallet, account?.address ?? '')
      await page.goto(`${origin}account`)
      await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: 'Browser wallet' }).filter({ visible: true }).first().click()
      await page.getByRole('banner').getByRole('button', { name: 'Buyer 1' }).waitFor()
      await page.getByText('API keys').first().waitFor()
      await page.evaluate('window.ethereum.change("0x1")')
      await page.getByText('The wallet is on another network').waitFor()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Change it to chain 31337' }).click()
      await page.getByText('The wallet is on another network').waitFor({ state: 'detached' })

      await page.goto(`${origin}market`)
      await page.getByText('Supply by tier').waitFor()
      await context.route('**/graphql', (route) => route.abort('connectionrefused'))
      await page.getByText('The marketplace does not answer').waitFor()
      await context.unroute('**/graphql')
      await page.getByText('The marketplace does not answer').waitFor({ state: 'detached' })
      await context.close()
    })
  })
}

interface Manifest {
  readonly icons: readonly {
    readonly src: string
    readonly type: string
    readonly sizes: string
    readonly purpose?: string
  }[]
}

async function signsOut(page: Page, wallet: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: wallet }).click()
  await page.getByRole('button', { name: 'Sign out' }).filter({ visible: true }).click()
}

/** Runs in the page. */
function hasFocus(element: unknown): boolean {
  return (element as { matches(selector: string): boolean }).matches(':focus')
}

/** Width and height of a PNG, from its header. */
async function sizeOf(response: Response): Promise<string> {
  const view = new DataView(await response.arrayBuffer())
  return `${view.getUint32(16)}x${view.getUint32(20)}`
}

/** A wallet of the older kind over the local chain, whose network can be changed; runs in the page. */
function fakeWallet(address: string): void {
  let chainId = '0x7a69'
  let id = 0
  const listeners = new Map<string, Set<(value: unknown) => void>>()
  const tell = (event: string, value: unknown): void => {
    for (const listener of listeners.get(event) ?? []) listener(value)
  }
  const change = (next: string): void => {
    chainId = next
    tell('chainChanged', next)
  }
  Object.assign(globalThis, {
    ethereum: {
      change,
      on: (event: string, listener: (value: unknown) => void) =>
        listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
      removeListener: (event: string, listener: (value: unknown) => void) => listeners.get(event)?.delete(listener),
      async request({ method, params = [] }: { method: string; params?: { chainId: string }[] }) {
        if (method === 'eth_accounts' || method === 'eth_requestAccounts') return [address]
        if (method === 'eth_chainId') return chainId
        if (method === 'wallet_switchEthereumChain') {
          change(params[0]?.chainId ?? chainId)
          return null
        }
        id += 1
        const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
        const headers = { 'content-type': 'application/json' }
        const answer = (await (await fetch('/rpc', { method: 'POST', headers, body })).json()) as { result: unknown }
        return answer.result
      },
    },
  })
}
