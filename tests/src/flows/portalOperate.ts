import { NODE_STATES, pause } from '@aiigo/domain'
import { queues as catalogue } from '@aiigo/queue'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { ask } from '../testkit/ask.js'
import { DESKTOP, openTab, overflows, PHONE, signIn, violations } from '../testkit/browser.js'
import { hasTool } from '../testkit/hasTool.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { type Prometheus, startPrometheus } from '../testkit/prometheus.js'
import { registersGpuNode } from '../testkit/registersGpuNode.js'
import { withBrowser } from '../testkit/withBrowser.js'
import { raisesAlerts, seesAlertsEnd } from './alerts.js'
import { orders } from './buys.js'

const RACK = 'rack-7'
const FINDINGS = 'seen in the rack: one RTX 4090, serial 1234'
/** Its number in the contract, whose first state is NONE. */
const REJECTED = NODE_STATES.indexOf('REJECTED') + 1

/** The platform's operator at the page, beside the real system. */
export function describePortalOperate(market: () => Marketplace): void {
  describe('an operator with a browser', () => {
    let browser: Browser
    let origin: string
    withBrowser(market, (opened) => {
      ;({ browser, origin } = opened)
    })

    let prometheus: Prometheus | undefined
    beforeAll(async () => {
      if (hasTool('prometheus', 'raising alerts in Prometheus')) prometheus = await startPrometheus(market().stack)
    }, 120_000)
    afterAll(() => prometheus?.stop())

    async function sql(text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
      const client = new pg.Client({ connectionString: market().stack.urls.database })
      await client.connect()
      try {
        return (await client.query(text, values)).rows
      } finally {
        await client.end()
      }
    }

    it('is told that another wallet is no operator', async () => {
      const { page, context, complaints } = await openTab(browser, PHONE)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.goto(`${origin}operate`)
      await page.getByText('Sign in with a wallet to go on').waitFor()
      await signIn(page, 'Buyer 2')
      await page.getByText('This wallet is not an operator').waitFor()
      expect(await page.getByRole('link', { name: 'Operate' }).count()).toBe(0)
      expect([await violations(page), await overflows(page)]).toEqual([[], false])
      expect(complaints).toEqual([])
      await context.close()
    })

    it('sees the platform, and a worker that is silent; a queue job that failed does its work when it is retried', async () => {
      const { stack } = market()
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}account`)
      await signIn(page, 'Operator')
      await page.getByRole('navigation').getByRole('link', { name: 'Operate' }).click()
      const region = (name: string) => page.getByRole('region', { name, exact: true })
      await region('Chain and index').getByText('the index is current').waitFor()
      const queues = region('Queues')
      await queues.getByRole('row', { name: /^heartbeat-sweep every 3 s/ }).waitFor()
      await region('Chain writer').getByText('Enough for').waitFor()
      await region('Nodes of the platform')
        .getByRole('row', { name: /^owned-1/ })
        .waitFor()
      await region('Capacity plans').getByRole('form', { name: 'Plan capacity' }).waitFor()
      expect(await violations(page)).toEqual([])

      // The result is delivered while no worker runs; what the platform stored of it is changed meanwhile.
      const buyer = await market().buyer()
      const job = await market().example('sleeper', { args: ['20'], limits: { seconds: 100, outputMiB: 1 } })
      const { jobId } = await orders(buyer, job)
      await buyer.wait(jobId, { until: ['EXECUTING'] })
      await stack.killService('worker')
      const alerts = region('Alerts')
      await alerts.getByText('No worker gives a sign of life').waitFor()
      for (const until = Date.now() + 90_000; (await buyer.job(jobId)).result === null; await pause(200))
        if (Date.now() > until) throw new Error(`job ${jobId} has no result`)
      const writesExitCode = (exitCode: number) =>
        sql(`update job set result = jsonb_set(result, '{exitCode}', to_jsonb($2::int)) where id = $1 returning id`, [
          jobId,
          exitCode,
        ])
      expect(await writesExitCode(7)).toHaveLength(1)
      if (prometheus) await raisesAlerts(market(), prometheus, sql)
      await stack.restartService('worker')

      await alerts.getByText('Queue jobs failed').waitFor()
      await alerts.getByText('No worker gives a sign of life').waitFor({ state: 'detached' })
      await prometheus?.fires({ alertname: 'QueueJobsFailed', queue: catalogue.verify.name })
      await queues.getByRole('button', { name: /^Failed jobs of verify/ }).click()
      const [offer] = await sql('select id from attempt where job_id = $1', [jobId])
      const failed = page.getByRole('listitem').filter({ hasText: String(offer?.id) })
      await failed.getByText("expected the manifest's exitCode to be 7, got 0").waitFor()
      expect(await violations(page)).toEqual([])

      // Once the cause is removed, a retry does the work.
      await writesExitCode(0)
      await failed.getByRole('button', { name: 'Retry' }).click()
      await failed.waitFor({ state: 'detached' })
      await buyer.approve(jobId)
      expect((await buyer.wait(jobId)).last.state).toBe('PAID')

      // Bull Board with every queue job, by the same session.
      expect((await page.request.get(new URL('/operate/board/', origin).href)).status()).toBe(401)
      await queues.getByRole('button', { name: 'All queue jobs' }).click()
      await page.waitForURL('**/operate/board/**')
      await page.getByText(catalogue.heartbeatSweep.name).first().waitFor()
      await page.getByText('Completed').first().waitFor()
      if (prometheus) await seesAlertsEnd(market(), prometheus)
      // Queries that the halted subgraph did not answer.
      expect(complaints.filter((one) => !one.includes('OPERATION_TOO_SLOW'))).toEqual([])
      await context.close()
    })

    it('audits a node, sets its tier, plans capacity, and rejects the node on chain', async () => {
      const { stack, chain } = market()
      const { page, context, complaints } = await openTab(browser, DESKTOP)
      await page.goto(`${origin}operate`)
      await signIn(page, 'Operator')
      const nodeId = await registersGpuNode(market().stack, RACK)
      const review = page.getByRole('listitem', { name: RACK })
      await review.getByText('Type not shown').waitFor()
      await review.getByText('NVIDIA RTX 4090').waitFor()
      await page.getByText('Nodes wait for you').waitFor()

      await review.getByRole('button', { name: 'Audit' }).click()
      const dialog = page.getByRole('dialog', { name: `Audit ${RACK}` })
      const sign = dialog.getByRole('button', { name: 'Sign the audit' })
      await dialog.getByLabel('What was looked at and found').fill('seen')
      expect(await sign.isDisabled()).toBe(true)
      await dialog.getByLabel('What was looked at and found').fill(FINDINGS)
      await dialog.getByLabel('Stands for').selectOption('30 days')
      expect(await violations(page)).toEqual([])
      await sign.click()
      await dialog.waitFor({ state: 'hidden' })
      // The audit stands at the node, which is new still. Everybody can read it.
      await review.getByText('New', { exact: true }).waitFor()
      await review.getByText(FINDINGS).waitFor()
      const query = `query ($id: ID!) { node(id: $id) { typeEvidence { method statement auditor } } }`
      const { data } = await ask<{ node: unknown }>(stack.urls.api, query, { id: nodeId })
      const auditor = stack.accounts.operator.address.toLowerCase()
      expect(data?.node).toEqual({ typeEvidence: { method: 'DEVELOPMENT', statement: FINDINGS, auditor } })

      const tiers = page.getByRole('region', { name: 'Nodes of the platform', exact: true })
      const tier = tiers.getByRole('form', { name: "Set a node's tier" })
      await tier.getByLabel('Id of a node').fill('0x12')
      await tier.getByText('expected 0x and 16 hex digits').waitFor()
      await tier.getByLabel('Id of a node').fill(nodeId)
      await tier.getByLabel('Its tier').selectOption('CLOUD')
      await tier.getByRole('button', { name: 'Set the tier' }).click()
      await tiers.getByRole('row', { name: new RegExp(`^${RACK} cloud`) }).waitFor()

      const plans = page.getByRole('region', { name: 'Capacity plans', exact: true })
      const plan = plans.getByRole('form', { name: 'Plan capacity' })
      await plan.getByLabel('Region').selectOption('US')
      await plan.getByLabel('Units').fill('3')
      await plan.getByRole('button', { name: 'Set the plan' }).click()
      await plans.getByRole('row', { name: /^owned CPU US/ }).waitFor()
      await plan.getByLabel('Units').fill('0')
      await plan.getByRole('button', { name: 'Set the plan' }).click()
      await plans.getByText('Nothing is planned').waitFor()
      expect(await violations(page)).toEqual([])

      await review.getByRole('button', { name: 'Reject for good' }).click()
      await review.waitFor({ state: 'detached' })
      expect(await chain.nodeState(nodeId)).toBe(REJECTED)
      expect(complaints).toEqual([])
      await context.close()
    })

    it('reads the page on a phone, in the dark', async () => {
      const { page, context, complaints } = await openTab(browser, PHONE)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.goto(`${origin}operate`)
      await signIn(page, 'Operator')
      await page.getByText('the index is current').waitFor()
      await page.getByText('Enough for').waitFor()
      await page.getByText('owned-1', { exact: true }).waitFor()
      expect([await violations(page), await overflows(page)]).toEqual([[], false])
      expect(complaints).toEqual([])
      await context.close()
    })
  })
}
