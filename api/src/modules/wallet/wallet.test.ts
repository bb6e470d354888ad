import { randomUUID } from 'node:crypto'
import {
  aiigoTokenAbi,
  bonusDistributorAbi,
  bonusTree,
  communityRewardsAbi,
  createWallet,
  escrowAbi,
  nodeIdOf,
  nodeRegistryAbi,
  stakerLocksAbi,
  stakingPoolAbi,
  tokenVestingAbi,
} from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { ETH_ADDRESS, nextLevel, RESOURCE_TYPES, regionToBytes8 } from '@aiigo/domain'
import {
  Attempt,
  Challenge,
  Evidence,
  inTransaction,
  recordBonusPeriod,
  recordPanel,
  storeBonusEpoch,
} from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { validate } from 'graphql'
import { type Abi, type Address, createTestClient, type Hex, http, keccak256, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { WALLET_DOCUMENT } from '../../chain/createWalletLookup.js'
import { committedSubgraphSchema } from '../../gateway/subgraphSdl.js'
import { CHAIN_ID, type Person, startApi, type TestApi } from '../../testing/startApi.js'
import { type LocalChain, startLocalChain } from '../../testing/startLocalChain.js'
import { MINIMUM_BOND, MINIMUM_STAKE } from '../../testing/startRemotes.js'

const STEPS = `{ walletSteps { at roles
  payouts { kind contract token symbol decimals amount usd nodeId lockId epoch until }
  actions { kind until since jobId nodeId proposalId lockId name }
  nodes { nodeId name trustLevel underReview banned next { level stake powPasses tasks bond usd } } } }`
const DAY = 86_400
const LATER = new Date('2030-01-01T00:00:00.000Z')

async function stepsOf(person: Person) {
  const { data, errors } = await person.ask(STEPS)
  expect(errors).toBeUndefined()
  return data.walletSteps
}

/** A node as graph-node writes it. */
const indexedNode = (id: string, changes: object = {}) => ({
  ...{ id, trustLevel: 'BASIC', activeStake: parseEther('600').toString(), unbondingStake: '0' },
  ...{ powPasses: 7, tasksCompleted: 3, tasksFailed: 0, underReview: false, banned: false, bond: null },
  ...changes,
})
const idOf = (number: bigint) => toHex(number, { size: 32 })

test('the subgraph has what is asked of it', () => {
  expect(validate(committedSubgraphSchema(), WALLET_DOCUMENT)).toEqual([])
})

describe('what waits for a wallet', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await startApi({}, { subgraph: true })
  }, 90_000)
  afterAll(() => api?.close())
  afterEach(() => {
    Object.assign(api.remotes.wallet, { staker: null, ownNodes: [], bonusClaims: [], openProposals: [] })
    api.remotes.panel.length = 0
    api.remotes.votes.value = 0n
  })
  const em = () => api.storage.fork()

  test('nothing waits for a new wallet, which has no role', async () => {
    expect(await stepsOf(await api.person())).toMatchObject({ roles: [], payouts: [], actions: [], nodes: [] })
  })

  test('a buyer funds a job and approves a result, the nearest deadline first', async () => {
    const buyer = await api.person()
    const own = { buyer: buyer.address, name: 'mandelbrot' }
    const soon = new Date('2029-01-01T00:00:00.000Z')
    const unfunded = await makeJob(em(), { ...own, fundBy: LATER })
    await makeJob(em(), { ...own, fundBy: LATER, fundingSignature: '0x01' })
    await makeJob(em(), { ...own, fundBy: new Date(Date.now() - 60_000) })
    const delivered = await makeJob(em(), { ...own, state: 'VERIFYING', settleAfter: soon })
    await makeJob(em(), { buyer: `0x${'ab'.repeat(20)}`, state: 'VERIFYING', settleAfter: soon })
    await makeJob(em(), { ...own, state: 'EXECUTING' })
    const { roles, actions } = await stepsOf(buyer)
    expect(roles).toEqual(['BUYER'])
    const none = { since: null, nodeId: null, proposalId: null, lockId: null }
    expect(actions).toEqual([
      { kind: 'APPROVE_RESULT', until: soon.toISOString(), jobId: delivered.id, name: 'mandelbrot', ...none },
      { kind: 'FUND_JOB', until: LATER.toISOString(), jobId: unfunded.id, name: 'mandelbrot', ...none },
    ])
  })

  test('a result that waits for approval is found behind any number of newer jobs', async () => {
    const buyer = await api.person()
    const own = { buyer: buyer.address, name: 'many' }
    const delivered = await makeJob(em(), { ...own, state: 'VERIFYING', settleAfter: LATER })
    for (let i = 0; i < 101; i++) await makeJob(em(), { ...own, fundBy: LATER })
    const { actions } = await stepsOf(buyer)
    const ids = (kind: string) => actions.filter((one: { kind: string }) => one.kind === kind)
    expect(ids('APPROVE_RESULT')).toMatchObject([{ jobId: delivered.id }])
    expect(ids('FUND_JOB')).toHaveLength(100)
  })

  test('a provider answers a dispute once, while evidence counts', async () => {
    const [provider, judge] = [await api.person(), await api.person()]
    const node = await makeNode(em(), { provider: provider.address })
    const job = await makeJob(em(), { state: 'DISPUTED', attempts: 1, nodeId: node.id })
    const id = randomUUID()
    await em().insert(Attempt, {
      ...{ id, jobId: job.id, taskId: job.taskId, number: 1, nodeId: node.id, provider: provider.address },
      ...{ state: 'SUBMITTED', rate: 7n, score: { total: 0, terms: {}, weights: {} } },
      ...{ offeredAt: new Date(), expiresAt: new Date() },
    })
    api.remotes.panel.push(judge.account.address)
    await recordPanel(api.storage, job.id, { phase: 'COMMIT', panel: [judge.address], openedAt: new Date() })
    const until = new Date(api.remotes.dispute.commitBy * 1_000).toISOString()
    const { roles, actions } = await stepsOf(provider)
    expect(roles).toEqual(['PROVIDER'])
    expect(actions).toMatchObject([{ kind: 'ANSWER_DISPUTE', jobId: job.id, nodeId: node.id, until }])
    const asJudge = await stepsOf(judge)
    expect(asJudge.roles).toEqual(['ARBITRATOR'])
    expect(asJudge.actions).toMatchObject([{ kind: 'COMMIT_VOTE', jobId: job.id, until, name: null }])

    api.remotes.dispute.commitments = [`0x${'12'.repeat(32)}`]
    expect((await stepsOf(judge)).actions).toEqual([])
    api.remotes.dispute.phase = 'REVEAL'
    const revealBy = new Date(api.remotes.dispute.revealBy * 1_000).toISOString()
    expect((await stepsOf(judge)).actions).toMatchObject([{ kind: 'REVEAL_VOTE', until: revealBy }])
    expect((await stepsOf(provider)).actions).toEqual([])

    api.remotes.dispute.phase = 'COMMIT'
    await em().insert(Evidence, {
      ...{ id: randomUUID(), jobId: job.id, author: provider.address, side: 'PROVIDER', text: 'look', files: [] },
      ...{ digest: 'd', addedAt: new Date() },
    })
    expect((await stepsOf(provider)).actions).toEqual([])
  })

  test('a voter sees open proposals that it has votes for and has not voted on', async () => {
    const voter = await api.person()
    const proposal = (id: bigint, votes: object[]) => {
      return { id: idOf(id), voteStart: '1700000000', voteEnd: '1900000000', votes }
    }
    api.remotes.wallet.openProposals.push(proposal(11n, []), proposal(12n, [{ id: '0x01' }]))
    expect((await stepsOf(voter)).actions).toEqual([])
    api.remotes.votes.value = 5n
    const { actions } = await stepsOf(voter)
    const until = new Date(1_900_000_000_000).toISOString()
    expect(actions).toMatchObject([{ kind: 'VOTE_ON_PROPOSAL', proposalId: '11', until }])
  })

  test('a provider sees silent nodes, open challenges, reviews, and what the next trust level takes', async () => {
    const provider = await api.person()
    const { address } = provider
    const seen = new Date('2026-01-01T00:00:00.000Z')
    const silent = await makeNode(em(), { provider: address, name: 'attic', online: false, lastHeartbeatAt: seen })
    const off = await makeNode(em(), { provider: address, online: false, availability: 'UNAVAILABLE' })
    const partner = await makeNode(em(), { provider: address, name: 'rack' })
    const challenge = { id: `0x${'77'.repeat(32)}`, nodeId: partner.id, state: 'OPEN' as const }
    await em().insert(Challenge, { ...challenge, issuedAt: new Date(), deadline: LATER })
    const rich = { trustLevel: 'TRUSTED', activeStake: parseEther('10000').toString(), powPasses: 12 }
    api.remotes.wallet.ownNodes.push(
      indexedNode(silent.id),
      indexedNode(off.id, { banned: true }),
      indexedNode(partner.id, { ...rich, tasksCompleted: 100, underReview: true }),
    )
    const { actions, nodes } = await stepsOf(provider)
    expect(actions).toMatchObject([
      { kind: 'SOLVE_CHALLENGE', nodeId: partner.id, name: 'rack', until: LATER.toISOString() },
      { kind: 'START_NODE', nodeId: silent.id, name: 'attic', since: seen.toISOString(), until: null },
      { kind: 'AWAIT_REVIEW', nodeId: partner.id, name: 'rack' },
    ])
    const record = { trustLevel: 'BASIC', powPasses: 7, tasksCompleted: 3, tasksFailed: 0 } as const
    const gap = nextLevel({ ...record, activeStake: parseEther('600') }, MINIMUM_STAKE)
    expect(nodes).toMatchObject([
      { nodeId: silent.id, name: 'attic', next: { ...gap, stake: `${gap?.stake}`, bond: null, usd: '20' } },
      { nodeId: off.id, banned: true, next: null },
      { nodeId: partner.id, underReview: true, next: { level: 'PARTNER', stake: '0', bond: `${MINIMUM_BOND}` } },
    ])
  })

  test('a partner takes out the bond that is released, unless a dispute holds it', async () => {
    const partner = await api.person()
    const node = await makeNode(em(), { provider: partner.address })
    api.remotes.wallet.ownNodes.push(indexedNode(node.id, { bond: { availableAt: '1700000000' } }))
    Object.assign(api.remotes.bond, { amount: MINIMUM_BOND, availableAt: 1_700_000_000 })
    const bond = { kind: 'RELEASED_BOND', nodeId: node.id, amount: `${MINIMUM_BOND}`, usd: '2500' }
    expect((await stepsOf(partner)).payouts).toMatchObject([bond])
    api.remotes.bond.disputes = 1
    expect((await stepsOf(partner)).payouts).toEqual([])
    Object.assign(api.remotes.bond, { availableAt: 4_000_000_000, disputes: 0 })
    expect((await stepsOf(partner)).payouts).toEqual([])
  })

  test('the answer names the source that is away', async () => {
    const closed = await startApi()
    try {
      const { data, errors } = await (await closed.person()).ask(STEPS)
      expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'SUBGRAPH_UNAVAILABLE'])
    } finally {
      await closed.close()
    }
  }, 60_000)
})

