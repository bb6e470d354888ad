import { defineEntity, p } from '@mikro-orm/core'

const ProviderDaySchema = defineEntity({
  name: 'ProviderDay',
  tableName: 'provider_day',
  properties: {
    /** UTC. */
    day: p.date().primary(),
    /** Wallet, lower case. */
    provider: p.text().primary(),
  },
})

/** A day on which a provider had a node online. Written by `recordProviderDays` alone. */
export class ProviderDay extends ProviderDaySchema.class {}
ProviderDaySchema.setClass(ProviderDay)
