import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { codeBlocks, readSources } from '@aiigo/docs'
import type { Buyer } from '@aiigo/sdk'
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { hasTool } from '../testkit/hasTool.js'
import type { Marketplace } from '../testkit/marketplace.js'
import type { OtherMachine, RunningThere } from '../testkit/otherMachine.js'
import { buys } from './buys.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const DELAY_MS = 80
const LOSS_PERCENT = 2
const CUT_MS = 20_000
const LIMIT_MS = 120_000

/** The blocks of the agent's README that a provider types on a new machine, in their order. */
function typed(): Record<'install' | 'setUp' | 'run' | 'look' | 'service', string> {
  const [page] = readSources(root).filter(({ file }) => file === 'agent/README.md')
  const blocks = codeBlocks(page?.markdown ?? '').filter(({ noRun }) => noRun?.includes('a machine of its own'))
  const [install = '', setUp = '', run = '', look = '', service = ''] = blocks.map(({ code }) => code)
  // The last one is tried by `agentUpdate.ts`.
  expect(blocks).toHaveLength(6)
  return { install, setUp, run, look, service }
}

/** A provider who has a machine, the package and the README. */
export function describeOtherMachine(market: () => Marketplace, machine: () => OtherMachine, deb: () => string): void {
  describe('a second machine joins by the README of the agent alone', () => {
    let platform: string
    let agent: RunningThere
    let nodeId: Hex
    let fingerprint: string
    let buyer: Buyer
    const commands = typed()

    beforeAll(async () => {
      platform = `http://${machine().hostAddress}:${market().stack.ports.api}`
      await machine().wire({ delayMs: DELAY_MS, lossPercent: LOSS_PERCENT })
      await machine().gives(deb(), '/root/aiigo-agent_0.1.0_amd64.deb')
      buyer = await market().buyer()
    }, 60_000)

    async function there(script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
      const { code, out, err } = await machine().sh(script, env)
      if (code !== 0)
        throw new Error(`expected 0, got ${code} from ${script}:\n${out}${err}\nthe agent:\n${agent?.output()}`)
      return out
    }
    const status = async () => JSON.parse(await there('aiigo-agent status --json'))

    /** Looks until something is so; the other machine is far, and says by itself nothing to a test. */
    async function until<T>(what: string, look: () => Promise<T | null | false>): Promise<T> {
      for (const end = Date.now() + LIMIT_MS; ; ) {
        const seen = await look()
        if (seen) return seen
        if (Date.now() > end) throw new Error(`expected ${what}; the agent:\n${agent?.output().slice(-4_000)}`)
        await new Promise((done) => setTimeout(done, 500))
      }
    }

    it('installs the package', async () => {
      // The machine has no way to the registry of packages; what the package needs is there.
      const apt = 'export APT_CONFIG=/root/apt.conf; printf \'APT::Install-Recommends "false";\\n\' > /root/apt.conf'
      await there(`${apt}; export DEBIAN_FRONTEND=noninteractive; ${commands.install}`)
      expect(await there('aiigo-agent --version')).toMatch(/^\d+\.\d+\.\d+\n$/)
      expect(await there('stat -c "%U %a" /etc/aiigo-agent')).toBe('aiigo-agent 700\n')
    }, 120_000)

    it('has a unit that systemd understands, and that gives the agent few rights', async () => {
      if (!hasTool('systemd-analyze', 'the unit of the agent')) return
      expect(await there('systemd-analyze verify aiigo-agent.service 2>&1')).toBe('')
      // systemd's own measure: 0 is no right at all, 100 all of them.
      const unit = '/lib/systemd/system/aiigo-agent.service'
      expect(await there(`systemd-analyze security --offline=true --threshold=45 ${unit}`)).toMatch(/Overall exposure/)
    }, 120_000)

    it('is told the fingerprint when it does not trust plain http, and sets up with it', async () => {
      const env = { PLATFORM: platform }
      const refused = await machine().sh(commands.setUp, env)
      expect(refused.code).toBe(2)
      expect(refused.err).toMatch(/fingerprint/)
      const file = await (await fetch(`http://127.0.0.1:${market().stack.ports.api}/deployment.json`)).text()
      fingerprint = createHash('sha256').update(file).digest('hex')
      const wrong = await machine().sh(commands.setUp, { ...env, FINGERPRINT: fingerprint.replace(/./, 'x') })
      expect([wrong.code, wrong.err]).toEqual([2, expect.stringMatching(/expected a deployment with the fingerprint/)])
      const out = await there(commands.setUp, { ...env, FINGERPRINT: fingerprint })
      const [, address] = out.match(/send to (0x[0-9a-fA-F]{40}): .*ETH.* and .*AIIGO/) ?? []
      expect(address).toBeDefined()
      expect(await there('stat -c %a .config/aiigo-agent/agent.yaml .config/aiigo-agent/keystore/default.json')).toBe(
        '600\n600\n',
      )
      await market().stack.fundBuyer(address as Hex, 'ETH', 10n ** 18n)
      await market().stack.fundBuyer(address as Hex, 'AIIGO', 2_000n * 10n ** 18n)
    }, 120_000)

    it('runs, registers its node and takes jobs', async () => {
      agent = machine().starts(`exec ${commands.run}`)
      const seen = await until('a node that takes jobs', async () => {
        const now = await status()
        return now.running?.availability === 'AVAILABLE' && now
      })
      expect(seen).toMatchObject({ name: 'shed', node: { state: 'ACTIVE' }, trouble: null })
      nodeId = seen.nodeId
      expect(await market().chain.nodeState(nodeId)).toBeGreaterThan(0)
    }, 180_000)

    /** A job that only the machine may run. */
    const only = async (name: string, changes: Parameters<Marketplace['example']>[1] = {}) =>
      market().example(name, { ...changes, allow: [nodeId] })

    it(`runs a job over a cable with ${DELAY_MS} ms and ${LOSS_PERCENT} % of loss, and is paid`, async () => {
      const { states } = await buys(market(), buyer, await only('word-statistics'))
      expect(states.at(-1)).toBe('PAID')
      const seen = await until('pay', async () => {
        const now = await status()
        return now.earnings?.withdrawable.length > 0 && now
      })
      expect(seen.earnings.today).toEqual(seen.earnings.withdrawable)
      expect(await there(commands.look)).toMatch(/takes jobs.*may withdraw +0\.0\d+ ETH.*sent 0\.0\d+ ETH/s)
      expect((await status()).earnings.withdrawable).toEqual([])
    }, 180_000)

    it(`survives a cable that is cut for ${CUT_MS / 1_000} s: the job runs once, and its result arrives`, async () => {
      const job = await only('sleeper', { args: ['15'], limits: { seconds: 60, outputMiB: 1 } })
      const bought = buys(market(), buyer, job)
      await until('a running job', async () => (await status()).running.jobs.length === 1)
      await machine().cut()
      // The program ends while the cable is cut.
      await new Promise((done) => setTimeout(done, CUT_MS))
      await machine().mend()
      const { states, log } = await bought
      expect(states.at(-1)).toBe('PAID')
      expect(log.join('')).not.toMatch(/the job begins again/)
      await until('pay', async () => (await status()).earnings?.withdrawable.length > 0)
      expect(agent.output()).not.toMatch(/running a job again|gave? .*back/)
      expect((await status()).node).toMatchObject({ tasksFailed: 0 })
    }, 240_000)

    it('finishes and stops when its owner says so', async () => {
      expect(await there('aiigo-agent drain')).toMatch(/takes no more jobs/)
      await until('a node that takes no jobs', async () => (await status()).running.availability === 'UNAVAILABLE')
      expect((await status()).running.pausedReason).toBe('drained by its owner')
      await there('aiigo-agent drain --undo')
      await until('a node that takes jobs', async () => (await status()).running.availability === 'AVAILABLE')
      await agent.stop()
      expect((await status()).running).toBeNull()
    }, 120_000)

    it('is set up as a service: its user has the wallet, and only root and that user may ask the agent', async () => {
      // There is no systemd that runs: what the unit says is done by hand.
      await there(`cat > /usr/local/bin/systemctl <<'END'
#!/bin/sh
echo "$@" >> /root/systemctl
END
chmod 755 /usr/local/bin/systemctl`)
      const env = { PLATFORM: platform, FINGERPRINT: fingerprint, PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }
      expect(await there(commands.service, env)).toMatch(/work +no agent runs/)
      expect(await there('cat /root/systemctl')).toBe('enable --now aiigo-agent\n')
      const owners = 'stat -c "%U %a %n" agent.yaml deployment.json keystore/default.json wallet-password'
      expect(await there(`cd /etc/aiigo-agent; ${owners}`)).toBe(
        'aiigo-agent 600 agent.yaml\naiigo-agent 600 deployment.json\naiigo-agent 600 keystore/default.json\nroot 600 wallet-password\n',
      )
      const start = `
        install -d -m 700 -o aiigo-agent -g aiigo-agent /var/lib/aiigo-agent /run/credentials
        install -m 400 -o aiigo-agent /etc/aiigo-agent/wallet-password /run/credentials/wallet-password
        export CREDENTIALS_DIRECTORY=/run/credentials PORT=0
        exec setpriv --reuid aiigo-agent --regid aiigo-agent --clear-groups --no-new-privs --bounding-set -all \\
          $(sed -n 's/^ExecStart=//p' /lib/systemd/system/aiigo-agent.service)`
      agent = machine().starts(start)
      await until('an agent that waits for money', async () =>
        /waiting for money/.test(await there('aiigo-agent status')),
      )
      const stranger = await machine().sh(
        'cp -r /etc/aiigo-agent /tmp/stolen; chmod -R a+rX /tmp/stolen; exec setpriv --reuid 65534 --regid 65534 --clear-groups aiigo-agent drain --config /tmp/stolen/agent.yaml',
      )
      expect([stranger.code, stranger.err]).toEqual([2, expect.stringMatching(/the socket is another one's/)])
      expect(JSON.parse(await there('aiigo-agent status --json')).running.isDraining).toBe(false)
      await agent.stop()
    }, 120_000)
  })
}
