import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'

const ChainCursorSchema = defineEntity({
  name: 'ChainCursor',
  tableName: 'chain_cursor',
  properties: {
    id: p.text().primary(),
    block: counter(),
    blockHash: p.text().nullable(),
    updatedAt: instant(),
  },
})

/** How far a reader of the chain has got. */
export class ChainCursor extends ChainCursorSchema.class {}
ChainCursorSchema.setClass(ChainCursor)
