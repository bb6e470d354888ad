// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of job files look alike
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { canonicalJson, parseSubmission, pause } from '@aiigo/domain'
import {
  type Buyer,
  connect,
  createProvider,
  type Offer,
  type Provider,
  type ResultFile,
  type SubmittedGroup,
} from '@aiigo/sdk'
import { developmentAccount } from '@aiigo/sdk/local'
import { downloadGroupResult, type LoadedGroup, uploadGroup } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { verifyWordStatistics } from '../independent/index.js'
import { panelOf } from '../testkit/judges.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders } from './buys.js'

const WAIT_MS = 120_000

/** Waits until a look shows something. */
async function until<T>(what: string, look: () => Promise<T | null | undefined>): Promise<T> {
  for (const end = Date.now() + WAIT_MS; ; ) {
    const found = await look()
    if (found != null) return found
    if (Date.now() > end) throw new Error(`expected ${what} within ${WAIT_MS / 1_000} s`)
    await pause(250)
  }
}

/** Results that are run again by a node of the platform. */
export function describeChecks(market: () => Marketplace): void {
  const ALWAYS = { verification: { mode: 'SPOT_CHECK', shareBps: 10_000 } } as const
  const nodeNamed = (name: string): Hex => {
    const { agents, nodeIdOf } = market().stack
    const agent = agents.find((one) => one.name === name)
    if (!agent) throw new Error(`expected an agent ${name}`)
    return nodeIdOf(agent)
  }

  /**
   * Works in the place of a node's agent: takes the job, runs nothing, and hands in a result that it made up.
   * @returns its heartbeats, which end with the signal
   */
  async function forges(
    provider: Provider,
    nodeId: Hex,
    wanted: () => Promise<string | undefined>,
    signal: AbortSignal,
  ): Promise<{ beats: Promise<void> }> {
    const presence = { nodeId, runningOfferIds: [] as string[], generation: Math.floor(Date.now() / 1_000) + 60 }
    const beats = (async (): Promise<void> => {
      while (!signal.aborted) {
        await provider.heartbeat({ ...presence, roundTripMs: null })
        await pause(1_000, signal)
      }
    })()
    await provider.setAvailability(nodeId, 'AVAILABLE')
    // A heartbeat that is refused ends the wait with its cause.
    const jobId = await Promise.race([
      until('an offer of the job', wanted),
      beats.then(() => Promise.reject(signal.reason)),
    ])
    const openOffer = async (...states: string[]): Promise<Offer | undefined> =>
      (await provider.openOffers([nodeId])).find((one) => one.jobId === jobId && states.includes(one.state))
    const offer = await until('an offer', () => openOffer('OFFERED'))
    await provider.accept(offer)
    const assigned = await until('the assignment', () => openOffer('ASSIGNED'))
    const digest = (text: string) => createHash('sha256').update(text).digest('hex')
    const manifest = new TextEncoder().encode(
      canonicalJson({
        ...{ version: 1, salt: '0'.repeat(32), jobId, taskId: assigned.taskId, attempt: assigned.attempt, nodeId },
        ...{ exitCode: 0, outcome: 'EXITED', wallSeconds: 1, usage: '1', outputs: [] },
        printed: { stdout: digest('made'), stderr: digest('up') },
        log: { firstLine: 1, lines: 0, bytes: 0, sha256: digest(''), truncated: false },
      }),
    )
    const { cid, sha256 } = await provider.store(manifest)
    const result = { manifestCid: cid, manifestSha256: sha256, usage: 1n, exitCode: 0, outputs: [] }
    await provider.submitResult(assigned.id, await provider.signResult(assigned, result))
    return { beats }
  }

  /** A file that runs the example so many times on nodes of as many owners. */
  async function replicated(replicas: number, more: object = {}): Promise<LoadedGroup> {
    const { file, folder } = await market().example('word-statistics', { verification: { mode: 'NONE' } })
    const text = JSON.stringify({ ...file, ...more, verification: { mode: 'REPLICATED', replicas } })
    const submission = parseSubmission(text)
    if (submission.kind !== 'group') throw new Error('expected a group')
    return { group: submission.group, folder }
  }

  /** The jobs of such a file, paid for. */
  async function replicas(buyer: Buyer, replicas: number, more: object = {}): Promise<SubmittedGroup> {
    const group = await buyer.submitGroup(await uploadGroup(buyer, await replicated(replicas, more)), {
      waitForNode: true,
    })
    for (const { token, amount } of group.deposits) await buyer.deposit(token, amount)
    await buyer.fundGroup(group)
    return group
  }

  const checked = (buyer: Buyer, jobId: string) =>
    until('a check that has ended', async () => {
      const { check } = await buyer.job(jobId)
      return check && check.state !== 'PENDING' && check.state !== 'ASSIGNED' ? check : null
    })

  describe('replicas of a job', () => {
    it('run on nodes of different owners, whose results are the same', async () => {
      const buyer = await market().buyer()
      const group = await replicas(buyer, 3)
      expect(group.jobs.map(({ element }) => element)).toEqual([0, 1, 2])
      const checks = await Promise.all(group.jobs.map(({ jobId }) => checked(buyer, jobId)))
      expect(checks).toMatchObject(Array(3).fill({ state: 'MATCHED', cause: 'REPLICATED', reason: null, runs: [] }))
      const jobs = await Promise.all(group.jobs.map(({ jobId }) => buyer.job(jobId)))
      expect(new Set(jobs.map(({ nodeId }) => nodeId))).toEqual(
        new Set([nodeNamed('owned-1'), nodeNamed('community-1'), nodeNamed('community-2')]),
      )
      for (const { jobId } of group.jobs) {
        const result = await buyer.result(jobId)
        const [statistics] = result.files.filter(({ name }) => name === 'statistics.json')
        const counted = await buyer.download(statistics as ResultFile)
        verifyWordStatistics(counted, await market().exampleInput('word-statistics', 'text.txt'))
        await buyer.approve(jobId, result)
        expect((await buyer.wait(jobId)).last.state).toBe('PAID')
      }
    })

    it('of each element of a sweep are compared with each other alone, and have one result', async () => {
      const buyer = await market().buyer()
      const sweep = { sweep: { part: ['a', 'b', 'c'] }, env: { PART: '${part}' } }
      const { group: file } = await replicated(2, sweep)
      const quote = await buyer.quoteGroup(file)
      expect(quote).toMatchObject({ jobs: 6, steps: [{ key: 'job', jobs: 6, quote: { ownerCount: 3 } }], warnings: [] })
      const tooMany = await buyer.quoteGroup((await replicated(4, sweep)).group)
      expect(tooMany.warnings).toMatchObject([{ code: 'TOO_FEW_OWNERS' }])

      const group = await replicas(buyer, 2, sweep)
      expect(group.deposits.map(({ amount }) => amount)).toEqual(quote.costs.map(({ deposit }) => deposit))
      expect(group.jobs.map(({ element }) => element)).toEqual([0, 1, 2, 3, 4, 5])
      const checks = await Promise.all(group.jobs.map(({ jobId }) => checked(buyer, jobId)))
      expect(checks).toMatchObject(Array(6).fill({ state: 'MATCHED', cause: 'REPLICATED', reason: null, runs: [] }))
      const jobs = await Promise.all(group.jobs.map(({ jobId }) => buyer.job(jobId)))
      for (const [element, part] of ['a', 'b', 'c'].entries()) {
        const two = jobs.slice(2 * element, 2 * element + 2)
        expect(new Set(two.map(({ nodeId }) => nodeId)).size).toBe(2)
        const specs = file.jobs.slice(2 * element, 2 * element + 2).map((job) => job.file.env)
        expect(specs).toMatchObject([{ PART: part }, { PART: part }])
      }
      const folder = await mkdtemp(join(tmpdir(), 'aiigo-replicas-'))
      try {
        const results = await downloadGroupResult(buyer, group.groupId, folder)
        expect(results.map((one) => relative(folder, one.folder))).toEqual(['job/0', 'job/1', 'job/2'])
        const text = await market().exampleInput('word-statistics', 'text.txt')
        for (const one of results) {
          verifyWordStatistics(await readFile(join(one.folder, 'statistics.json')), text)
        }
      } finally {
        await rm(folder, { recursive: true })
      }
      for (const { jobId } of group.jobs) await buyer.approve(jobId)
      for (const { jobId } of group.jobs) expect((await buyer.wait(jobId)).last.state).toBe('PAID')
    })

    it('show a liar among two: a node of the platform runs the job once more and decides', async () => {
      const forger = nodeNamed('community-1')
      const { agents, nodeIdOf, urls } = market().stack
      const agent = agents.find((one) => nodeIdOf(one) === forger)
      await market().kills(forger)
      const stopping = new AbortController()
      const running: Promise<unknown>[] = []
      const wallet = developmentAccount(agent?.accountIndex ?? -1)
      const provider = createProvider(await connect({ apiUrl: urls.api, rpcUrl: urls.ethereumRpc, wallet }))
      try {
        await provider.signIn()
        const buyer = await market().buyer()
        const group = await replicas(buyer, 2, { allow: [forger, nodeNamed('community-2')] })
        const ofForger = async () => {
          // Beside offers of earlier jobs that this node has not ended.
          const offered = new Set((await provider.openOffers([forger])).map(({ jobId }) => jobId))
          return group.jobs.find(({ jobId }) => offered.has(jobId))?.jobId
        }
        const { beats } = await forges(provider, forger, ofForger, stopping.signal)
        running.push(beats)
        const forged = await until('the forged one', async () => {
          const jobs = await Promise.all(group.jobs.map(({ jobId }) => buyer.job(jobId)))
          return jobs.find(({ nodeId }) => nodeId === forger)
        })
        const honest = group.jobs.find(({ jobId }) => jobId !== forged.id)?.jobId as string
        expect(await checked(buyer, forged.id)).toMatchObject({ state: 'DIFFERED', cause: 'REPLICATED' })
        expect(await checked(buyer, honest)).toMatchObject({ state: 'MATCHED', cause: 'REPLICATED' })
        const runs = await Promise.all([forged.id, honest].map(async (id) => (await buyer.job(id)).check?.runs ?? []))
        expect(runs.flat()).toMatchObject([{ nodeId: nodeNamed('owned-1'), outcome: 'EXITED' }])
        await expect(buyer.approve(forged.id)).rejects.toMatchObject({ code: 'CHECK_DIFFERED' })
        await buyer.approve(honest)
        expect((await buyer.wait(honest)).last.state).toBe('PAID')
      } finally {
        stopping.abort()
        await Promise.allSettled(running)
        await provider.close()
        await market().revives(forger)
      }
    })
  })

  describe('a result that is checked by another run', () => {
    it('of an honest node matches, although its program looks at clocks, random numbers and files', async () => {
      const buyer = await market().buyer()
      const example = await market().example('word-statistics', { ...ALWAYS, allow: [nodeNamed('community-1')] })
      const { file } = example
      // The program that shows all that it can see of its machine.
      const shows = {
        ...file,
        program: { ...file.program, wasm: '../rogue/rogue.wasm' },
        args: ['world'],
        outputs: ['file1'],
      }
      const { jobId } = await orders(buyer, { ...example, file: shows })
      await buyer.wait(jobId, { until: ['VERIFYING'] })
      // Refuses nothing: it waits for the check, and signs when that has ended well.
      await buyer.approve(jobId, await buyer.result(jobId))
      const { check } = await buyer.job(jobId)
      expect(check).toMatchObject({
        ...{ state: 'MATCHED', cause: 'DRAWN', reason: null },
        runs: [{ nodeId: nodeNamed('owned-1'), state: 'MATCHED', outcome: 'EXITED', exitCode: 0 }],
      })
      expect((await buyer.wait(jobId)).last.state).toBe('PAID')
    })

    it('of a node that made it up is found, told to the buyer, and the re-run is before the panel', async () => {
      const forger = nodeNamed('community-1')
      const { agents, nodeIdOf, urls } = market().stack
      const agent = agents.find((one) => nodeIdOf(one) === forger)
      await market().kills(forger)
      const stopping = new AbortController()
      const running: Promise<unknown>[] = []
      const wallet = developmentAccount(agent?.accountIndex ?? -1)
      const provider = createProvider(await connect({ apiUrl: urls.api, rpcUrl: urls.ethereumRpc, wallet }))
      try {
        await provider.signIn()
        const buyer = await market().buyer()
        const job = await market().example('word-statistics', { ...ALWAYS, allow: [forger] })
        const { jobId, taskId } = await orders(buyer, job, { waitForNode: true })
        const events: (string | null)[] = []
        const told = buyer.wait(jobId, {
          ...{ until: ['DISPUTED'] as const, signal: stopping.signal },
          onStatus: ({ reason }) => void events.push(reason),
        })
        running.push(told)
        const { beats } = await forges(provider, forger, async () => jobId, stopping.signal)
        running.push(beats)
        const check = await until('a check that has found it', async () => {
          const { check: now } = await buyer.job(jobId)
          return now && now.state !== 'PENDING' && now.state !== 'ASSIGNED' ? now : null
        })
        expect(check).toMatchObject({ state: 'DIFFERED', runs: [{ nodeId: nodeNamed('owned-1'), state: 'DIFFERED' }] })
        expect(check.reason).toContain('another text on stdout')
        await expect(buyer.approve(jobId)).rejects.toMatchObject({ code: 'CHECK_DIFFERED' })
        await buyer.dispute(jobId, 'it made the result up')
        await told
        expect(events.some((reason) => reason?.includes('got another result'))).toBe(true)

        const evidence = await until('evidence of the platform', async () =>
          (await buyer.evidence(jobId)).find(({ side }) => side === 'PLATFORM'),
        )
        expect(evidence.text).toMatch(/ran the job again: EXITED, exit code 0.*It differs/s)
        const { seated, close } = await panelOf(market().stack, taskId)
        try {
          const [arbitrator] = seated
          const files = await arbitrator?.files(jobId)
          const report = files?.files.find(({ origin }) => origin === 'PLATFORM')
          if (!arbitrator || !report) throw new Error('expected the report among the files of the case')
          const read = JSON.parse(new TextDecoder().decode(await arbitrator.download(report)))
          expect(read).toMatchObject({ jobId, nodeId: nodeNamed('owned-1'), outcome: 'EXITED', exitCode: 0 })
          expect(read.outputs.length).toBeGreaterThan(0)
        } finally {
          await close()
        }
      } finally {
        stopping.abort()
        await Promise.allSettled(running)
        await provider.close()
        await market().revives(forger)
      }
    })
  })
}
