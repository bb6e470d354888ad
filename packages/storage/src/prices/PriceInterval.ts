import type { Granularity } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, instant } from '../db/columns.js'

const PriceIntervalSchema = defineEntity({
  name: 'PriceInterval',
  tableName: 'price_interval',
  properties: {
    granularity: p.text().$type<Granularity>().primary(),
    startsAt: instant().primary(),
    takenAt: createdInstant(),
  },
})

/** An hour or day whose candles have been made. Written by `takePriceInterval` alone. */
export class PriceInterval extends PriceIntervalSchema.class {}
PriceIntervalSchema.setClass(PriceInterval)
