import type { ResourceType } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'

const DemandHourSchema = defineEntity({
  name: 'DemandHour',
  tableName: 'demand_hour',
  properties: {
    /** Its start, UTC. */
    hour: instant().primary(),
    /** Type of the resource. */
    resourceType: p.text().$type<ResourceType>().primary(),
    /** A region, ANY or ALL. */
    region: p.text().primary(),
    /** The highest demand of the hour, units. */
    peakUnits: counter(),
  },
})

/** The highest demand that was counted in an hour. */
export class DemandHour extends DemandHourSchema.class {}
DemandHourSchema.setClass(DemandHour)
