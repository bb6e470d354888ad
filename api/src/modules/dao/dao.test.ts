import { until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { validate } from 'graphql'
import { PROPOSALS_DOCUMENT } from '../../chain/createProposalLookup.js'
import { committedSubgraphSchema } from '../../gateway/subgraphSdl.js'
import { BLOCK_TIME, TREASURY } from '../../testing/answerOfDao.js'
import { deployment, startApi, type TestApi } from '../../testing/startApi.js'

const DAO = `{ dao { at treasury holdings { symbol token amount } vesting { row wallet allocation vested released start cliff end }
  votingDelaySeconds votingPeriodSeconds timelockSeconds proposalThreshold totalStaked unbondingSeconds } }`
const STANDINGS = 'query ($ids: [BigInt!]!) { proposalStandings(ids: $ids) { id stage quorum } }'

let api: TestApi
beforeAll(async () => {
  api = await startApi({}, { subgraph: true })
}, 90_000)
afterAll(() => api?.close())

test('anybody sees what the DAO has and goes by, and the chain is asked once for all of them', async () => {
  const { data } = await api.ask(DAO)
  expect(data.dao).toMatchObject({
    ...{ at: new Date(BLOCK_TIME * 1_000).toISOString(), treasury: TREASURY, totalStaked: '5' },
    ...{ votingDelaySeconds: 86_400, votingPeriodSeconds: 432_000, timelockSeconds: 172_800 },
    ...{ proposalThreshold: (10n ** 23n).toString(), unbondingSeconds: 1_209_600 },
  })
  expect(data.dao.holdings.map(({ symbol, amount }: { symbol: string; amount: string }) => [symbol, amount])).toEqual([
    ['ETH', '7'],
    ['USDC', '7'],
    ['AIIGO', '7'],
  ])
  const rows = data.dao.vesting.map(({ row, wallet }: { row: string; wallet: string }) => [row, wallet])
  expect(rows).toEqual([
    ['COMMUNITY_REWARDS', deployment.vesting.communityRewards],
    ['TEAM', deployment.vesting.team],
    ['PRIVATE_SALE', deployment.vesting.privateSale],
  ])
  expect(data.dao.vesting[1]).toMatchObject({ allocation: '9', vested: '5', released: '2' })
  const { asked } = api.remotes.dao
  await Promise.all(Array.from({ length: 5 }, () => api.ask(DAO)))
  expect(api.remotes.dao.asked).toBe(asked)

  api.remotes.dao.balance = 8n
  api.advance(6_000)
  expect((await api.ask(DAO)).data.dao.holdings[0].amount).toBe('8')
})

test('a proposal stands where the governor says; one that nobody made has no standing', async () => {
  api.remotes.dao.standings.set(11n, { state: 1, quorum: 40n }).set(12n, { state: 0, quorum: 40n })
  const { data } = await api.ask(STANDINGS, { ids: ['11', '12', '13'] })
  expect(data.proposalStandings).toEqual([
    { id: '11', stage: 'ACTIVE', quorum: '40' },
    { id: '12', stage: 'PENDING', quorum: null },
  ])
  api.remotes.dao.standings.set(11n, { state: 4, quorum: 40n })
  api.advance(3_000)
  expect((await api.ask(STANDINGS, { ids: ['11'] })).data.proposalStandings[0].stage).toBe('SUCCEEDED')
})

test('more than twenty proposals are too many at once', async () => {
  const ids = Array.from({ length: 21 }, (_, id) => String(id))
  const { errors } = await api.ask(STANDINGS, { ids })
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
})

test('the subgraph has what is asked of it', () => {
  expect(validate(committedSubgraphSchema(), PROPOSALS_DOCUMENT)).toEqual([])
})

test('numbers that are no proposals cost the chain nothing, and each id of a request has its cost', async () => {
  const { asked } = api.remotes.dao
  const ids = Array.from({ length: 20 }, (_, i) => String(2n ** 200n + BigInt(i)))
  const { data, extensions } = await api.ask(STANDINGS, { ids })
  expect(data.proposalStandings).toEqual([])
  expect(api.remotes.dao.asked).toBe(asked)
  expect(extensions.cost.requested).toBe(1 + 20 * (100 + 3))
})

test('what is only shown waits for a few places at the chain, and a payment does not wait for it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  api.remotes.held.chain = promise
  try {
    api.advance(60_000)
    const shown = api.ask(DAO)
    await until(() => api.remotes.open.chain === 16)
    // The fee is a part of each payment.
    const payment = api.ask('{ platform { feeBps } }')
    await until(() => api.remotes.open.chain > 16)
    resolve()
    expect((await shown).errors).toBeUndefined()
    expect((await payment).data.platform.feeBps).toBe(800)
  } finally {
    api.remotes.held.chain = null
    resolve()
  }
})
