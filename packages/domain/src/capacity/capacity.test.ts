import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { REGIONS, RESOURCE_TYPES, TIERS } from '../resource.js'
import { alertKey, type Demand, type DemandPeak, type Supply, type TierPlan } from './CapacityCount.js'
import { checkTierPlan } from './checkTierPlan.js'
import { countCapacity } from './countCapacity.js'
import { CLOUD_PROVIDERS } from './platformTiers.js'
import { tiersFor } from './tiersFor.js'

const count = (facts: Partial<Parameters<typeof countCapacity>[0]>) =>
  countCapacity({ supply: [], demand: [], peaks: [], plans: [], ...facts })
const supply = (changes: Partial<Supply> = {}): Supply => ({
  resourceType: 'CPU',
  region: 'EU',
  tier: 'COMMUNITY',
  nodes: 1,
  units: 10,
  freeUnits: 10,
  unitUptime: (changes.units ?? 10) * 10_000,
  ...changes,
})
const demand = (changes: Partial<Demand> = {}): Demand => ({
  resourceType: 'CPU',
  region: 'EU',
  runningUnits: 0,
  waitingUnits: 0,
  ...changes,
})

describe('countCapacity', () => {
  const units = fc.integer({ min: 0, max: 50 })
  const place = { resourceType: fc.constantFrom(...RESOURCE_TYPES), region: fc.constantFrom(...REGIONS) }
  const supplies = fc.array(
    fc.record({
      ...place,
      tier: fc.constantFrom(...TIERS),
      nodes: units,
      units,
      freeUnits: units,
      unitUptime: fc.nat(500_000),
    }),
    { maxLength: 30 },
  )
  const demands = fc.array(
    fc.record({
      resourceType: place.resourceType,
      region: fc.constantFrom(...REGIONS, 'ANY'),
      runningUnits: units,
      waitingUnits: units,
    }),
    { maxLength: 30 },
  )
  const peaks = fc.uniqueArray(
    fc.record({ resourceType: place.resourceType, region: fc.constantFrom(...REGIONS, 'ANY', 'ALL'), units }),
    { selector: ({ resourceType, region }) => `${resourceType} ${region}` },
  )
  const plans: fc.Arbitrary<TierPlan[]> = fc.array(
    fc.record({ ...place, tier: fc.constantFrom('OWNED', 'CLOUD'), cloud: fc.constant(null), units }),
    { maxLength: 10 },
  )

  test('agrees with adding everything up by hand', () => {
    fc.assert(
      fc.property(supplies, demands, peaks, plans, (supplyFacts, demandFacts, peakFacts, planFacts) => {
        const { tiers, demand: rows } = countCapacity({
          supply: supplyFacts,
          demand: demandFacts,
          peaks: peakFacts as DemandPeak[],
          plans: planFacts,
        })
        // Independent: one pass over the facts into cells, then every cell looked up.
        const cells = new Map<string, number>()
        const add = (key: string, value: number) => cells.set(key, (cells.get(key) ?? 0) + value)
        for (const one of supplyFacts) {
          for (const region of [one.region, 'ALL']) {
            add(`units ${one.resourceType} ${region} ${one.tier}`, one.units)
            add(`free ${one.resourceType} ${region} ${one.tier}`, one.freeUnits)
            add(`uptime ${one.resourceType} ${region} ${one.tier}`, one.unitUptime)
          }
        }
        for (const one of demandFacts) {
          for (const region of [one.region, 'ALL']) {
            add(`demand ${one.resourceType} ${region}`, one.runningUnits + one.waitingUnits)
          }
        }
        for (const one of planFacts) {
          for (const region of [one.region, 'ALL']) add(`plan ${one.resourceType} ${region} ${one.tier}`, one.units)
        }
        const cell = (key: string) => cells.get(key) ?? 0
        expect(rows).toHaveLength(RESOURCE_TYPES.length * (REGIONS.length + 2))
        expect(tiers).toHaveLength(RESOURCE_TYPES.length * (REGIONS.length + 1) * TIERS.length)
        // All rows in one comparison: jest's own work on one for each figure took most of the time.
        const byHand = rows.map(({ resourceType, region }) => {
          const now = cell(`demand ${resourceType} ${region}`)
          const peak = peakFacts.find((p) => p.resourceType === resourceType && p.region === region)?.units
          return { demandUnits: now, plannedUnits: Math.max(now, peak ?? 0) }
        })
        expect(rows.map(({ demandUnits, plannedUnits }) => ({ demandUnits, plannedUnits }))).toEqual(byHand)
        const tiersByHand = tiers.map(({ resourceType, region, tier }) => {
          const key = `${resourceType} ${region} ${tier}`
          const units = cell(`units ${key}`)
          const planned = rows.find((d) => d.resourceType === resourceType && d.region === region)?.plannedUnits
          const percent = { OWNED: 20, CLOUD: 30, COMMUNITY: 50 }[tier]
          const noDataCentre = tier === 'OWNED' && !['US', 'EU', 'ASIA', 'ALL'].includes(region)
          const target = Math.ceil(((planned ?? 0) * percent) / 100)
          return {
            supplyUnits: units,
            freeUnits: cell(`free ${key}`),
            uptimeBps: units === 0 ? null : Math.floor(cell(`uptime ${key}`) / units),
            plannedUnits: tier === 'COMMUNITY' ? null : cell(`plan ${key}`),
            targetUnits: noDataCentre ? null : target,
            headroomUnits: noDataCentre ? null : units - target,
          }
        })
        expect(
          tiers.map(({ supplyUnits, freeUnits, uptimeBps, plannedUnits, targetUnits, headroomUnits }) => ({
            supplyUnits,
            freeUnits,
            uptimeBps,
            plannedUnits,
            targetUnits,
            headroomUnits,
          })),
        ).toEqual(tiersByHand)
      }),
      { numRuns: 100 },
    )
  })

  const alertsOf = (facts: Parameters<typeof count>[0]) => count(facts).alerts.map(alertKey)

  test('an empty market has no alerts', () => {
    expect(alertsOf({})).toEqual([])
  })

  test('tells where jobs wait and nothing is free', () => {
    const waiting = { demand: [demand({ waitingUnits: 1 })] }
    expect(alertsOf(waiting)).toContain('WAITING_WITHOUT_SUPPLY|CPU|EU|ALL')
    expect(alertsOf({ ...waiting, supply: [supply({ freeUnits: 0 })] })).toContain('WAITING_WITHOUT_SUPPLY|CPU|EU|ALL')
    expect(alertsOf({ ...waiting, supply: [supply({ tier: 'OWNED', freeUnits: 1 })] })).not.toContain(
      'WAITING_WITHOUT_SUPPLY|CPU|EU|ALL',
    )
  })

  test('tells which tiers are below their share of the demand, and by how much', () => {
    const { alerts, tiers } = count({
      demand: [demand({ runningUnits: 10 })],
      supply: [supply({ units: 5 }), supply({ tier: 'CLOUD', units: 2 }), supply({ tier: 'OWNED', units: 2 })],
    })
    const below = alerts.filter(({ code }) => code === 'BELOW_TARGET')
    expect(below.map(alertKey)).toEqual(['BELOW_TARGET|CPU|EU|CLOUD', 'BELOW_TARGET|CPU|ALL|CLOUD'])
    expect(below[0]).toMatchObject({ severity: 'WARNING', message: expect.stringContaining('3 units') })
    expect(
      tiers.find((row) => row.region === 'EU' && row.tier === 'CLOUD' && row.resourceType === 'CPU'),
    ).toMatchObject({
      targetUnits: 3,
      headroomUnits: -1,
    })
  })

  test('takes a plan that is not met more seriously where an SLA rests on it', () => {
    const plan = (tier: 'OWNED' | 'CLOUD'): TierPlan => ({
      tier,
      resourceType: 'CPU',
      region: 'EU',
      cloud: tier === 'CLOUD' ? 'AWS' : null,
      units: 4,
    })
    const severities = (tier: 'OWNED' | 'CLOUD', up: number) =>
      count({ plans: [plan(tier)], supply: [supply({ tier, units: up })] }).alerts.map(({ severity }) => severity)
    expect(severities('OWNED', 3)).toEqual(['CRITICAL', 'CRITICAL'])
    expect(severities('CLOUD', 3)).toEqual(['WARNING', 'WARNING'])
    expect(severities('OWNED', 4)).toEqual([])
  })

  test('tells when the platform’s own nodes miss what they guarantee, and only they', () => {
    const at = (unitUptime: number, tier: 'OWNED' | 'CLOUD' = 'OWNED') =>
      alertsOf({ supply: [supply({ tier, unitUptime })] })
    expect(at(99_990)).toEqual([])
    expect(at(99_989)).toEqual(['SLA_MISSED|CPU|EU|OWNED', 'SLA_MISSED|CPU|ALL|OWNED'])
    expect(at(50_000, 'CLOUD')).toEqual([])
  })

  test('a tenth of the community free is enough, less overflows', () => {
    expect(alertsOf({ supply: [supply({ units: 100, freeUnits: 10 })] })).toEqual([])
    expect(alertsOf({ supply: [supply({ units: 100, freeUnits: 9 })] })).toEqual([
      'OVERFLOW|CPU|EU|COMMUNITY',
      'OVERFLOW|CPU|ALL|COMMUNITY',
    ])
  })
})

