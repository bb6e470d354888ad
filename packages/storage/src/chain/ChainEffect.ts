import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'
import { ChainTransaction } from './ChainTransaction.js'

const ChainEffectSchema = defineEntity({
  name: 'ChainEffect',
  tableName: 'chain_effect',
  properties: {
    /** The effect's id: what has the same id takes effect once. */
    id: p.uuid().primary(),
    /** Name of the effect, such as `submitResult`. */
    kind: p.text(),
    /** Task, challenge or node id. */
    subject: p.text(),
    /**
     * The transaction that carries it; the last one, when earlier ones failed. Null: it was given up, and no process
     * sends it any more.
     */
    transactionId: p
      .manyToOne(ChainTransaction)
      .mapToPk()
      .nullable()
      .fieldName('transaction_id')
      .deleteRule('cascade')
      .updateRule('no action'),
    /** Its index in a batch; null when the transaction carries nothing else. */
    position: p.integer().nullable(),
    /** Why the chain refused it in the transaction's block; null when it took effect, and before the block. */
    error: p.text().nullable(),
    /** When it was given up; null while it was not. */
    givenUpAt: instant().nullable(),
  },
  indexes: [
    { name: 'chain_effect_transaction', properties: ['transactionId'] },
    { name: 'chain_effect_given_up', properties: ['givenUpAt'], where: `"transaction_id" is null` },
  ],
})

/** An effect of the platform on the chain, written before its transaction may be sent. */
export class ChainEffect extends ChainEffectSchema.class {}
ChainEffectSchema.setClass(ChainEffect)
