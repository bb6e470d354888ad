import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, it, jest } from '@jest/globals'
import { describeAgentTerminal } from './flows/agentTerminal.js'
import { describeAgentUpdate } from './flows/agentUpdate.js'
import { describeOtherMachine } from './flows/otherMachine.js'
import { hasTool } from './testkit/hasTool.js'
import { type Marketplace, startMarketplace } from './testkit/marketplace.js'
import { missingForOtherMachine, type OtherMachine, startOtherMachine } from './testkit/otherMachine.js'

jest.setTimeout(180_000)
const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

const missing = await missingForOtherMachine()
const isHere = missing === null && hasTool('dpkg-deb', 'the second machine')

describe('the marketplace with another machine', () => {
  if (!isHere) {
    it('is not run here', () => {
      if (process.env.AIIGO_REQUIRE_TOOLS === '1') throw new Error(`a second machine: ${missing}`)
      console.warn(`a second machine is not tried: ${missing}`)
    })
    return
  }
  let folder: string
  let machine: OtherMachine
  let market: Marketplace
  let deb: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aiigo-machine-'))
    await run(process.execPath, [join(root, 'agent/script/package.mjs'), join(folder, 'package'), '--quick'])
    const [file = ''] = (await readdir(join(folder, 'package'))).filter((name) => name.endsWith('.deb'))
    deb = join(folder, 'package', file)
    // The other machine has nothing of the repository.
    machine = await startOtherMachine(join(folder, 'machine'), [root.replace(/\/$/, '')])
    market = await startMarketplace('PostgreSQL', { publicHost: machine.hostAddress })
  }, 300_000)
  afterAll(async () => {
    await market?.stop()
    await machine?.remove()
    await rm(folder, { recursive: true, force: true })
  }, 60_000)

  describeAgentTerminal(() => market)
  describeOtherMachine(
    () => market,
    () => machine,
    () => deb,
  )
  describeAgentUpdate(
    () => market,
    () => machine,
    () => deb,
  )
})
