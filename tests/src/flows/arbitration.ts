import { ETH_ADDRESS, meteredCost, type Vote } from '@aiigo/domain'
import { type Arbitrator, type Buyer, connect, createArbitrator, createProvider, type Provider } from '@aiigo/sdk'
import { developmentAccount } from '@aiigo/sdk/local'
import { describe, expect, it } from '@jest/globals'
import pg from 'pg'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { startCutProxy } from '../testkit/cutProxy.js'
import { arbitratorOf, panelOf } from '../testkit/judges.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { orders } from './buys.js'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Disputes from the side of those who judge them, by the SDK alone. */
export function describeArbitration(market: () => Marketplace): void {
  /** The provider of a node, with the key of its agent. */
  async function providerOf(nodeId: Hex): Promise<Provider> {
    const { agents, nodeIdOf, urls } = market().stack
    const agent = agents.find((one) => nodeIdOf(one) === nodeId)
    if (!agent) throw new Error(`no agent of this stack has node ${nodeId}`)
    const wallet = developmentAccount(agent.accountIndex)
    const provider = createProvider(await connect({ apiUrl: urls.api, rpcUrl: urls.ethereumRpc, wallet }))
    await provider.signIn()
    return provider
  }

  async function disputed(buyer: Buyer, jobId: string, reason: string): Promise<bigint> {
    return (await buyer.dispute(jobId, reason)).bond
  }

  /** A job's key in the platform's database. */
  async function storedKeys(jobId: string): Promise<{ own: number; released: string[]; anywhere: number }> {
    const client = new pg.Client({ connectionString: market().stack.urls.database })
    await client.connect()
    try {
      const own = await client.query('select 1 from job_key where job_id = $1', [jobId])
      const released = await client.query(
        'select released_by from key_request where job_id = $1 and attempt = 0 and released_at is not null',
        [jobId],
      )
      const plain = await client.query(
        `select 1 from key_request where sealed_key like '%AGE-SECRET%'
         union all select 1 from job_key where sealed_key like '%AGE-SECRET%'`,
      )
      const by = released.rows.map(({ released_by }: { released_by: string }) => released_by)
      return { own: own.rows.length, released: by, anywhere: plain.rows.length }
    } finally {
      await client.end()
    }
  }

  describe('a dispute before its arbitrators', () => {
    it.each([
      ['platform', 'PROVIDER'],
      ['private', 'BUYER'],
    ] as const)(
      'who read the sealed files of a job (%s), hear both sides and rule for the %s',
      async (privacy, vote) => {
        const buyer = await market().buyer()
        const reason = 'the clusters are not what was asked for'
        const { jobId, taskId, request } = await orders(buyer, await market().example('kmeans', { privacy }))
        // Meanwhile the buyer's client is there: it releases the key of a private job, to the node and to the panel.
        const wholeWay = buyer.wait(jobId)
        await buyer.wait(jobId, { until: ['VERIFYING'] })
        const result = await buyer.result(jobId)
        const bond = await disputed(buyer, jobId, reason)
        const provider = await providerOf(result.nodeId)
        await provider
          .watch(jobId, { until: ['DISPUTED'] })
          [Symbol.asyncIterator]()
          .next()
        await buyer.wait(jobId, { until: ['DISPUTED'] })
        const { seated, others, close } = await panelOf(market().stack, taskId)
        try {
          const shown = { name: 'expected.csv', content: utf8('1,2,3') }
          await buyer.addEvidence(jobId, { text: 'as in the paper', files: [shown] })
          await provider.answerDispute(jobId, {
            text: 'the seed differs',
            files: [{ ...shown, content: utf8('seed 7') }],
          })
          // Each side reads what the other has brought forward.
          // The platform's own re-run may be there, too.
          const isOfSide = ({ side }: { readonly side: string }): boolean => side !== 'PLATFORM'
          const [ofBuyer, ofProvider] = (await provider.evidence(jobId)).filter(isOfSide)
          const [first] = ofBuyer?.files ?? []
          const [second] = ofProvider?.files ?? []
          if (!first || !second) throw new Error('expected two files of evidence')
          expect(text(await provider.openEvidence(first))).toBe('1,2,3')
          expect(text(await buyer.openEvidence(second))).toBe('seed 7')

          const points = await market().exampleInput('kmeans', 'points.csv')
          const reads = async (arbitrator: Arbitrator): Promise<void> => {
            const found = await arbitrator.case(taskId)
            expect(found).toMatchObject({ jobId, state: 'TO_COMMIT', phase: 'COMMIT', votes: null, ruling: null })
            expect(found.job).toMatchObject({ disputeReason: reason, isReasonOnChain: true, result: { exitCode: 0 } })
            expect(found.evidence.filter(isOfSide).map(({ side }) => side)).toEqual(['BUYER', 'PROVIDER'])
            const { files: all, result: signed } = await arbitrator.files(jobId)
            const files = all.filter(({ origin }) => origin !== 'PLATFORM')
            expect(signed.manifestSha256).toBe(result.manifestSha256)
            expect(files.map(({ origin }) => origin)).toEqual(['PROGRAM', 'INPUT', 'OUTPUT', 'BUYER', 'PROVIDER'])
            const [program, input, output, theirs, answer] = await Promise.all(
              files.map((file) => arbitrator.download(file)),
            )
            expect([...(program ?? []).slice(0, 4)]).toEqual([0, 97, 115, 109])
            expect(Buffer.compare(Buffer.from(input ?? []), points)).toBe(0)
            expect(JSON.parse(text(output ?? utf8('')))).toEqual(expect.anything())
            expect([text(theirs ?? utf8('')), text(answer ?? utf8(''))]).toEqual(['1,2,3', 'seed 7'])
            expect((await arbitrator.checkLog(jobId)).truncated).toBe(false)
          }
          await Promise.all(seated.map(reads))
          const stranger = await arbitratorOf(market().stack, developmentAccount(30))
          for (const other of [...others, stranger]) {
            await expect(other.case(jobId)).rejects.toMatchObject({ code: 'CASE_UNKNOWN' })
            await expect(other.files(jobId)).rejects.toMatchObject({ code: 'CASE_UNKNOWN' })
            await expect(other.commit(jobId, vote)).rejects.toMatchObject({ code: 'CASE_UNKNOWN' })
            await expect(other.connection.files.ofJob(jobId)).rejects.toMatchObject({ code: 'FILES_UNAVAILABLE' })
          }
          await stranger.close()
          await votes(seated, jobId, vote)
          const { states, last } = await wholeWay
          expect(states.slice(-2)).toEqual(['DISPUTED', vote === 'BUYER' ? 'REFUNDED' : 'PAID'])
          expect(last.reason).toContain(`ruled for the ${vote.toLowerCase()}`)

          const { usage, rate } = await market().chain.submitted(taskId)
          const cost = meteredCost(usage, rate)
          const forArbitrators = (cost * 2n) / 100n
          const back = vote === 'BUYER' ? request.budget - forArbitrators : request.budget - cost - forArbitrators
          expect((await buyer.withdraw(ETH_ADDRESS)).amount).toBe(back + bond)
          await expectRewards(seated, taskId, forArbitrators)

          // The decision stays, the job is the panel's no more; what was downloaded before is all it keeps.
          const [judge] = seated as readonly [Arbitrator]
          expect(await judge.case(jobId)).toMatchObject({ state: 'DECIDED', ruling: vote, job: null, evidence: [] })
          await expect(judge.files(jobId)).rejects.toMatchObject({ code: 'CASE_UNKNOWN' })
          await expect(judge.connection.files.ofJob(jobId, { fresh: true })).rejects.toMatchObject({
            code: 'FILES_UNAVAILABLE',
          })
          const released = Array(3).fill(privacy === 'private' ? 'BUYER' : 'PLATFORM')
          const own = privacy === 'private' ? 0 : 1
          expect(await storedKeys(jobId)).toEqual({ own, released, anywhere: 0 })
        } finally {
          await Promise.all([close(), provider.close()])
        }
      },
    )
  })

  /** All commit to a vote; one of them starts anew before it opens it. */
  async function votes(seated: readonly Arbitrator[], jobId: string, vote: Vote): Promise<void> {
    const [first, ...rest] = seated as readonly [Arbitrator, ...Arbitrator[]]
    const account = market().stack.accounts.arbitrators.find(({ address }) => address === first.address)
    if (!account) throw new Error('expected an arbitrator of the stack')
    expect(await first.commit(jobId, vote)).toMatch(/^0x/)
    expect(await first.commit(jobId, vote)).toBeNull()
    const other: Vote = vote === 'BUYER' ? 'PROVIDER' : 'BUYER'
    await expect(first.commit(jobId, other)).rejects.toMatchObject({ code: 'VOTE_MISMATCH' })
    await expect(first.reveal(jobId)).rejects.toMatchObject({ problems: [{ code: 'REVEAL_TOO_EARLY' }] })
    for (const arbitrator of rest) await arbitrator.commit(jobId, vote)
    const again = await arbitratorOf(market().stack, privateKeyToAccount(account.privateKey))
    try {
      expect(await again.reveal(jobId)).toEqual({ vote, transaction: expect.stringMatching(/^0x/) })
      expect(await again.reveal(jobId)).toEqual({ vote, transaction: null })
    } finally {
      await again.close()
    }
    // The others see that it is their turn, and nothing of the vote that is open on chain.
    const [second] = rest
    expect(await second?.case(jobId)).toMatchObject({ state: 'TO_REVEAL', votes: null, vote: null })
    for (const arbitrator of rest) await arbitrator.reveal(jobId)
    await expectSameOverCuts(first, account.privateKey, jobId)
    const kinds = new Set<string>()
    for await (const event of first.watchCases()) {
      if (event.jobId !== jobId) continue
      kinds.add(event.kind === 'PHASE' ? event.phase : event.kind)
      if (event.phase === 'CONCLUDED') break
    }
    expect([...kinds].filter((kind) => kind !== 'REVEAL' && kind !== 'FINAL')).toEqual([
      ...['SEATED', 'EVIDENCE', 'CONCLUDED'],
    ])
  }

  /** Watches the cases again over a network that breaks at each event: none is missed, none comes twice. */
  async function expectSameOverCuts(arbitrator: Arbitrator, privateKey: Hex, jobId: string): Promise<void> {
    const seen = async (watched: Arbitrator, onEvent: () => void) => {
      const events: number[] = []
      for await (const { seq, jobId: of, phase } of watched.watchCases()) {
        events.push(seq)
        if (of === jobId && phase === 'CONCLUDED') return events
        onEvent()
      }
      throw new Error('expected the end of the case')
    }
    const { api: apiUrl, ethereumRpc: rpcUrl } = market().stack.urls
    const { hostname, port, pathname } = new URL(apiUrl)
    const proxy = await startCutProxy({ host: hostname, port: Number(port) })
    const wsUrl = `ws://${proxy.address}${pathname}`
    const backoff = { attempts: 5, baseMs: 20, maxMs: 100 }
    const wallet = privateKeyToAccount(privateKey)
    const cut = createArbitrator(await connect({ apiUrl, rpcUrl, wsUrl, wallet, backoff }))
    try {
      await cut.signIn()
      let cuts = 0
      const broken = await seen(cut, () => {
        cuts += proxy.cut()
      })
      expect(cuts).toBeGreaterThan(1)
      expect(broken).toEqual(await seen(arbitrator, () => undefined))
    } finally {
      await cut.close()
      await proxy.stop()
    }
  }

  /** Two per cent of the cost among the three, as the subgraph tells each of them. */
  async function expectRewards(seated: readonly Arbitrator[], taskId: Hex, total: bigint): Promise<void> {
    for (const until = Date.now() + 90_000; ; await new Promise((done) => setTimeout(done, 250))) {
      const all = (await Promise.all(seated.map((arbitrator) => arbitrator.rewards()))).flat()
      const amounts = all.filter((reward) => reward.taskId === taskId).map(({ amount }) => amount)
      if (amounts.length < 3 && Date.now() < until) continue
      expect(amounts).toHaveLength(3)
      expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(total)
      return
    }
  }
}
