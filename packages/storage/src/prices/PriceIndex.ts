import type { ResourceType } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { amount, instant } from '../db/columns.js'

const PriceIndexSchema = defineEntity({
  name: 'PriceIndex',
  tableName: 'price_index',
  properties: {
    /** Type of the resource. */
    resourceType: p.text().$type<ResourceType>().primary(),
    /** A GPU model, OTHER, or ALL of the type. */
    resourceClass: p.text().primary(),
    /** A region, or ALL. */
    region: p.text().primary(),
    /** Payment token, lower case; zero address for ETH. */
    token: p.text().primary(),
    /** 10th percentile, base units per million units of usage. */
    p10: amount(),
    /** Base units per million units of usage. */
    median: amount(),
    /** 90th percentile, base units per million units of usage. */
    p90: amount(),
    /** Payments of settled tasks, base units. */
    volume: amount(),
    /** In the resource's unit. */
    usage: amount(),
    /** Share of the offered capacity that was sold, basis points. */
    soldBps: p.integer().nullable(),
    /** Settled tasks. */
    trades: p.integer(),
    /** Nodes with an ask. */
    asks: p.integer(),
    /** Providers behind it. */
    providers: p.integer(),
    /** Fewer than 5 providers: take it as a hint. */
    thin: p.boolean(),
    /** When a level moved last. */
    changedAt: instant(),
  },
})

/** A live price index as it was last worked out. Written by `replaceIndices` alone. */
export class PriceIndex extends PriceIndexSchema.class {}
PriceIndexSchema.setClass(PriceIndex)
