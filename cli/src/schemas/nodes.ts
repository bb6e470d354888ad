import { REGIONS, RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { address, amountSchema, nodeId } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo nodes` */
export const result = z
  .strictObject({
    nodes: z.array(
      z.strictObject({
        nodeId,
        name: z.string().nullable(),
        provider: address,
        resourceType: z.enum(RESOURCE_TYPES),
        units: z.int(),
        region: z.string().describe(`Such as ${REGIONS.join(', ')}.`),
        tier: z.enum(TIERS),
        trustLevel: z.enum(TRUST_LEVELS),
        reputation: z.int().describe('0 to 10 000.'),
        online: z.boolean().nullable().describe('Null where the node was never seen.'),
        availability: z.string().nullable().describe('By its owner: AVAILABLE, PAUSED or DRAINING.'),
        tasksCompleted: z.int(),
        tasksFailed: z.int(),
        asks: z.array(amountSchema).describe('For a million units of usage, by token.'),
      }),
    ),
    hasMore: z.boolean().describe('Whether there are more than --limit.'),
  })
  .describe('Active nodes, as chain and platform have them together.')
