import { CHECK_CAUSES, CHECK_STATES } from '@aiigo/domain'
import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { createdInstant, instant, oneOf } from '../db/columns.js'
import { Job } from '../jobs/Job.js'
import { Node } from '../nodes/Node.js'
import { Attempt } from '../offers/Attempt.js'

const ResultCheckSchema = defineEntity({
  name: 'ResultCheck',
  tableName: 'result_check',
  properties: {
    /** The attempt whose result is checked; it has one check. */
    attemptId: p
      .manyToOne(Attempt)
      .mapToPk()
      .fieldName('attempt_id')
      .deleteRule('no action')
      .updateRule('no action')
      .primary(),
    /** Its job. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action'),
    /** The node whose result it is. */
    nodeId: p.manyToOne(Node).mapToPk().fieldName('node_id').deleteRule('no action').updateRule('no action'),
    /** Where the check stands. */
    state: oneOf(CHECK_STATES),
    /** Why the result is checked. */
    cause: oneOf(CHECK_CAUSES),
    /** Until when it has to end. */
    dueAt: instant(),
    /** When the worker looks at it next; null once it has ended. */
    lookAt: instant().nullable(),
    /** The differences, or why there was no check, for people; null before. */
    reason: p.text().nullable(),
    /** Whether the result is shown to be wrong, which counts against its node. */
    proven: p.boolean().$type<Opt<boolean>>().default(false),
    /** When the draw was made, or the dispute opened. */
    createdAt: createdInstant(),
    /** When it came to its end; null before. */
    endedAt: instant().nullable(),
  },
  indexes: [
    { name: 'result_check_job', properties: ['jobId'] },
    { name: 'result_check_look', properties: ['lookAt'], where: `"look_at" is not null` },
    { name: 'result_check_proven', properties: ['nodeId', 'endedAt'], where: `"proven"` },
  ],
})

/** The check of a result by another run on a platform node. The functions beside this file alone write it. */
export class ResultCheck extends ResultCheckSchema.class {}
ResultCheckSchema.setClass(ResultCheck)
