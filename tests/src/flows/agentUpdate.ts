import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { codeBlocks, readSources } from '@aiigo/docs'
import type { Buyer } from '@aiigo/sdk'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import type { Marketplace } from '../testkit/marketplace.js'
import type { OtherMachine, RunningThere } from '../testkit/otherMachine.js'
import { buys } from './buys.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const LIMIT_MS = 180_000
const PORT = 8_090
const [GOOD, BROKEN] = ['90.0.0', '91.0.0']
const LIB = 'usr/lib/aiigo-agent'
const placeOf = (name: string): string => `http://127.0.0.1:${PORT}/${name}`

/** The commands of systemd that the package and the update call, for a machine on which no systemd runs. */
const SYSTEMCTL = `#!/bin/sh
echo "$@" >> /root/systemctl
pid=$(cat /run/agent.pid 2>/dev/null || echo 0)
grep -qs '^State:.[^ZX]' /proc/$pid/status || pid=0
start() {
  setpriv --reuid aiigo-agent --regid aiigo-agent --clear-groups --no-new-privs --bounding-set -all \\
    env CREDENTIALS_DIRECTORY=/run/credentials AGENT_DATA_DIR=/var/lib/aiigo-agent PORT=0 \\
    $(sed -n 's/^ExecStart=//p' /lib/systemd/system/aiigo-agent.service) >> /root/agent.log 2>&1 < /dev/null &
  echo $! > /run/agent.pid
}
stop() {
  [ $pid = 0 ] || kill $pid
  while grep -qs '^State:.[^ZX]' /proc/$pid/status; do sleep 0.1; done
}
case "$*" in
  'show --property=MainPID --value aiigo-agent.service') echo $pid ;;
  'show --property=ActiveState --value aiigo-agent.service') [ $pid = 0 ] && echo failed || echo active ;;
  'try-restart aiigo-agent.service') [ $pid = 0 ] || { stop; start; } ;;
  'restart aiigo-agent.service') stop; start ;;
  'stop aiigo-agent.service') stop ;;
esac
exit 0
`

