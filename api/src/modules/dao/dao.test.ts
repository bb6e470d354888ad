import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { BLOCK_TIME, TREASURY } from '../../testing/answerOfDao.js'
import { deployment, startApi, type TestApi } from '../../testing/startApi.js'

const DAO = `{ dao { at treasury holdings { symbol token amount } vesting { row wallet allocation vested released start cliff end }
  votingDelaySeconds votingPeriodSeconds timelockSeconds proposalThreshold totalStaked unbondingSeconds } }`
const STANDINGS = 'query ($ids: [BigInt!]!) { proposalStandings(ids: $ids) { id stage quorum } }'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
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

test('a proposal stands where the governor says; one that it does not know has no standing', async () => {
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