describe('what a wallet can take out', () => {
  let chain: LocalChain
  let api: TestApi
  /** Beneficiary of a vesting wallet, provider and staker. */
  let person: Person
  const { team, publicSale, operator } = localRoles()

  beforeAll(async () => {
    chain = await startLocalChain()
    api = await startApi({ ETHEREUM_RPC_URL: chain.rpcUrl }, { contracts: chain.deployment, subgraph: true })
    person = await api.person(privateKeyToAccount(team.privateKey))
  }, 120_000)
  afterAll(async () => {
    await api?.close()
    await chain?.stop()
  })

  async function send(
    key: Hex,
    address: Address,
    abi: Abi,
    functionName: string,
    args: readonly unknown[],
    value = 0n,
  ) {
    const wallet = createWallet(CHAIN_ID, chain.rpcUrl, key)
    const hash = await wallet.writeContract({ address, abi, functionName, args, value })
    const { status } = await chain.reader.waitForTransactionReceipt({ hash })
    expect([functionName, status]).toEqual([functionName, 'success'])
  }

  async function pass(seconds: number): Promise<void> {
    const anvil = createTestClient({ mode: 'anvil', transport: http(chain.rpcUrl) })
    await anvil.increaseTime({ seconds })
    await anvil.mine({ blocks: 1 })
    // The API reads remembered values again.
    api.advance(6_000)
  }

  test('is what the contracts hold for it and would pay', async () => {
    const { AiigoToken, StakerLocks, StakingPool, NodeRegistry, Escrow, BonusDistributor } = chain.deployment.addresses
    const { address } = team
    const mine = team.privateKey
    const token = aiigoTokenAbi
    await send(publicSale.privateKey, AiigoToken, token, 'transfer', [address, parseEther('30000')])
    for (const spender of [StakerLocks, StakingPool]) {
      await send(mine, AiigoToken, token, 'approve', [spender, parseEther('10000')])
    }
    await send(mine, Escrow, escrowAbi, 'deposit', [ETH_ADDRESS, address, parseEther('0.5')], parseEther('0.5'))
    await send(mine, StakerLocks, stakerLocksAbi, 'lock', [parseEther('1000'), 0])
    await send(mine, StakerLocks, stakerLocksAbi, 'lock', [parseEther('2000'), 30 * DAY])
    await send(mine, StakerLocks, stakerLocksAbi, 'unstake', [1n])
    const salt = toHex('salt', { size: 32 })
    const cpu = { resourceType: RESOURCE_TYPES.indexOf('CPU'), units: 2, region: regionToBytes8('EU') }
    const spec = { ...cpu, specHash: keccak256('0x01') }
    const args = [salt, spec, [], parseEther('700')]
    await send(mine, NodeRegistry, nodeRegistryAbi, 'register', args, parseEther('0.1'))
    const nodeId = nodeIdOf(address, salt)
    await send(mine, StakingPool, stakingPoolAbi, 'unbond', [nodeId, parseEther('100')])
    // As the worker mirrors it.
    await makeNode(api.storage.fork(), { id: nodeId, provider: person.address })

    // A bonus of the first week, with its budget.
    const bonus = parseEther('40')
    await send(publicSale.privateKey, AiigoToken, token, 'transfer', [BonusDistributor, bonus])
    const { root, proofs } = bonusTree(1, [{ account: address, amount: bonus }])
    await send(operator.privateKey, BonusDistributor, bonusDistributorAbi, 'post', [1n, root, bonus])
    await storeBonus(bonus, root, proofs.get(person.address) ?? [])

    const now = (await chain.reader.getBlock()).timestamp
    const lock = (id: bigint, endsAt: bigint, availableAt: bigint | null) => {
      return { id: idOf(id), lockedAt: `${now}`, endsAt: `${endsAt}`, availableAt: availableAt && `${availableAt}` }
    }
    api.remotes.wallet.staker = { locks: [lock(1n, now, now + 14n), lock(2n, now + 30n * 86_400n, null)] }
    api.remotes.wallet.ownNodes = [indexedNode(nodeId, { unbondingStake: '1', trustLevel: 'BASIC' })]

    const eth = { kind: 'ESCROW_BALANCE', contract: Escrow.toLowerCase(), token: ETH_ADDRESS, symbol: 'ETH' }
    const first = await stepsOf(person)
    expect(first.roles).toEqual(['PROVIDER', 'STAKER'])
    // Lock and stake unbond, the bonus opens in two days, nothing has vested.
    expect(first.payouts).toMatchObject([{ ...eth, decimals: 18, amount: `${parseEther('0.5')}` }])
    const { data: prices } = await api.ask('{ platform { paymentTokens { symbol usd } } }')
    const ethUsd = prices.platform.paymentTokens.find(({ symbol }: { symbol: string }) => symbol === 'ETH').usd
    expect(Number(first.payouts[0].usd)).toBeCloseTo(Number(ethUsd) / 2, 9)

    await pass(46 * DAY)
    const { payouts, actions } = await stepsOf(person)
    const paid = { token: AiigoToken.toLowerCase(), symbol: 'AIIGO' }
    expect(payouts).toMatchObject([
      eth,
      { kind: 'BONUS', contract: BonusDistributor.toLowerCase(), epoch: 1, amount: `${bonus}`, usd: '2', ...paid },
      { kind: 'UNBONDED_STAKE', contract: StakingPool.toLowerCase(), nodeId, amount: `${parseEther('100')}`, usd: '5' },
      { kind: 'UNBONDED_LOCK', lockId: '1', amount: `${parseEther('1000')}`, usd: '50', ...paid },
    ])
    const claimsClose = new Date(payouts[1].until).getTime() / 1_000
    expect(claimsClose - Number(now)).toBeGreaterThan(181 * DAY)
    expect(actions).toMatchObject([{ kind: 'END_LOCK', lockId: '2' }])

    // The wallet takes all of it out: nothing of it is left.
    const claim = [1n, address, bonus, proofs.get(person.address) ?? []]
    await send(mine, BonusDistributor, bonusDistributorAbi, 'claim', claim)
    await send(mine, StakingPool, stakingPoolAbi, 'withdrawUnbonded', [nodeId, address])
    await send(mine, StakerLocks, stakerLocksAbi, 'withdraw', [1n, address])
    await send(mine, Escrow, escrowAbi, 'withdraw', [ETH_ADDRESS, address])
    expect((await stepsOf(person)).payouts).toEqual([])

    await pass(400 * DAY)
    const wallet = chain.deployment.vesting.team
    const vested = { address: wallet, abi: tokenVestingAbi, functionName: 'releasable', args: [AiigoToken] } as const
    const releasable = await chain.reader.readContract(vested)
    expect(releasable).toBeGreaterThan(parseEther('50000000'))
    const tokens = { kind: 'VESTED_TOKENS', contract: wallet.toLowerCase(), amount: `${releasable}`, ...paid }
    expect((await stepsOf(person)).payouts).toMatchObject([tokens])

    // Rewards of the community reach the second lock and the collateral.
    const { CommunityRewards } = chain.deployment.addresses
    await send(publicSale.privateKey, CommunityRewards, communityRewardsAbi, 'distribute', [])
    await pass(DAY)
    const yieldOf = { address: StakerLocks, abi: stakerLocksAbi, functionName: 'yieldOf', args: [address] } as const
    const yieldDue = await chain.reader.readContract(yieldOf)
    expect(yieldDue).toBeGreaterThan(parseEther('1'))
    const [earned] = (await stepsOf(person)).payouts
    expect(earned).toMatchObject({ kind: 'YIELD', contract: StakerLocks.toLowerCase(), amount: `${yieldDue}`, ...paid })
  }, 120_000)

  async function storeBonus(amount: bigint, root: string, proof: readonly Hex[]): Promise<void> {
    const startsAt = Date.parse('2026-03-02T00:00:00Z')
    const shares = { REFERRAL: 2_000, UPTIME: 4_000, PERFORMANCE: 4_000 }
    const parts = { REFERRAL: 0n, UPTIME: 0n, PERFORMANCE: amount }
    await inTransaction(api.storage, async (transaction) => {
      const period = { startsAt, endsAt: startsAt + 7 * DAY * 1_000 }
      await recordBonusPeriod(transaction, period, { budget: amount, shares }, [])
      await storeBonusEpoch(transaction, 1, startsAt, root, [{ account: person.address, amount, parts, proof }])
    })
  }
})
