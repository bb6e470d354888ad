import type { CapacityCount as Count } from '@aiigo/domain'
import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const CapacityCountSchema = defineEntity({
  name: 'CapacityCount',
  tableName: 'capacity_count',
  properties: {
    /** Always true: there is one row. */
    only: p.boolean().$type<Opt<boolean>>().default(true).primary(),
    /** When it was counted. */
    at: instant(),
    /** Supply and demand by type, region and tier, in units. */
    count: p.json<Pick<Count, 'tiers' | 'demand'>>(),
  },
  checks: [{ name: 'capacity_count_one_row', expression: `"only"` }],
})

/** The last count of capacity. Written by `storeCapacity` alone. */
export class CapacityCount extends CapacityCountSchema.class {}
CapacityCountSchema.setClass(CapacityCount)
