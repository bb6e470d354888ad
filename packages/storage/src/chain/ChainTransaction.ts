import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { amount, counter, createdInstant, oneOf } from '../db/columns.js'
import { CHAIN_TRANSACTION_STATES } from './ChainTransactionState.js'

const ChainTransactionSchema = defineEntity({
  name: 'ChainTransaction',
  tableName: 'chain_transaction',
  properties: {
    /** Its own id; a replacement with higher fees keeps it. */
    id: p.uuid().primary(),
    /** Name of its effect, such as `submitResult`; `batch` when it carries several. */
    kind: p.text(),
    /** Subject of its effect, such as a task's id; the recipient of a batch. */
    subject: p.text(),
    /** The platform's wallet that sends it, lower case. */
    fromAddress: p.text(),
    /** Its number in that wallet. */
    nonce: counter(),
    /** Recipient, lower case. */
    toAddress: p.text(),
    /** Known as soon as it is signed. */
    hash: p.text().nullable(),
    /** The signed transaction, so that it can be sent again byte by byte. */
    raw: p.text().nullable(),
    /** Of the same nonce, signed before with lower fees: any of them may be the one that is mined. */
    earlierHashes: p.json<string[]>().$type<Opt<string[]>>().default('[]'),
    /**
     * PREPARED: signed and saved. SENT: given to the chain. MINED: in a block, succeeded. FAILED: reverted. REPLACED:
     * its nonce was used by another.
     */
    state: oneOf(CHAIN_TRANSACTION_STATES),
    /** The block that has it; null before. */
    block: counter().nullable(),
    /** Whether its block has the confirmations after which the worker stops checking it. */
    final: p.boolean().$type<Opt<boolean>>().default(false),
    /** Wei that its block took for gas; null before. */
    spent: amount().nullable(),
    /** Why it failed, for people. */
    error: p.text().nullable(),
    /** When the row was made. */
    createdAt: createdInstant(),
    /** When the state changed last. */
    updatedAt: createdInstant(),
  },
  uniques: [{ name: 'chain_transaction_nonce', properties: ['fromAddress', 'nonce'] }],
  indexes: [
    {
      name: 'chain_transaction_provisional',
      properties: ['fromAddress', 'block'],
      where: `"state" = 'MINED' and not "final"`,
    },
    { name: 'chain_transaction_spent', properties: ['updatedAt'], where: `"spent" is not null` },
    { name: 'chain_transaction_open', properties: ['fromAddress', 'nonce'], where: `"state" in ('PREPARED', 'SENT')` },
  ],
})

/** A transaction of the platform, saved before it is sent. */
export class ChainTransaction extends ChainTransactionSchema.class {}
ChainTransactionSchema.setClass(ChainTransaction)
