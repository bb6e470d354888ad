import { GRANULARITIES } from '@aiigo/domain'
import { defineEntity } from '@mikro-orm/core'
import { createdInstant, instant, oneOf } from '../db/columns.js'

const PriceIntervalSchema = defineEntity({
  name: 'PriceInterval',
  tableName: 'price_interval',
  properties: {
    granularity: oneOf(GRANULARITIES).primary(),
    startsAt: instant().primary(),
    claimedAt: createdInstant(),
  },
})

/** An hour or day whose candles have been made. Written by `claimPriceInterval` alone. */
export class PriceInterval extends PriceIntervalSchema.class {}
PriceIntervalSchema.setClass(PriceInterval)
