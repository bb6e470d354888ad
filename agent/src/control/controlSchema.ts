import * as z from 'zod'
import { capsSchema, RUNNING_JOBS } from '../caps/capsSchema.js'

/** The state of a running agent, as it tells it itself. */
export const runningSchema = z
  .strictObject({
    version: z.string(),
    pid: z.int(),
    startedAt: z.string().describe('ISO 8601.'),
    nodeId: z.string().nullable().describe('Null until the chain was reached.'),
    provider: z.string().nullable(),
    isReady: z.boolean().describe('Whether the node is registered and active on chain.'),
    waitingFor: z.string().nullable().describe('The step that the owner or the platform has to take; null: none.'),
    availability: z.string().nullable().describe('The state that the platform has; null before.'),
    pausedReason: z.string().nullable().describe('Why the node takes no work now.'),
    isDraining: z.boolean(),
    lastAnswerAt: z.string().nullable().describe('When the platform last answered a heartbeat, ISO 8601.'),
    jobs: z.array(z.strictObject({ offerId: z.string(), jobId: z.string(), since: z.string() })),
    open: z.int().describe('Jobs that run, and offers that were accepted and are to become jobs.'),
    caps: capsSchema.extend({ runningJobs: RUNNING_JOBS }).describe("The owner's limits."),
    isolation: z
      .record(z.string(), z.string())
      .describe('The layers that keep programs apart, by the kinds of program that this machine runs.'),
    noContainers: z
      .string()
      .nullable()
      .describe('Why it runs no containers although its owner allows them, or why some of an earlier run may be left.'),
    readings: z.strictObject({
      otherLoadPercent: z.number().nullable().describe('Null where it has no limit, or cannot be measured.'),
      celsius: z.number().nullable().describe('Null where it has no limit, or cannot be measured.'),
      bytesToday: z.int(),
    }),
    lastProof: z
      .strictObject({ nonces: z.int(), milliseconds: z.int(), at: z.string() })
      .nullable()
      .describe('The last proof of work since its start.'),
  })
  .describe('The state of a running agent.')

/** The state of a running agent. */
export type RunningAgent = z.output<typeof runningSchema>

/** Requests to a running agent. */
export const CONTROL_PATHS = { status: '/status', drain: '/drain', resume: '/resume', stop: '/stop' } as const

/** A request to a running agent. */
export type ControlRequest = keyof typeof CONTROL_PATHS
