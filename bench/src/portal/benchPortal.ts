import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '@aiigo/devstack'
import { buyerOf } from '../buyerOf.js'
import { measureLog } from './measureLog.js'
import { measureScripts } from './measureScripts.js'
import { measureStates } from './measureStates.js'
import { runLighthouse } from './runLighthouse.js'

/**
 * The portal in Chromium on a separate stack: Lighthouse (median of three runs, mobile and desktop), JavaScript of the
 * landing page (kB of 1 000 bytes, gzip), frames while a log of 100 000 lines is scrolled by the wheel (milliseconds),
 * and how much later than a subscriber in Node the page shows a state (milliseconds).
 */
export async function benchPortal(say: (line: string) => void): Promise<Record<string, unknown>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aiigo-bench-'))
  const stack = await startStack({ dataDir, ports: 'free', onProgress: say })
  try {
    const origin = stack.urls.portal
    if (!origin) throw new Error('expected the built portal; run: npm run build -w @aiigo/portal')
    const lighthouse = await runLighthouse({ landing: origin, market: `${origin}market` }, say)
    const landingKb = await measureScripts(origin)
    say(`the landing page loads ${landingKb} kB of JavaScript`)
    const [account] = stack.accounts.buyers
    if (!account) throw new Error('expected a development wallet of a buyer')
    const buyer = await buyerOf(stack, account.privateKey)
    const states = await measureStates(origin, buyer)
    say(`states on the page: ${JSON.stringify(states)}`)
    const log = await measureLog(origin, buyer)
    say(`the log: ${JSON.stringify(log)}`)
    await buyer.close()
    return { lighthouse, landingKb, states, log }
  } finally {
    await stack.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
