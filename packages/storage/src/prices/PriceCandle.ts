import { GRANULARITIES, type ResourceType } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { amount, instant, oneOf } from '../db/columns.js'

const PriceCandleSchema = defineEntity({
  name: 'PriceCandle',
  tableName: 'price_candle',
  properties: {
    resourceType: p.text().$type<ResourceType>().primary(),
    resourceClass: p.text().primary(),
    region: p.text().primary(),
    token: p.text().primary(),
    granularity: oneOf(GRANULARITIES).primary(),
    startsAt: instant().primary(),
    /** Medians of the interval's parts, base units per million units of usage, and the highest and lowest of them. */
    open: amount(),
    high: amount(),
    low: amount(),
    close: amount(),
    /** Of the whole interval. */
    p10: amount(),
    median: amount(),
    p90: amount(),
    /** Payments of settled tasks, base units. */
    volume: amount(),
    /** In the resource's unit. */
    usage: amount(),
    trades: p.integer(),
    asks: p.integer(),
    providers: p.integer(),
    thin: p.boolean(),
  },
  indexes: [{ name: 'price_candle_time', properties: ['granularity', 'startsAt'] }],
})

/** A price index of one hour or day. */
export class PriceCandle extends PriceCandleSchema.class {}
PriceCandleSchema.setClass(PriceCandle)
