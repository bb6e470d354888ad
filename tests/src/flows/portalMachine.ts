import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeIdOf } from '@aiigo/chain'
import { codeBlocks, readSources } from '@aiigo/docs'
import { NODE_STATES, pause } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { formatEther, keccak256, parseEther, stringToBytes } from 'viem'
import { ask } from '../testkit/ask.js'
import { viewBonds } from '../testkit/bonds.js'
import {
  DESKTOP,
  openTab,
  overflows,
  PHONE,
  portalOf,
  refuseTransactions,
  signIn,
  startBrowser,
  type Tab,
  violations,
} from '../testkit/browser.js'
import { judge } from '../testkit/judges.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { runInShell, type ShellCommand } from '../testkit/shellCommand.js'
import { orders } from './buys.js'

/** A development wallet that has no node before. */
const WALLET = 'Buyer 2'
const MACHINE = 'shed 1'
/** The price of the other nodes: buyers of these tests pay no more. */
const LOW_PRICE = 'ETH=0.00000000324'

/** The commands of the agent's README, for a platform and the machine. */
function readmeCommands(platform: string): string {
  const [page] = readSources(process.cwd()).filter(({ file }) => file === 'agent/README.md')
  const blocks = codeBlocks(page?.markdown ?? '').filter(({ noRun }) => noRun?.includes('a machine of its own'))
  const text = blocks.slice(0, 3).map(({ code }) => code)
  const words: [string, string][] = [
    [`"$PLATFORM" \${FINGERPRINT:+--fingerprint "$FINGERPRINT"}`, platform],
    ['--name shed', `--name '${MACHINE}'`],
  ]
  return words.reduce((all, [word, value]) => all.replace(word, value), text.join('')).trim()
}

