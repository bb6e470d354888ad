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
  },
})

/** The latest sign of life of the platform's processes of one kind. */
export class PartSign extends PartSignSchema.class {}
PartSignSchema.setClass(PartSign)