/** Folders of releases: the package with a later version, and with a program that does not run. */
async function makeReleases(deb: string, folder: string): Promise<void> {
  for (const [name, version] of Object.entries({ good: GOOD, broken: BROKEN, cut: GOOD })) {
    const tree = join(folder, 'tree')
    await rm(tree, { recursive: true, force: true })
    await run('dpkg-deb', ['--raw-extract', deb, tree])
    const change = async (file: string, from: RegExp, to: string): Promise<void> =>
      writeFile(join(tree, file), (await readFile(join(tree, file), 'utf8')).replace(from, to))
    await change('DEBIAN/control', /^Version: .*$/m, `Version: ${version}`)
    await change(
      `${LIB}/package.json`,
      /"version": "[^"]*"/,
      `"version": "${version}", "releases": "${placeOf('good')}"`,
    )
    if (name === 'broken') {
      // Nothing of the old program is left, as in a version that was built anew.
      for (const file of await readdir(join(tree, LIB, 'dist'))) await rm(join(tree, LIB, 'dist', file))
      const program = `if (process.argv[2] === '--version') console.log('${version}')\nelse throw new Error('broken')\n`
      await writeFile(join(tree, LIB, 'dist/terminal.js'), program)
    }
    const architecture = (await run('dpkg', ['--print-architecture'])).stdout.trim()
    const file = `aiigo-agent_${version}_${architecture}.deb`
    await mkdir(join(folder, name), { recursive: true })
    const path = join(folder, name, file)
    await run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, path])
    await rm(tree, { recursive: true })
    const content = await readFile(path)
    const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`
    if (name === 'cut') await writeFile(path, content.subarray(0, -1))
    const release = { version, packages: [{ architecture, file, size: content.length, integrity }] }
    await writeFile(join(folder, name, 'release.json'), JSON.stringify(release))
  }
}

/** The service of the second machine, which was set up before, gets later versions. */
export function describeAgentUpdate(market: () => Marketplace, machine: () => OtherMachine, deb: () => string): void {
  describe('the service of a second machine is updated by one command', () => {
    let releases: RunningThere
    let first: string
    let nodeId: Hex
    let buyer: Buyer

    async function there(script: string): Promise<string> {
      const { code, out, err } = await machine().sh(script, { PATH })
      if (code !== 0) {
        const log = (await machine().sh('tail -n 40 /root/agent.log', { PATH })).out
        throw new Error(`expected 0, got ${code} from ${script}:\n${out}${err}\nthe agent:\n${log}`)
      }
      return out
    }
    const PATH = '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
    const status = async () => JSON.parse(await there('aiigo-agent status --json'))
    const update = (from: string) => `aiigo-agent update --install --releases ${placeOf(from)} --json`
    async function failing(script: string): Promise<{ code: string; message: string; advice: string }> {
      const { code, out, err } = await machine().sh(script, { PATH })
      if (code === 0) throw new Error(`expected a failure of ${script}, got ${out}${err}`)
      return JSON.parse(out).error
    }
    async function until<T>(what: string, look: () => Promise<T | null | false>): Promise<T> {
      for (const end = Date.now() + LIMIT_MS; ; ) {
        const seen = await look()
        if (seen) return seen
        if (Date.now() > end) throw new Error(`expected ${what}:\n${await there('tail -n 40 /root/agent.log')}`)
        await new Promise((done) => setTimeout(done, 500))
      }
    }
    const takesJobs = () =>
      until('an agent that takes jobs', async () => {
        const { running } = await status()
        return running?.availability === 'AVAILABLE' && running
      })

    beforeAll(async () => {
      const folder = await market().folder()
      await makeReleases(deb(), folder)
      for (const name of ['good', 'broken', 'cut']) {
        for (const file of await readdir(join(folder, name))) {
          await machine().gives(join(folder, name, file), `/srv/releases/${name}/${file}`)
        }
      }
      await writeFile(join(folder, 'systemctl'), SYSTEMCTL)
      await machine().gives(join(folder, 'systemctl'), '/usr/local/bin/systemctl', 0o755)
      // The package asks by this folder whether systemd runs.
      await there('mkdir -p /run/systemd/system')
      releases = machine().starts(`cd /srv/releases; exec python3 -m http.server ${PORT} --bind 127.0.0.1`)
      first = (await there('aiigo-agent --version')).trim()
      const { provider } = await status()
      await market().stack.fundBuyer(provider, 'ETH', 10n ** 18n)
      await market().stack.fundBuyer(provider, 'AIIGO', 2_000n * 10n ** 18n)
      await there('systemctl restart aiigo-agent.service')
      await takesJobs()
      nodeId = (await status()).nodeId
      buyer = await market().buyer()
    }, 300_000)
    afterAll(async () => {
      await there('systemctl stop aiigo-agent.service')
      await releases?.stop()
    })

    it('which is root, and which names the folder of releases', async () => {
      const other = 'setpriv --reuid 65534 --regid 65534 --clear-groups'
      expect(await failing(`${other} ${update('good')}`)).toMatchObject({
        code: 'NOT_ROOT',
        advice: 'sudo aiigo-agent update --install',
      })
      const from = placeOf('good')
      await there(`printf 'releases: "${from}"\\n' >> /etc/aiigo-agent/agent.yaml`)
      expect(await failing('aiigo-agent update --install --json')).toMatchObject({
        code: 'RELEASES_UNTRUSTED',
        advice: `sudo aiigo-agent update --install --releases ${from}`,
      })
    }, 60_000)

    it('leaves an agent alone that a person started', async () => {
      // systemd knows no process of it.
      await there('mv /run/agent.pid /run/by-hand.pid')
      expect(await failing(update('good'))).toMatchObject({ code: 'NOT_A_SERVICE' })
      await there('mv /run/by-hand.pid /run/agent.pid')
      await takesJobs()
    }, 240_000)

    it('installs nothing that is not whole, and lets the agent go on', async () => {
      expect(await failing(update('cut'))).toMatchObject({ code: 'RELEASE_MISMATCH' })
      const { running } = await status()
      expect(running).toMatchObject({ version: first, isDraining: false })
      expect(await there('ls /var/cache')).not.toMatch(/aiigo-agent/)
    }, 120_000)

    it('goes back to the version that works when the new one does not, and takes jobs', async () => {
      expect(await failing(update('broken'))).toMatchObject({
        code: 'UPDATE_ROLLED_BACK',
        message: expect.stringMatching(
          new RegExp(`version ${BROKEN} .*version ${first} is installed again, and works`),
        ),
      })
      expect((await there('aiigo-agent --version')).trim()).toBe(first)
      expect(await there("dpkg-query --status aiigo-agent | sed -n '2p;/^Version/p'")).toBe(
        `Status: install ok installed\nVersion: ${first}\n`,
      )
      expect(await there('dpkg --verify aiigo-agent')).toBe('')
      expect(await takesJobs()).toMatchObject({ version: first })
      const { states } = await buys(market(), buyer, await market().example('word-statistics', { allow: [nodeId] }))
      expect(states.at(-1)).toBe('PAID')
    }, 300_000)

    it('lets the running job finish, installs the later version, and takes jobs again', async () => {
      const limits = { seconds: 60, outputMiB: 1 }
      const job = await market().example('sleeper', { args: ['10'], limits, allow: [nodeId] })
      const bought = buys(market(), buyer, job)
      await until('a running job', async () => (await status()).running.jobs.length === 1)
      const place = "stat -c '%i %U' /var/lib/aiigo-agent/journal"
      const journal = await there(place)
      expect(JSON.parse(await there(update('good')))).toMatchObject({
        ...{ installed: first, offered: GOOD, updated: true, install: null },
      })
      const { states, log } = await bought
      expect(states.at(-1)).toBe('PAID')
      expect(log.join('')).not.toMatch(/begins again/)
      expect(await takesJobs()).toMatchObject({ version: GOOD, isDraining: false })
      expect(await there(place)).toBe(journal)
      expect((await status()).node).toMatchObject({ tasksFailed: 0 })
      expect(await there('ls /var/cache')).not.toMatch(/aiigo-agent/)
      const again = await buys(market(), buyer, await market().example('word-statistics', { allow: [nodeId] }))
      expect(again.states.at(-1)).toBe('PAID')
      // As the README has it: this version's package names the folder of releases.
      const [page] = readSources(root).filter(({ file }) => file === 'agent/README.md')
      const blocks = codeBlocks(page?.markdown ?? '').filter(({ code }) => code.includes('update --install'))
      expect(await there(blocks[0]?.code ?? '')).toBe(`version ${GOOD} is the newest\n`)
    }, 300_000)
  })
}