/** A provider with one new machine, from the command that starts it on. */
export function describePortalMachine(market: () => Marketplace): void {
  describe('a provider that adds a machine', () => {
    let browser: Browser
    let origin: string
    let tab: Tab
    let page: Page
    let agent: ShellCommand | undefined
    beforeAll(async () => {
      origin = portalOf(market())
      browser = await startBrowser()
      tab = await openTab(browser, DESKTOP)
      page = tab.page
      await addsMachine()
    })
    afterAll(async () => {
      await agent?.stop()
      await browser?.close()
    })

    const wallet = () => {
      const [, account] = market().stack.accounts.buyers
      if (!account) throw new Error('expected the accounts of two buyers')
      return account
    }

    const nodeId = () => nodeIdOf(wallet().address, keccak256(stringToBytes(MACHINE)))

    /** A decided task as it is indexed: the contract's events of a ruling name the amounts. */
    async function paid(taskId: string): Promise<{ providerAmount: string }> {
      const query = `query ($id: ID!) { task(id: $id) { state providerAmount } }`
      for (const until = Date.now() + 90_000; Date.now() < until; await pause(250)) {
        const { data } = await ask<{ task: { state: string; providerAmount: string } | null }>(
          ...([market().stack.urls.api, query, { id: taskId }] as const),
        )
        if (data?.task?.state === 'RESOLVED') return data.task
      }
      throw new Error(`task ${taskId} was not decided`)
    }

    const bonds = () => viewBonds(market().stack)

    /** Copies commands that run as they are, beside the file of the key, and sees the node come online. */
    async function addsMachine(): Promise<void> {
      await page.goto(`${origin}provider`)
      await page.getByText('aiigo-agent run').waitFor()
      await signIn(page, WALLET)
      await page.getByText('This wallet has no node yet').waitFor()
      await page.getByText('This wallet has too little for one more machine').waitFor()
      expect(await violations(page)).toEqual([])
      await market().stack.fundBuyer(wallet().address, 'AIIGO', parseEther('1000'))
      const machine = page.getByRole('region', { name: 'Add a machine' })
      await machine.getByText('This wallet has too little for one more machine').waitFor({ state: 'detached' })
      await machine.getByLabel('Name').fill('two/slashes')
      await machine.getByText('1 to 64 letters').waitFor()
      await machine.getByLabel('Name').fill(MACHINE)
      await machine.getByLabel('Region').selectOption('EU')
      const shown = await machine.getByRole('region', { name: 'Commands that set up' }).locator('pre').textContent()
      expect(shown).toBe(readmeCommands(origin.replace(/\/$/, '')))
      await machine.getByLabel('Region').selectOption('AF')
      await machine.getByLabel('Wallet of the machine').selectOption('One whose key I have')
      await tab.context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await machine.getByRole('button', { name: 'Copy' }).click()
      await machine.getByText('Copied').waitFor()
      const copied = (await page.evaluate('navigator.clipboard.readText()')) as string

      // Its package is installed on a machine of its own elsewhere; the program is the same.
      const folder = await market().folder()
      await writeFile(join(folder, 'wallet-key'), wallet().privateKey, { mode: 0o600 })
      const bin = join(process.cwd(), 'agent/bin/aiigo-agent.mjs')
      const programs = {
        apt: `test "$*" = 'install ./aiigo-agent_*.deb'`,
        'aiigo-agent': `exec '${process.execPath}' '${bin}' "$@"`,
      }
      await mkdir(join(folder, 'bin'))
      for (const [name, body] of Object.entries(programs)) {
        await writeFile(join(folder, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
      }
      const surroundings = `set -e
        export PATH='${folder}/bin':"$PATH" AIIGO_AGENT_CONFIG='${folder}/agent.yaml' PORT=0`
      agent = runInShell(`${surroundings}\n${copied.replace('ETH=0.0001', LOW_PRICE)}`, folder)
      await agent.says('ready', 120_000)
      const nodes = page.getByRole('region', { name: 'Your nodes' })
      await nodes.getByRole('link', { name: MACHINE }).waitFor()
      await nodes.getByText('online').waitFor()
      await nodes.getByText('Active', { exact: true }).waitFor()
      await nodes.getByRole('switch', { name: 'Takes jobs' }).waitFor()
      await nodes.getByText('· AF ·').waitFor()
      expect(await violations(page)).toEqual([])
    }

    /** Reads the pages of the machine and of its decided dispute on a phone, in the dark. */
    async function readsOnPhone(): Promise<void> {
      const { page: phone, context, complaints } = await openTab(browser, PHONE)
      await phone.emulateMedia({ colorScheme: 'dark' })
      await phone.goto(`${origin}provider`)
      await phone.getByText('aiigo-agent run').waitFor()
      await signIn(phone, WALLET)
      await phone.getByText('AIIGO in this wallet').waitFor()
      await phone.getByRole('link', { name: MACHINE }).waitFor()
      expect(['provider', await violations(phone), await overflows(phone)]).toEqual(['provider', [], false])
      await phone.getByRole('link', { name: MACHINE }).click()
      await phone.getByText('The node is active').waitFor()
      await phone.getByRole('link', { name: 'Dispute decided' }).waitFor()
      await phone.getByText('No bond').waitFor()
      expect(['node', await violations(phone), await overflows(phone)]).toEqual(['node', [], false])
      await phone.getByRole('link', { name: 'Dispute decided' }).click()
      await phone.getByText('Ruling: For the provider').waitFor()
      expect(['dispute', await violations(phone), await overflows(phone)]).toEqual(['dispute', [], false])
      expect(complaints).toEqual([])
      await context.close()
    }

    it('has the node on chain that the copied command started', async () => {
      expect(await market().chain.nodeState(nodeId())).toBe(NODE_STATES.indexOf('ACTIVE') + 1)
    })

    it('deactivates the node, which the running agent leaves so, and activates it again', async () => {
      await page.goto(`${origin}provider/nodes/${nodeId()}`)
      const panel = page.getByRole('region', { name: 'Activation' })
      const badge = page.getByRole('heading', { level: 1 })
      const activate = panel.getByRole('button', { name: 'Activate', exact: true })
      const deactivate = panel.getByRole('button', { name: 'Deactivate' })
      await panel.getByText('The node is active').waitFor()
      expect(await activate.isDisabled()).toBe(true)

      await refuseTransactions(page)
      await deactivate.click()
      await panel.getByText('The wallet was asked and said no').waitFor()
      await page.unroute('**/rpc')
      await deactivate.click()
      await panel.getByText('Done').waitFor()
      await badge.getByText('Inactive').waitFor()
      expect(await market().chain.nodeState(nodeId())).toBe(NODE_STATES.indexOf('INACTIVE') + 1)
      expect(await violations(page)).toEqual([])
      await agent?.says('its owner has deactivated the node', 90_000)
      expect(await market().chain.nodeState(nodeId())).toBe(NODE_STATES.indexOf('INACTIVE') + 1)

      // Below the minimum the contract would refuse.
      const stakePanel = page.getByRole('region', { name: 'Stake', exact: true })
      await stakePanel.getByRole('textbox', { name: 'AIIGO' }).fill('950')
      await stakePanel.getByRole('button', { name: 'Unbond 950 AIIGO' }).click()
      await panel.getByText('The stake is too small').waitFor()
      expect(await activate.isDisabled()).toBe(true)
      expect(await violations(page)).toEqual([])
      await market().stack.fundBuyer(wallet().address, 'AIIGO', parseEther('950'))
      // The amount is cleared once its transaction is done.
      await stakePanel.getByText('Done').waitFor()
      await stakePanel.getByRole('textbox', { name: 'AIIGO' }).fill('950')
      const add = stakePanel.getByRole('button', { name: 'Stake 950 AIIGO' })
      await add.and(page.locator(':enabled')).waitFor()
      await add.click()
      await activate.and(page.locator(':enabled')).waitFor()
      await activate.click()
      await badge.getByText('Active', { exact: true }).waitFor()
      expect(await market().chain.nodeState(nodeId())).toBe(NODE_STATES.indexOf('ACTIVE') + 1)
      await page.getByRole('switch', { name: 'Takes jobs' }).waitFor()
    })

    it('posts a partner bond, adds to it, releases it, and withdraws it after its time', async () => {
      await page.goto(`${origin}provider/nodes/${nodeId()}`)
      const panel = page.getByRole('region', { name: 'Partner bond', exact: true })
      await panel.getByText('No bond').waitFor()
      const amount = panel.getByRole('textbox', { name: 'Bond' })
      const uptime = panel.getByRole('textbox', { name: 'Uptime' })
      await panel.getByText('The wallet has too little AIIGO for that').waitFor()
      const { minimum } = await bonds().terms()
      await market().stack.fundBuyer(wallet().address, 'AIIGO', minimum + parseEther('10'))
      await panel.getByText('The wallet has too little AIIGO for that').waitFor({ state: 'detached' })
      await uptime.fill('80')
      await panel.getByText('90 to 100').waitFor()
      await uptime.fill('99.5')
      await amount.fill('1')
      await panel.getByText('at least 50000').waitFor()
      await amount.fill(formatEther(minimum))
      expect(await violations(page)).toEqual([])

      await refuseTransactions(page)
      const post = panel.getByRole('button', { name: `Post ${formatEther(minimum)} AIIGO` })
      await post.click()
      await panel.getByText('The wallet was asked and said no').waitFor()
      await page.unroute('**/rpc')
      await post.click()
      await panel.getByText('Committed to 99.5 % uptime').waitFor()
      expect(await bonds().of(nodeId())).toMatchObject({ amount: minimum, slaBps: 9_950, availableAt: 0 })
      await panel.getByRole('textbox', { name: 'Add' }).fill('10')
      await panel.getByRole('button', { name: 'Add 10 AIIGO' }).click()
      const history = page.getByRole('region', { name: 'History of the bond' })
      await history.getByText('Added').waitFor()
      expect((await bonds().of(nodeId())).amount).toBe(minimum + parseEther('10'))
      expect(await violations(page)).toEqual([])

      await panel.getByRole('button', { name: 'Begin the release' }).click()
      await panel.getByText(/^In release until/).waitFor()
      const withdraw = panel.getByRole('button', { name: 'Withdraw the bond' })
      expect(await withdraw.isDisabled()).toBe(true)
      expect(await violations(page)).toEqual([])
      await bonds().makeDue(nodeId())
      await withdraw.and(page.locator(':enabled')).waitFor()
      await withdraw.click()
      await history.getByText('Withdrawn').waitFor()
      await panel.getByText('No bond').waitFor()
      expect((await bonds().of(nodeId())).amount).toBe(0n)
    })

    it('sees the buyer object to its result, answers with a file, and reads the ruling, on a phone as well', async () => {
      const buyer = await market().buyer()
      const job = await market().example('kmeans', { allow: [nodeId()] })
      const { jobId, taskId } = await orders(buyer, job)
      await buyer.wait(jobId, { until: ['VERIFYING'] })
      await page.goto(`${origin}provider`)
      await page.getByRole('link', { name: MACHINE }).waitFor()
      await buyer.dispute(jobId, 'the clusters are not what was asked for')
      await buyer.wait(jobId, { until: ['DISPUTED'] })
      await buyer.addEvidence(jobId, {
        text: 'Two clusters have the same centre.',
        files: [{ name: 'centres.csv', content: new TextEncoder().encode('1,2\n1,2\n') }],
      })

      // It reaches the page without a reload.
      const list = page.getByRole('region', { name: 'Disputes', exact: true })
      await list.getByRole('link').first().click()
      await page.waitForURL(new RegExp(`/provider/disputes/${jobId}$`))
      const dispute = page.getByRole('region', { name: 'Dispute', exact: true })
      await dispute.getByText('the clusters are not what was asked for').waitFor()
      await dispute.getByText('Two clusters have the same centre.').waitFor()
      await dispute.getByRole('button', { name: 'Open the files' }).click()
      await dispute.getByText('1,2').first().waitFor()
      await dispute.getByLabel('Add evidence').fill('The input has the same point twice.')
      await dispute
        .getByLabel('Files that show it')
        .setInputFiles({ name: 'points.csv', mimeType: 'text/csv', buffer: Buffer.from('7,8\n7,8\n') })
      await dispute.getByRole('button', { name: 'Add it' }).click()
      await dispute.getByText('The input has the same point twice.').first().waitFor()
      await dispute.getByText('7,8').first().waitFor()
      expect(await violations(page)).toEqual([])
      const [, answer] = (await buyer.evidence(jobId)).filter(({ side }) => side !== 'PLATFORM')
      expect(answer).toMatchObject({ side: 'PROVIDER', text: 'The input has the same point twice.' })
      const [file] = answer?.files ?? []
      if (!file) throw new Error('expected the file of the answer')
      expect(Buffer.from(await buyer.openEvidence(file)).toString()).toBe('7,8\n7,8\n')

      await judge(market().stack, taskId, 'PROVIDER')
      await page.getByText('Ruling: For the provider').waitFor()
      const money = page.getByRole('region', { name: 'Money' })
      const { providerAmount } = await paid(taskId)
      await money.locator(`[title^="${providerAmount} "]`).first().waitFor()
      // The platform's own record of the job follows the index.
      await dispute.getByLabel('Add evidence').waitFor({ state: 'detached' })
      expect(await violations(page)).toEqual([])
      await readsOnPhone()
    })

    it('is told that another job is no dispute of the wallet', async () => {
      await page.goto(`${origin}provider/disputes/11111111-2222-4333-8444-555555555555`)
      await page.getByText('There is no such dispute for this wallet').waitFor()
      expect(await violations(page)).toEqual([])
    })

    it('has complained of nothing', async () => {
      expect(tab.complaints).toEqual([])
    })
  })
}
