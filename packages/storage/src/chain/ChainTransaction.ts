import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { amount, counter, createdInstant, oneOf } from '../db/columns.js'
import { CHAIN_TRANSACTION_STATES } from './ChainTransactionState.js'

const ChainTransactionSchema = defineEntity({
  name: 'ChainTransaction',
  tableName: 'chain_transaction',
  properties: {
    /** The effect's id. */
    id: p.uuid().primary(),
    kind: p.text(),
    /** Task or challenge id. */
    subject: p.text(),
    fromAddress: p.text(),
    nonce: counter(),
    toAddress: p.text(),
    data: p.text(),
    /** Wei. */
    value: amount(),
    /** Known as soon as it is signed. */
    hash: p.text().nullable(),
    /** The signed transaction, so that it can be sent again byte by byte. */
    raw: p.text().nullable(),
    /** Of the same nonce, signed before with lower fees: any of them may be the one that is mined. */
    earlierHashes: p.json<string[]>().$type<Opt<string[]>>().default('[]'),
    state: oneOf(CHAIN_TRANSACTION_STATES),
    block: counter().nullable(),
    /** Whether its block has the confirmations after which nobody looks back. */
    final: p.boolean().$type<Opt<boolean>>().default(false),
    error: p.text().nullable(),
    createdAt: createdInstant(),
    updatedAt: createdInstant(),
  },
  uniques: [{ name: 'chain_transaction_nonce', properties: ['fromAddress', 'nonce'] }],
  indexes: [
    {
      name: 'chain_transaction_provisional',
      properties: ['fromAddress', 'block'],
      where: `"state" = 'MINED' and not "final"`,
    },
    { name: 'chain_transaction_open', properties: ['fromAddress', 'nonce'], where: `"state" in ('PREPARED', 'SENT')` },
  ],
})

/** A transaction of the platform, saved before it is sent. */
export class ChainTransaction extends ChainTransactionSchema.class {}
ChainTransactionSchema.setClass(ChainTransaction)
