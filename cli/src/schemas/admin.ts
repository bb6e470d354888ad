import { NODE_STATES, RESOURCE_TYPES, TIERS } from '@aiigo/domain'
import { address, amountSchema, nodeId, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo admin alerts` */
export const alerts = z
  .strictObject({
    alerts: z.array(
      z.strictObject({
        id: z.string().describe('The same as long as it is about the same thing.'),
        code: z.string(),
        severity: z.enum(['CRITICAL', 'WARNING', 'INFO']),
        message: z.string(),
        advice: z.string().describe('The step to take.'),
        since: time.nullable().describe('Null where only the present is known.'),
      }),
    ),
  })
  .describe('What is wrong with the platform now.')

/** `aiigo admin queues` */
export const queues = z
  .strictObject({
    queues: z.array(
      z.strictObject({
        name: z.string(),
        description: z.string(),
        everySeconds: z.int().nullable().describe('Of a regular queue.'),
        waiting: z.int(),
        active: z.int(),
        delayed: z.int(),
        failed: z.int().describe('Queue jobs that were given up.'),
        waitingSince: time.nullable(),
        lastFailedAt: time.nullable(),
      }),
    ),
    outboxWaiting: z.int().describe('Effects that wait to be enqueued.'),
    outboxSince: time.nullable(),
  })
  .describe('The queues with their queue jobs.')

/** `aiigo admin failed` */
export const failed = z
  .strictObject({
    failed: z.array(
      z.strictObject({
        queue: z.string(),
        id: z.string(),
        reason: z.string(),
        tries: z.int(),
        addedAt: time,
        failedAt: time,
        payload: z.unknown(),
      }),
    ),
  })
  .describe('Queue jobs that were given up, the latest first of each queue.')

/** `aiigo admin retry`, `aiigo admin discard` */
export const moved = z.strictObject({ queue: z.string(), id: z.string() }).describe('The queue job.')

/** `aiigo admin nodes` */
export const nodes = z
  .strictObject({
    nodes: z.array(
      z.strictObject({
        reason: z
          .enum(['NEW', 'UNDER_REVIEW', 'RESULT_DIFFERED', 'AUDIT_MISSING', 'AUDIT_ENDS'])
          .describe('Why it waits.'),
        nodeId,
        name: z.string().nullable(),
        provider: address,
        resourceType: z.enum(RESOURCE_TYPES),
        units: z.int(),
        region: z.string(),
        tier: z.enum(TIERS),
        state: z.enum(NODE_STATES),
        stake: amountSchema,
        tasksCompleted: z.int(),
        tasksFailed: z.int(),
        auditEndsAt: time.nullable(),
      }),
    ),
  })
  .describe('Nodes that wait for the operator.')

/** `aiigo admin audit` */
export const audited = z
  .strictObject({ nodeId, statement: z.string(), expiresAt: time })
  .describe('The audit that was signed.')
