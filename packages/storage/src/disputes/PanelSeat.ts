import { DISPUTE_PHASES } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { instant, oneOf } from '../db/columns.js'
import { Job } from '../jobs/Job.js'

const PanelSeatSchema = defineEntity({
  name: 'PanelSeat',
  tableName: 'panel_seat',
  properties: {
    /** The disputed job. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action').primary(),
    /** Wallet of the arbitrator, lower case. */
    arbitrator: p.text().primary(),
    /** Where the dispute stood on chain when it was read last. */
    phase: oneOf(DISPUTE_PHASES),
    /** When the buyer opened the dispute, by the chain's clock. */
    openedAt: instant(),
  },
  checks: [{ name: 'panel_seat_arbitrator_lower', expression: `"arbitrator" = lower("arbitrator")` }],
  indexes: [
    {
      name: 'panel_seat_arbitrator',
      properties: ['arbitrator', 'openedAt', 'jobId'],
      columns: [{ name: 'arbitrator' }, { name: 'openedAt', sort: 'desc' }, { name: 'jobId', sort: 'desc' }],
    },
    {
      name: 'panel_seat_undecided',
      properties: ['arbitrator', 'openedAt', 'jobId'],
      columns: [{ name: 'arbitrator' }, { name: 'openedAt', sort: 'desc' }, { name: 'jobId', sort: 'desc' }],
      where: `"phase" <> 'CONCLUDED'`,
    },
  ],
})

/** A seat on a dispute's panel, as the worker read it last; it finds cases, and gives no right to read them. */
export class PanelSeat extends PanelSeatSchema.class {}
PanelSeatSchema.setClass(PanelSeat)
