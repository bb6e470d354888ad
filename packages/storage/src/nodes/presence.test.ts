import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { inTransaction, Node, prunePresence, recordProviderDays, refreshUptime, type Storage } from '../index.js'
import { makeNode } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

const DAY = 86_400_000
const NOW = Date.parse('2026-06-15T10:30:00Z')

let storage: Storage

withStorage((opened) => {
  storage = opened
})
beforeEach(async () => {
  await storage.fork().execute('truncate node, presence_span, node_uptime, provider_day cascade')
})

interface Span {
  node: string
  provider: string
  meant: boolean
  online: boolean
  since: number
  until: number | null
}

async function insert(spans: readonly Span[]): Promise<void> {
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  await storage.fork().execute(
    `insert into presence_span (node_id, provider, meant, online, since, until)
     select s.node, s.provider, s.meant, s.online, s.since, s.until from jsonb_to_recordset(?::jsonb)
       as s (node text, provider text, meant boolean, online boolean, since timestamptz, until timestamptz)`,
    [JSON.stringify(spans.map((span) => ({ ...span, since: iso(span.since), until: iso(span.until) })))],
  )
}

const spansOf = (nodeId: string) =>
  storage
    .fork()
    .execute<{ meant: boolean; online: boolean; open: boolean }[]>(
      'select meant, online, until is null as open from presence_span where node_id = ? order by id',
      [nodeId],
    )
const uptimeOf = async (id: string) => (await storage.fork().findOneOrFail(Node, { id })).uptimeBps
const refresh = (limit = 100, now: number | null = NOW) =>
  inTransaction(storage, (em) => refreshUptime(em, limit, now === null ? null : new Date(now)))

describe('presence spans', () => {
  test('follow every change of a node, whoever makes it, and heartbeats leave them alone', async () => {
    const { id } = await makeNode(storage.fork(), { state: 'PENDING', online: false })
    expect(await spansOf(id)).toEqual([])
    const set = (changes: Partial<Node>) => storage.fork().nativeUpdate(Node, { id }, changes)
    await set({ online: true })
    await set({ state: 'ACTIVE' })
    await set({ lastHeartbeatAt: new Date(), reputation: 6_000 })
    await set({ online: false })
    await set({ availability: 'DRAINING' })
    await set({ availability: 'AVAILABLE', online: true })
    await set({ spec: { schedule: [[0, 600]] } })
    expect(await spansOf(id)).toEqual([
      { meant: false, online: true, open: false },
      { meant: true, online: true, open: false },
      { meant: true, online: false, open: false },
      { meant: true, online: true, open: false },
      { meant: true, online: true, open: true },
    ])
  })

  test('join without gaps', async () => {
    const { id } = await makeNode(storage.fork())
    for (const online of [false, true, false]) await storage.fork().nativeUpdate(Node, { id }, { online })
    const [row] = await storage.fork().execute<{ gaps: string }[]>(
      `select count(*) as gaps from presence_span a join presence_span b on b.node_id = a.node_id and b.id = (
         select min(id) from presence_span where node_id = a.node_id and id > a.id) where a.until <> b.since`,
    )
    expect(Number(row?.gaps)).toBe(0)
    expect(await spansOf(id)).toHaveLength(4)
  })
})

