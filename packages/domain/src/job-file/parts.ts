import * as z from 'zod'
import { isDecimalAmount } from '../money/parseAmount.js'
import { REGIONS, RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '../resource.js'
import { CONTRACTS } from '../trust/accessOf.js'
import { JOB_DEFAULTS, JOB_LIMITS } from './limits.js'

/** Parts that the job file and the stored job have in common. */

/** Tokens a job file may name by symbol; any other token goes by its address. */
export const TOKEN_SYMBOLS = ['ETH', 'USDC', 'AIIGO'] as const
export type TokenSymbol = (typeof TOKEN_SYMBOLS)[number]

export const MATCHING_PROFILES = ['cheapest', 'fastest', 'most-reliable', 'balanced'] as const
export type MatchingProfile = (typeof MATCHING_PROFILES)[number]

export const VERIFICATION_MODES = ['NONE', 'REPLICATED', 'SPOT_CHECK'] as const
export type VerificationMode = (typeof VERIFICATION_MODES)[number]

const int = (min: number, max: number) => z.int().min(min).max(max)

/** Reports a rule that spans several fields, even while other fields are wrong. */
export function rule(
  message: string,
  expected: string,
  advice: string,
  path?: string[],
): { message: string; params: Record<string, unknown>; path?: string[]; when: () => boolean } {
  return { message, params: { expected, advice }, ...(path ? { path } : {}), when: () => true }
}

/** A container needs more memory than a module. */
export const TOO_LITTLE_MEMORY = rule(
  'a container does not begin with so little memory',
  `at least ${JOB_LIMITS.leastContainerMiB} MiB`,
  'raise it',
  ['resources', 'memoryMiB'],
)

export const nameSchema = z
  .string()
  .min(1)
  .max(JOB_LIMITS.nameLength)
  .refine((s) => !/\p{Cc}/u.test(s), {
    message: 'the name contains control characters',
    params: { expected: 'printable text', advice: 'remove them' },
  })
  .describe('Shown to people; it identifies nothing.')

/** A text of a command line. @param what it is, for the error */
const argSchema = (what: string) =>
  z
    .string()
    .max(JOB_LIMITS.argLength)
    .refine((s) => !s.includes('\0'), {
      message: `the ${what} contains a NUL character`,
      params: { expected: 'text without NUL', advice: 'remove it' },
    })

export const argsSchema = z
  .array(argSchema('argument'))
  .max(JOB_LIMITS.args)
  .describe("The program's arguments, without its own name.")

export const entrypointSchema = z
  .array(argSchema('entry point').min(1))
  .min(1)
  .max(JOB_LIMITS.args)
  .describe("The program that begins, and its first arguments, in place of the image's own entry point.")

export const deterministicSchema = z
  .literal(true)
  .optional()
  .describe('The image gives the same bytes in each run, so that its result can be checked by another run.')

/** A name of a variable. */
export const envName = z
  .string()
  .max(JOB_LIMITS.envNameLength)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected a name of letters, digits and "_" that begins with no digit')

export const envSchema = z
  .record(
    envName,
    z
      .string()
      .max(JOB_LIMITS.envValueLength)
      .refine((s) => !s.includes('\0'), {
        message: 'the value contains a NUL character',
        params: { expected: 'text without NUL', advice: 'remove it' },
      }),
  )
  .refine((env) => Object.keys(env).length <= JOB_LIMITS.env, {
    message: 'the environment is too large',
    params: { expected: `at most ${JOB_LIMITS.env} variables`, advice: 'put data into an input' },
  })
  .describe("Variables of the program's environment. Platform and node read them: no place for secrets.")

export const resourcesSchema = z
  .strictObject({
    type: z.enum(RESOURCE_TYPES).describe('Kind of node, and so the unit of usage.'),
    units: int(1, JOB_LIMITS.units).default(JOB_DEFAULTS.units).describe('GPUs, cores or devices the job occupies.'),
    memoryMiB: int(1, JOB_LIMITS.memoryMiB)
      .default(JOB_DEFAULTS.memoryMiB)
      .describe('Memory the program may use, MiB.'),
    region: z.array(z.enum(REGIONS)).min(1).max(REGIONS.length).optional().describe('Only nodes in these regions.'),
    hardware: z
      .strictObject({
        model: z.string().min(1).max(100).optional().describe("Text that the node's hardware model must contain."),
        minVramGiB: int(1, 4_096).optional().describe('GPU memory per unit, GiB.'),
        minRamGiB: int(1, 65_536).optional().describe('Main memory, GiB.'),
        minBandwidthMbps: int(1, 1_000_000).optional().describe('Network bandwidth, Mbit/s.'),
      })
      .optional()
      .describe('Least hardware a node must have.'),
    minTrustLevel: z.enum(TRUST_LEVELS).exclude(['NONE']).optional().describe('Lowest trust level of the node.'),
    minTflops: z.number().positive().max(1_000_000).optional().describe('Lowest verified power, TFLOPS.'),
    minUptimeBps: int(0, 10_000)
      .optional()
      .describe('SLA: least share of recent time that the node was online, basis points.'),
    fromRegion: z
      .enum(REGIONS)
      .optional()
      .describe("Where latency is measured from; the platform's own place when not given."),
    maxLatencyMs: int(1, JOB_LIMITS.latencyMs).optional().describe('Highest expected round trip, milliseconds.'),
    tiers: z
      .array(z.enum(TIERS))
      .min(1)
      .max(TIERS.length)
      .refine((tiers) => new Set(tiers).size === tiers.length, {
        message: 'a tier is listed twice',
        params: { expected: 'each tier once', advice: 'remove the repetition' },
      })
      .optional()
      .describe('Only nodes of these tiers.'),
    contract: z
      .enum(CONTRACTS)
      .optional()
      .describe(
        'Kind of contract: STANDARD needs nodes of VERIFIED and up, ENTERPRISE of TRUSTED, DIRECT of PARTNER; a VERIFIED node of tier OWNED meets all. By the budget when not given.',
      ),
  })
  .describe('What the job needs of a node.')

export const limitsSchema = z
  .strictObject({
    seconds: int(1, JOB_LIMITS.seconds)
      .default(JOB_DEFAULTS.seconds)
      .describe('Wall time after which the program is stopped, seconds.'),
    outputMiB: int(1, JOB_LIMITS.outputMiB)
      .default(JOB_DEFAULTS.outputMiB)
      .describe('Most that files and logs may hold together, MiB.'),
  })
  .describe('Where a run is stopped.')

const amount = z.string().refine(isDecimalAmount, {
  message: 'not a decimal amount',
  params: {
    expected: 'a decimal number of whole tokens in quotes, such as "0.001"',
    advice: 'write digits and at most one point, in quotes',
  },
})

const TOKEN_FORM = `expected ${TOKEN_SYMBOLS.join(', ')} or a token's address (0x and 40 hex digits)`

export const budgetSchema = z
  .strictObject({
    token: z
      .union([z.enum(TOKEN_SYMBOLS), z.string().regex(/^0x[0-9a-fA-F]{40}$/, TOKEN_FORM)], { error: TOKEN_FORM })
      .describe('Payment token: a symbol or an address.'),
    amount: amount
      .refine((s) => !isDecimalAmount(s) || /[1-9]/.test(s), {
        message: 'the amount is zero',
        params: { expected: 'more than 0', advice: 'give the most the job may cost' },
      })
      .describe('The deposit: the most the job may cost, in whole tokens.'),
    maxRate: amount.optional().describe('Highest rate accepted, in whole tokens per unit of usage.'),
    maxPricePerHour: amount
      .optional()
      .describe('GPU and CPU: highest price accepted for an hour of the whole job (all its units), in whole tokens.'),
  })
  .describe('What the buyer pays at most.')

export const deadlinesSchema = z
  .strictObject({
    fundSeconds: int(5, JOB_LIMITS.deadlineSeconds)
      .default(JOB_DEFAULTS.fundSeconds)
      .describe('Time to fund the job after submitting it, seconds.'),
    assignSeconds: int(5, JOB_LIMITS.deadlineSeconds)
      .default(JOB_DEFAULTS.assignSeconds)
      .describe('Time to find a node, seconds.'),
    // The shortest window is the deployment's own: ten minutes on public chains, seconds on a local one. The API checks
    // it.
    windowSeconds: int(1, JOB_LIMITS.deadlineSeconds)
      .default(JOB_DEFAULTS.windowSeconds)
      .describe('Challenge window after the result, seconds.'),
  })
  .describe('When waiting ends.')

export const verificationSchema = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('NONE') }),
    z.strictObject({
      mode: z.literal('REPLICATED'),
      replicas: int(2, JOB_LIMITS.replicas)
        .default(JOB_DEFAULTS.replicas)
        .describe('Jobs that run the same, each paid for, on nodes of as many owners.'),
    }),
    z.strictObject({
      mode: z.literal('SPOT_CHECK'),
      shareBps: int(1, 10_000)
        .default(JOB_DEFAULTS.shareBps)
        .describe('Chance of a re-run on a platform node, basis points.'),
    }),
  ])
  .describe('How the result is checked; SPOT_CHECK for small modules that are not private, else NONE.')

