import type { ResourceType } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { amount, instant } from '../db/columns.js'

const PriceIndexSchema = defineEntity({
  name: 'PriceIndex',
  tableName: 'price_index',
  properties: {
    resourceType: p.text().$type<ResourceType>().primary(),
    /** A GPU model, OTHER, or ALL of the type. */
    resourceClass: p.text().primary(),
    /** A region, or ALL. */
    region: p.text().primary(),
    token: p.text().primary(),
    /** Base units per million units of usage. */
    p10: amount(),
    median: amount(),
    p90: amount(),
    /** Payments of settled tasks, base units. */
    volume: amount(),
    /** In the resource's unit. */
    usage: amount(),
    /** Share of the offered capacity that was sold, basis points. */
    soldBps: p.integer().nullable(),
    trades: p.integer(),
    asks: p.integer(),
    providers: p.integer(),
    thin: p.boolean(),
    /** When a level moved last. */
    changedAt: instant(),
  },
})

/** A live price index as it was last worked out. Written by `replaceIndices` alone. */
export class PriceIndex extends PriceIndexSchema.class {}
PriceIndexSchema.setClass(PriceIndex)
