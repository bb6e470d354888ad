import { GRANULARITIES } from '@aiigo/domain'
import { defineEntity } from '@mikro-orm/core'
import { createdInstant, instant, oneOf } from '../db/columns.js'

const PriceIntervalSchema = defineEntity({
  name: 'PriceInterval',
  tableName: 'price_interval',
  properties: {
    /** Length of the interval. */
    granularity: oneOf(GRANULARITIES).primary(),
    /** Its start, UTC. */
    startsAt: instant().primary(),
    /** When a worker claimed it. */
    claimedAt: createdInstant(),
  },
})

/** An hour or day whose candles have been made. Written by `claimPriceInterval` alone. */
export class PriceInterval extends PriceIntervalSchema.class {}
PriceIntervalSchema.setClass(PriceInterval)
