import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'

const ChainCursorSchema = defineEntity({
  name: 'ChainCursor',
  tableName: 'chain_cursor',
  properties: {
    /** Name of the reader. */
    id: p.text().primary(),
    /** The newest block that it has dealt with. */
    block: counter(),
    /** Hash of that block, which shows a reorganised chain. */
    blockHash: p.text().nullable(),
    /** When the reader got there. */
    updatedAt: instant(),
  },
})

/** How far a reader of the chain has got. */
export class ChainCursor extends ChainCursorSchema.class {}
ChainCursorSchema.setClass(ChainCursor)