describe('tiersFor', () => {
  const cpu = { resourceType: 'CPU' } as const
  const CALM = [['COMMUNITY'], ['CLOUD'], ['OWNED']]
  const FULL = [['COMMUNITY', 'CLOUD'], ['OWNED']]

  test('looks at the community first, platform nodes stand in', () => {
    expect(tiersFor(cpu, null)).toEqual(CALM)
    expect(tiersFor(cpu, count({ supply: [supply()] }))).toEqual(CALM)
    expect(tiersFor({ ...cpu, access: 'SMALL' }, null)).toEqual(CALM)
  })

  test('opens everything to enterprise contracts at once', () => {
    for (const access of ['ENTERPRISE', 'DIRECT'] as const)
      expect(tiersFor({ ...cpu, access }, count({ supply: [supply({ freeUnits: 0 })] }))).toEqual([
        ['OWNED', 'CLOUD', 'COMMUNITY'],
      ])
  })

  test('lets CLOUD in from the start while the community overflows or demand bursts', () => {
    expect(tiersFor(cpu, count({ supply: [supply({ units: 100, freeUnits: 9 })] }))).toEqual(FULL)
    expect(tiersFor(cpu, count({ supply: [supply()], demand: [demand({ waitingUnits: 11 })] }))).toEqual(FULL)
    expect(tiersFor(cpu, count({ supply: [supply()], demand: [demand({ waitingUnits: 10 })] }))).toEqual(CALM)
  })

  test('judges by the regions asked for, and by the type', () => {
    const usIsFull = count({ supply: [supply({ units: 100, freeUnits: 100 }), supply({ region: 'US', freeUnits: 0 })] })
    expect(tiersFor({ ...cpu, regions: ['US'] }, usIsFull)).toEqual(FULL)
    expect(tiersFor({ ...cpu, regions: ['EU'] }, usIsFull)).toEqual(CALM)
    expect(tiersFor({ ...cpu, regions: ['EU', 'US'] }, usIsFull)).toEqual(CALM)
    expect(tiersFor({ resourceType: 'GPU', regions: ['US'] }, usIsFull)).toEqual(CALM)
  })

  test('never refuses: whatever the state, the looks hold exactly the tiers that the buyer allows, each once', () => {
    const allowed = fc.option(fc.subarray([...TIERS], { minLength: 1 }), { nil: undefined })
    const access = fc.constantFrom(undefined, 'SMALL', 'STANDARD', 'ENTERPRISE', 'DIRECT')
    fc.assert(
      fc.property(allowed, access, fc.nat(10), fc.nat(20), (tiers, kind, freeUnits, waitingUnits) => {
        const state = count({ supply: [supply({ freeUnits })], demand: [demand({ waitingUnits })] })
        const looks = tiersFor({ ...cpu, tiers, access: kind as 'SMALL' | undefined }, state)
        expect(looks.flat().sort()).toEqual([...(tiers ?? TIERS)].sort())
        expect(looks.every((look) => look.length > 0)).toBe(true)
      }),
    )
  })
})