const weight = int(0, 10_000)

export const weightsSchema = z
  .strictObject({ price: weight, reputation: weight, latency: weight, uptime: weight, verifiedPower: weight })
  .refine((w) => Object.values(w).reduce((a, b) => a + b, 0) === 10_000, {
    message: 'the weights do not add up to 10000',
    params: { expected: 'five weights that add up to 10000 basis points', advice: 'change them so that they do' },
  })
  .describe('Own weights of the matching score, basis points; instead of a profile.')

export const profileSchema = z.enum(MATCHING_PROFILES).describe('Ready-made weights of the matching score.')

export const parallelOffersSchema = int(1, JOB_LIMITS.parallelOffers).describe(
  'Nodes asked at the same time; the first to accept gets the job. More is faster and bothers more providers.',
)

export const retriesSchema = int(1, JOB_LIMITS.attempts).describe('Attempts in all before the job has failed.')

export const nodeListSchema = z
  .array(z.string().regex(/^0x[0-9a-f]{16}$/, 'expected a node id (0x and 16 lower-case hex digits)'))
  .max(JOB_LIMITS.nodeList)
  .refine((ids) => new Set(ids).size === ids.length, {
    message: 'a node is listed twice',
    params: { expected: 'each node once', advice: 'remove the repetition' },
  })
