import { GRANULARITIES, type ResourceType } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { amount, instant, oneOf } from '../db/columns.js'

const PriceCandleSchema = defineEntity({
  name: 'PriceCandle',
  tableName: 'price_candle',
  properties: {
    /** Type of the resource. */
    resourceType: p.text().$type<ResourceType>().primary(),
    /** A GPU model, OTHER, or ALL of the type. */
    resourceClass: p.text().primary(),
    /** A region, or ALL. */
    region: p.text().primary(),
    /** Payment token, lower case; zero address for ETH. */
    token: p.text().primary(),
    /** Length of the interval. */
    granularity: oneOf(GRANULARITIES).primary(),
    /** Start of the interval, UTC. */
    startsAt: instant().primary(),
    /** Median of the interval's first part, base units per million units of usage, as all prices here. */
    open: amount(),
    /** The highest median of a part. */
    high: amount(),
    /** The lowest median of a part. */
    low: amount(),
    /** Median of the last part. */
    close: amount(),
    /** 10th percentile of the whole interval. */
    p10: amount(),
    /** Median of the whole interval. */
    median: amount(),
    /** 90th percentile of the whole interval. */
    p90: amount(),
    /** Payments of settled tasks, base units. */
    volume: amount(),
    /** In the resource's unit. */
    usage: amount(),
    /** Settled tasks. */
    trades: p.integer(),
    /** Nodes with an ask. */
    asks: p.integer(),
    /** Providers behind it. */
    providers: p.integer(),
    /** Fewer than 5 providers: take it as a hint. */
    thin: p.boolean(),
  },
  indexes: [{ name: 'price_candle_time', properties: ['granularity', 'startsAt'] }],
})

/** A price index of one hour or day. */
export class PriceCandle extends PriceCandleSchema.class {}
PriceCandleSchema.setClass(PriceCandle)