describe('checkTierPlan', () => {
  const fine = { tier: 'OWNED', region: 'EU', cloud: null, units: 1 }
  const fields = (changes: object) => checkTierPlan({ ...fine, ...changes }).map(({ field }) => field)

  test('takes data centres in their three regions, and leases of the known clouds anywhere', () => {
    for (const region of ['US', 'EU', 'ASIA']) expect(fields({ region })).toEqual([])
    for (const cloud of CLOUD_PROVIDERS) expect(fields({ tier: 'CLOUD', cloud, region: 'SA', units: 0 })).toEqual([])
  })

  test.each([
    [{ region: 'SA' }, ['input.region']],
    [{ region: 'MARS' }, ['input.region']],
    [{ tier: 'COMMUNITY' }, ['input.tier']],
    [{ tier: 'CLOUD' }, ['input.cloud']],
    [{ tier: 'CLOUD', cloud: 'IBM' }, ['input.cloud']],
    [{ cloud: 'AWS' }, ['input.cloud']],
    [{ units: -1 }, ['input.units']],
    [{ units: 1.5 }, ['input.units']],
    [{ units: 1_000_001 }, ['input.units']],
    [{ tier: 'COMMUNITY', region: 'X', units: -1 }, ['input.tier', 'input.region', 'input.units']],
  ])('refuses %j, naming all that is wrong', (changes, wrong) => {
    expect(fields(changes)).toEqual(wrong)
  })
})
