import { readFile } from 'node:fs/promises'
import {
  ChainBlockDocument,
  ProtocolTotalsDocument,
  SubgraphDisputesDocument,
  SubgraphMovementsDocument,
  SubgraphNodesDocument,
  SubgraphPenaltiesDocument,
  SubgraphStakeMovementsDocument,
  SubgraphTasksDocument,
} from '@aiigo/client'
import { ETH_ADDRESS } from '@aiigo/domain'
import { afterEach, describe, expect, test } from '@jest/globals'
import { buildSchema, parse, validate } from 'graphql'
import { type FakePlatform, startFakePlatform } from '../testing/startFakePlatform.js'
import type { Analyst } from './Analyst.js'
import { createAnalyst } from './createAnalyst.js'

let platform: FakePlatform | undefined
let analyst: Analyst | undefined
afterEach(async () => {
  await analyst?.close()
  platform?.stop()
})

interface Variables {
  where: { id_gt?: string; [filter: string]: string | undefined }
  block: { number: number }
  first: number
}

/** A subgraph with some rows, that pages as graph-node does. */
async function withRows(root: string, rows: readonly { id: string }[]) {
  const pages: Variables[] = []
  platform = await startFakePlatform({
    api: {
      _meta: { block: { number: 77, hash: '0x01' }, hasIndexingErrors: false },
      [root]: (variables: Variables) => {
        pages.push(variables)
        const { where, first } = variables
        return rows.filter(({ id }) => id > (where.id_gt ?? '')).slice(0, first)
      },
    },
  })
  analyst = createAnalyst({ subgraphUrl: platform.apiUrl })
  return { analyst, pages }
}

const movement = (id: string, account: string, amount: string) => ({ id, kind: 'PROVIDER', account, amount })

describe('an analyst', () => {
  test('reads every row once, in pages at one block', async () => {
    const rows = ['01', '02', '03', '04', '05'].map((id) => ({ id }))
    const { analyst: me, pages } = await withRows('tasks', rows)
    const seen: string[] = []
    for await (const { id } of me.tasks({ where: { state: 'SETTLED' }, pageSize: 2 })) seen.push(id)
    expect(seen).toEqual(['01', '02', '03', '04', '05'])
    expect(pages.map(({ block }) => block.number)).toEqual([77, 77, 77])
    expect(pages.map(({ where }) => where)).toEqual([
      { state: 'SETTLED' },
      { state: 'SETTLED', id_gt: '02' },
      { state: 'SETTLED', id_gt: '04' },
    ])
  })

  test('goes on behind a row that was dealt with, at the block it names', async () => {
    const { analyst: me, pages } = await withRows('tasks', [{ id: '01' }, { id: '02' }])
    const seen: string[] = []
    for await (const { id } of me.tasks({ after: '01', block: 70 })) seen.push(id)
    expect(seen).toEqual(['02'])
    expect(pages[0]?.block).toEqual({ number: 70 })
  })

  test('adds up what providers earned', async () => {
    const { analyst: me, pages } = await withRows('escrowMovements', [
      movement('01', '0xa', '5'),
      movement('02', '0xb', '900000000000000000000'),
      movement('03', '0xa', '7'),
    ])
    expect(await me.topEarners({ token: ETH_ADDRESS, since: 100, until: 200 })).toEqual([
      { provider: '0xb', earned: 900_000_000_000_000_000_000n, tasks: 1 },
      { provider: '0xa', earned: 12n, tasks: 2 },
    ])
    expect(pages[0]?.where).toEqual({
      ...{ kind: 'PROVIDER', token: ETH_ADDRESS, timestamp_gte: '100', timestamp_lt: '200' },
    })
  })

  test('adds settlements up by day', async () => {
    const task = (id: string, updatedAt: string, cost: string, fee: string) => ({ id, updatedAt, cost, fee })
    const { analyst: me } = await withRows('tasks', [
      task('01', '1796169600', '100', '8'),
      task('02', '1796169599', '50', '4'),
      task('03', '1796255999', '25', '2'),
    ])
    expect(await me.settlements({ token: ETH_ADDRESS })).toEqual([
      { day: '2026-12-01', tasks: 1, volume: 50n, fees: 4n },
      { day: '2026-12-02', tasks: 2, volume: 125n, fees: 10n },
    ])
  })

  test('says what is missing when the subgraph alone is asked for prices', async () => {
    const { analyst: me } = await withRows('tasks', [])
    await expect(me.kpis()).rejects.toMatchObject({ code: 'API_URL_MISSING' })
    expect(() => createAnalyst({})).toThrow(expect.objectContaining({ code: 'API_URL_MISSING' }))
  })

  test.each([
    ['block', ChainBlockDocument],
    ['totals', ProtocolTotalsDocument],
    ['tasks', SubgraphTasksDocument],
    ['nodes', SubgraphNodesDocument],
    ['movements', SubgraphMovementsDocument],
    ['penalties', SubgraphPenaltiesDocument],
    ['stakeMovements', SubgraphStakeMovementsDocument],
    ['disputes', SubgraphDisputesDocument],
  ])('asks for %s in a query that the subgraph’s own endpoint answers', async (_, document) => {
    const schema = buildSchema(await readFile('api/src/gateway/subgraph-api.graphql', 'utf8'))
    expect(validate(schema, parse(String(document)))).toEqual([])
  })
})
