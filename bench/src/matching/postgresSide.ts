import { RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { type MatchRequest, PROFILES } from '@aiigo/matching'
import type { Client } from 'pg'
import type { Columns } from './columns.js'
import { latencyViews } from './latencyOf.js'
import type { Ranked } from './sides.js'

/** Three ways to index for these queries; none can serve the order, which is computed from the request. */
export const DESIGNS = {
  /** One index for each filter, combined as bitmaps. */
  single: [
    'create index on market (type, rate) where open',
    'create index on market (type, uptime) where open',
    'create index on market (type, region, level) where open',
    'create index on market (type, model) where open',
  ],
  /** The equalities first, the range after them. */
  composite: ['create index on market (type, region, level, rate) where open'],
  /** Everything a query reads, so that the table isn't touched. */
  covering: [
    `create index on market (type, rate) include (id, tier, level, region, units, price, memory, reputation, power, latency, uptime, vram, ram,
       bandwidth, tflops, model) where open`,
  ],
} as const
export type Design = keyof typeof DESIGNS

const BATCH = 20_000

/** Fills a table with the same figures that the other sides have. */
export async function fillMarket(client: Client, columns: Columns): Promise<void> {
  await client.query(`create unlogged table market (
    id text not null, rate bigint not null, price real not null, memory real not null, vram real not null, ram real not null,
    bandwidth real not null, tflops real not null, type smallint not null, tier smallint not null, level smallint not null,
    region smallint not null, units smallint not null, reputation smallint not null, power smallint not null,
    latency smallint not null, uptime smallint not null, model smallint not null, open boolean not null)`)
  const fields = [
    'id',
    'rate',
    'price',
    'memory',
    'vram',
    'ram',
    'bandwidth',
    'tflops',
    'type',
    'tier',
    'level',
    'region',
    'units',
    'reputation',
    'power',
    'latency',
    'uptime',
    'model',
    'open',
  ]
  const types = [
    'text',
    'bigint',
    'real',
    'real',
    'real',
    'real',
    'real',
    'real',
    ...Array.from({ length: 10 }, () => 'smallint'),
    'boolean',
  ]
  const text = `insert into market (${fields.join(', ')}) select * from unnest(${types.map((type, i) => `$${i + 1}::${type}[]`).join(', ')})`
  for (let from = 0; from < columns.count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, columns.count - from) }, (_, i) => from + i)
    const kind = (row: number): number => columns.class[row] as number
    const hex = (value: number): string => value.toString(16).padStart(8, '0')
    await client.query(text, [
      rows.map((row) => `0x${hex(columns.idHigh[row] as number)}${hex(columns.idLow[row] as number)}`),
      rows.map((row) => String(columns.rate[row])),
      rows.map((row) => columns.price[row]),
      rows.map((row) => columns.memory[row]),
      rows.map((row) => columns.vram[row]),
      rows.map((row) => columns.ram[row]),
      rows.map((row) => columns.bandwidth[row]),
      rows.map((row) => columns.tflops[row]),
      rows.map((row) => columns.type[row]),
      rows.map((row) => (kind(row) === 255 ? 0 : Math.floor(kind(row) / 5))),
      rows.map((row) => (kind(row) === 255 ? 0 : kind(row) % 5)),
      rows.map((row) => columns.region[row]),
      rows.map((row) => columns.units[row]),
      rows.map((row) => columns.reputation[row]),
      rows.map((row) => columns.power[row]),
      rows.map((row) => columns.latency[row]),
      rows.map((row) => columns.uptime[row]),
      rows.map((row) => columns.model[row]),
      rows.map((row) => kind(row) !== 255),
    ])
  }
}

export async function useDesign(client: Client, design: Design): Promise<void> {
  const { rows } = await client.query<{ indexname: string }>(
    "select indexname from pg_indexes where tablename = 'market'",
  )
  for (const { indexname } of rows) await client.query(`drop index "${indexname}"`)
  for (const statement of DESIGNS[design]) await client.query(statement)
  await client.query('vacuum analyze market')
}

