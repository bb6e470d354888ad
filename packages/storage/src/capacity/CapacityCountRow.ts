import type { CapacityCount } from '@aiigo/domain'
import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const CapacityCountRowSchema = defineEntity({
  name: 'CapacityCountRow',
  tableName: 'capacity_count',
  properties: {
    /** Always true: there is one row. */
    only: p.boolean().$type<Opt<boolean>>().default(true).primary(),
    at: instant(),
    count: p.json<Pick<CapacityCount, 'tiers' | 'demand'>>(),
  },
  checks: [{ name: 'capacity_count_one_row', expression: `"only"` }],
})

/** The last count of capacity. Written by `storeCapacity` alone. */
export class CapacityCountRow extends CapacityCountRowSchema.class {}
CapacityCountRowSchema.setClass(CapacityCountRow)
