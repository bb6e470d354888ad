import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const PartSignSchema = defineEntity({
  name: 'PartSign',
  tableName: 'part_sign',
  properties: {
    /** WORKER or API. */
    part: p.text().primary(),
    /** When any process of this kind last wrote that it works. */
    seenAt: instant(),
    /** Since when signs have come without a break; a start of a process is a break. */
    since: instant(),
  },
})

/** The latest sign of life of the platform's processes of one kind. */
export class PartSign extends PartSignSchema.class {}
PartSignSchema.setClass(PartSign)