/** One prepared statement for each set of filters, as an application would have it. */
export function createPostgresSide(client: Client, models: readonly string[]) {
  const names = new Map<string, string>()
  return {
    async match(request: MatchRequest, k: number): Promise<Ranked[]> {
      const weights = typeof request.weights === 'string' ? PROFILES[request.weights] : request.weights
      const values: unknown[] = []
      const bind = (value: unknown, type: string): string => `$${values.push(value)}::${type}`
      const { hardware = {} } = request
      const views = latencyViews(request)
      const where = [
        `type = ${bind(RESOURCE_TYPES.indexOf(request.resourceType), 'smallint')}`,
        'open',
        `rate <= ${bind(String(request.maxRate), 'bigint')}`,
        `units >= ${bind(request.units, 'smallint')}`,
        `memory >= ${bind(request.memoryMiB, 'real')}`,
      ]
      if (request.regions) {
        const codes = views.flatMap(({ wanted }, code) => (wanted ? [code] : []))
        where.push(`region = any(${bind(codes, 'smallint[]')})`)
      }
      if (request.tiers) {
        where.push(
          `tier = any(${bind(
            request.tiers.map((tier) => TIERS.indexOf(tier)),
            'smallint[]',
          )})`,
        )
      }
      if (request.minTrustLevel) {
        where.push(`level >= ${bind(TRUST_LEVELS.indexOf(request.minTrustLevel), 'smallint')}`)
      }
      if (request.minUptimeBps !== undefined) where.push(`uptime >= ${bind(request.minUptimeBps, 'smallint')}`)
      if (request.maxLatencyMs !== undefined) {
        where.push(
          `latency <= (${bind(
            views.map(({ most }) => most),
            'int[]',
          )})[region + 1]`,
        )
      }
      if (hardware.minVramGiB !== undefined) where.push(`vram >= ${bind(hardware.minVramGiB, 'real')}`)
      if (hardware.minRamGiB !== undefined) where.push(`ram >= ${bind(hardware.minRamGiB, 'real')}`)
      if (hardware.minBandwidthMbps !== undefined) where.push(`bandwidth >= ${bind(hardware.minBandwidthMbps, 'real')}`)
      if (request.minTflops !== undefined) where.push(`tflops >= ${bind(request.minTflops, 'real')}`)
      if (hardware.model !== undefined) {
        const wanted = hardware.model.toLowerCase()
        const codes = models.flatMap((model, code) => (model.toLowerCase().includes(wanted) ? [code] : []))
        where.push(`model = any(${bind(codes, 'smallint[]')})`)
      }
      const perUnit = bind(Math.fround(30_000 / Math.fround(Number(request.maxRate))), 'real')
      const a = bind(
        views.map((view) => view.a),
        'int[]',
      )
      const b = bind(
        views.map((view) => view.b),
        'int[]',
      )
      const text = `select id, ${bind(weights.price, 'int')} * greatest(0, trunc(30000::real - price * ${perUnit})::int)
        + ${bind(weights.reputation, 'int')} * reputation
        + ${bind(weights.latency, 'int')} * greatest(0, (${a})[region + 1] - (${b})[region + 1] * latency)
        + ${bind(weights.uptime, 'int')} * 30 * greatest(0, uptime - 9000)
        + ${bind(weights.verifiedPower, 'int')} * power as points
        from market where ${where.join(' and ')}
        order by points desc, greatest(2, level) desc, id limit ${bind(k, 'int')}`
      let name = names.get(text)
      if (!name) {
        name = `match${names.size}`
        names.set(text, name)
      }
      const { rows } = await client.query<{ id: string; points: number }>({ name, text, values })
      return rows.map(({ id, points }) => ({ nodeId: id, points }))
    },
  }
}