describe('refreshUptime', () => {
  test('is the share of the last 30 days that a node was online while meant to work', async () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((seed / 2_147_483_648) * below)
    }
    const spans: Span[] = []
    for (let n = 0; n < 25; n++) {
      const node = await makeNode(storage.fork())
      await storage.fork().execute('delete from presence_span where node_id = ?', [node.id])
      let since = NOW - (20 + random(40)) * DAY
      while (since < NOW + DAY) {
        const until = since + 1_000 * (1 + random(5 * 86_400))
        const meant = random(4) > 0
        const online = meant ? random(5) > 0 : true
        if (random(6) > 0) {
          const open = until > NOW + DAY
          spans.push({ node: node.id, provider: node.provider, meant, online, since, until: open ? null : until })
        }
        since = until
      }
    }
    await insert(spans)
    await storage.fork().execute(`update node_uptime set computed_at = '-infinity'`)
    await refresh()
    // Independent: whole milliseconds, span by span.
    const from = NOW - 30 * DAY
    for (const id of new Set(spans.map(({ node }) => node))) {
      let [meantMs, onlineMs] = [0n, 0n]
      for (const { node, meant, online, since, until } of spans) {
        const ms = Math.min(until ?? NOW, NOW) - Math.max(since, from)
        if (node !== id || !meant || ms <= 0) continue
        meantMs += BigInt(ms)
        if (online) onlineMs += BigInt(ms)
      }
      expect([id, await uptimeOf(id)]).toEqual([id, meantMs === 0n ? 10_000 : Number((onlineMs * 10_000n) / meantMs)])
    }
  })

  test('is 10 000 while a node was never meant to work, and rounds down', async () => {
    const idle = await makeNode(storage.fork(), { state: 'PENDING', uptimeBps: 5 })
    const almost = await makeNode(storage.fork())
    await storage.fork().execute('delete from presence_span')
    const span = { node: almost.id, provider: almost.provider, meant: true }
    await insert([
      { ...span, online: true, since: NOW - 10 * DAY, until: NOW - 1_000 },
      { ...span, online: false, since: NOW - 1_000, until: null },
    ])
    await refresh()
    expect([await uptimeOf(idle.id), await uptimeOf(almost.id)]).toEqual([10_000, 9_999])
  })

  test('counts the hours of a schedule only, as it was at the time', async () => {
    // NOW is a Monday, 10:30 UTC. Open Monday 8 to 12 and 10 to 13 (they overlap) and Tuesday 0 to 1.
    const schedule = [
      [480, 720],
      [600, 780],
      [1_440, 1_500],
    ]
    const { id, provider } = await makeNode(storage.fork())
    await storage.fork().execute('delete from presence_span')
    const at = (text: string) => new Date(text).toISOString()
    const rows = [
      // Last week's Monday: open 8 to 13, away from 11 on; Tuesday: away 00:30 to 01:00. Nothing else is in its hours.
      [true, schedule, '2026-06-07T20:00Z', '2026-06-08T11:00Z'],
      [false, schedule, '2026-06-08T11:00Z', '2026-06-08T23:00Z'],
      [true, schedule, '2026-06-08T23:00Z', '2026-06-09T00:30Z'],
      [false, schedule, '2026-06-09T00:30Z', '2026-06-14T00:00Z'],
      // Without a schedule at the time, every hour counts.
      [true, null, '2026-06-14T00:00Z', '2026-06-14T04:00Z'],
    ] as const
    for (const [online, hours, since, until] of rows) {
      await storage
        .fork()
        .execute(
          'insert into presence_span (node_id, provider, meant, online, schedule, since, until) values (?, ?, true, ?, ?::jsonb, ?, ?)',
          [id, provider, online, hours === null ? null : JSON.stringify(hours), at(since), at(until)],
        )
    }
    await refresh()
    // Online 3 + 0.5 + 4 of 5 + 1 + 4 hours.
    expect(await uptimeOf(id)).toBe(7_500)
  })

  test('takes the oldest figures first, each at most once a minute', async () => {
    for (let n = 0; n < 5; n++) {
      const { id } = await makeNode(storage.fork(), { uptimeBps: 1 })
      await storage.fork().execute('delete from presence_span where node_id = ?', [id])
    }
    expect([await refresh(2), await refresh(2), await refresh(2), await refresh(2)]).toEqual([2, 2, 1, 0])
    await storage.fork().execute('update node set uptime_bps = 1')
    expect(await refresh(100, NOW + 60_000)).toBe(0)
    expect(await refresh(100, NOW + 60_001)).toBe(5)
  })
})

describe('provider days', () => {
  const provider = `0x${randomBytes(20).toString('hex')}`
  const span = (since: string, until: string | null, changes: Partial<Span> = {}): Span => ({
    node: `0x${randomBytes(8).toString('hex')}`,
    provider,
    meant: true,
    online: true,
    since: Date.parse(since),
    until: until === null ? null : Date.parse(until),
    ...changes,
  })
  const days = async () =>
    (
      await storage
        .fork()
        .execute<{ day: string }[]>('select day::text from provider_day where provider = ? order by day', [provider])
    ).map(({ day }) => day)
  const note = (now: string) => recordProviderDays(storage.fork(), new Date(now))

  test('are the UTC days with a node online, none twice, midnight to the day that begins', async () => {
    await insert([
      span('2026-06-01T23:59:59Z', '2026-06-02T00:00:00Z'),
      span('2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z'),
      span('2026-06-04T00:00:00Z', '2026-06-05T00:00:01Z'),
      span('2026-06-07T00:00:00Z', null, { online: false }),
    ])
    await note('2026-06-20T00:00:00Z')
    expect(await days()).toEqual(['2026-06-01', '2026-06-04', '2026-06-05'])
  })

  test('go on where they stopped, however long ago', async () => {
    await insert([span('2026-06-10T12:00:00Z', null)])
    await note('2026-06-10T13:00:00Z')
    await note('2026-06-10T14:00:00Z')
    expect(await days()).toEqual(['2026-06-10'])
    await note('2026-06-13T08:00:00Z')
    expect(await days()).toEqual(['2026-06-10', '2026-06-11', '2026-06-12', '2026-06-13'])
  })

  test('outlive the spans that they were noted from', async () => {
    await insert([span('2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z'), span('2026-07-20T00:00:00Z', null)])
    await note('2026-07-20T01:00:00Z')
    await prunePresence(storage.fork(), new Date('2026-07-20T01:00:00Z'))
    const [left] = await storage.fork().execute<{ spans: string }[]>('select count(*) as spans from presence_span')
    expect([Number(left?.spans), await days()]).toEqual([1, ['2026-06-01', '2026-07-20']])
    await prunePresence(storage.fork(), new Date('2026-11-01T00:00:00Z'))
    expect(await days()).toEqual(['2026-07-20'])
  })
})
