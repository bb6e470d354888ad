import { CHECK_RUN_STATES, type RunReport } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { instant, oneOf } from '../db/columns.js'
import type { EvidenceFile } from '../disputes/Evidence.js'
import { Node } from '../nodes/Node.js'
import { ResultCheck } from './ResultCheck.js'

const CheckRunSchema = defineEntity({
  name: 'CheckRun',
  tableName: 'check_run',
  properties: {
    /** A UUID, by which its node knows it. */
    id: p.uuid().primary(),
    /** The check, by its attempt. */
    attemptId: p
      .manyToOne(ResultCheck)
      .mapToPk()
      .fieldName('attempt_id')
      .deleteRule('no action')
      .updateRule('no action'),
    /** The platform node that runs the job again. */
    nodeId: p.manyToOne(Node).mapToPk().fieldName('node_id').deleteRule('no action').updateRule('no action'),
    /** Wallet of that node, lower case. */
    provider: p.text(),
    /** Where the run stands. */
    state: oneOf(CHECK_RUN_STATES),
    /** When the node got it. */
    assignedAt: instant(),
    /** Until when the node may report. */
    dueAt: instant(),
    /** The node's report; null before. */
    report: p.json<RunReport>().nullable(),
    /** The same with the end of the log, sealed to the job's key, in the blob store; null before. */
    file: p.json<EvidenceFile>().nullable(),
    /** The node's signature of its report. */
    signature: p.text().nullable(),
    /** When the report came. */
    reportedAt: instant().nullable(),
    /** The differences, or why there is no report, for people. */
    reason: p.text().nullable(),
  },
  uniques: [{ name: 'check_run_node', properties: ['attemptId', 'nodeId'] }],
  indexes: [
    { name: 'check_run_open', properties: ['nodeId'], where: `"state" = 'ASSIGNED'` },
    { name: 'check_run_provider', properties: ['provider'] },
  ],
})

/** A run of a check on one platform node. The functions beside this file alone write it. */
export class CheckRun extends CheckRunSchema.class {}
CheckRunSchema.setClass(CheckRun)
