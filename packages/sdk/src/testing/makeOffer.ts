import { taskIdOf } from '@aiigo/chain'
import {
  ETH_ADDRESS,
  type JobSpec,
  jobTermsOf,
  type ProgramJob,
  parseAmount,
  RESOURCE_TYPES,
  rateFromBudget,
  specHashOf,
  type TaskRequest,
} from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'
import type { Offer } from '../provider/Provider.js'
import { sha256OfText } from '../sha256.js'

/** The offer's moment, unless a test says another; Unix seconds. */
const NOW = 1_800_000_000

/** A job of two CPU units for a minute. */
export function makeJobSpec(changes: Partial<ProgramJob> = {}): ProgramJob {
  return {
    version: 1,
    name: 'words',
    program: { kind: 'wasm', cid: `bafkrei${'a'.repeat(52)}`, sha256: '11'.repeat(32), size: 1_000 },
    files: { privacy: 'none' },
    args: [],
    salt: '00'.repeat(16),
    inputs: [],
    outputs: ['out.json'],
    resources: { type: 'CPU', units: 2, memoryMiB: 128 },
    limits: { seconds: 60, outputMiB: 4 },
    budget: { token: 'ETH', amount: '0.0012' },
    deadlines: { fundSeconds: 900, assignSeconds: 600, windowSeconds: 600 },
    verification: { mode: 'NONE' },
    profile: 'balanced',
    retries: 3,
    allow: [],
    deny: [],
    ...changes,
  }
}

/**
 * The request that pays for a time-based job in ETH.
 * @param now Unix seconds.
 */
export function makeTaskRequest(
  changes: Partial<TaskRequest> = {},
  spec: JobSpec = makeJobSpec(),
  now = NOW,
): TaskRequest {
  const { resources, limits, deadlines } = spec
  const budget = parseAmount(spec.budget.amount, 18)
  const maxUsage = BigInt(limits.seconds) * BigInt(resources.units)
  return {
    jobId: `0x${'01'.repeat(32)}`,
    buyer: '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
    token: ETH_ADDRESS,
    ...{ budget, maxRate: rateFromBudget(budget, maxUsage), maxUsage },
    resourceType: RESOURCE_TYPES.indexOf(resources.type),
    units: resources.units,
    workSeconds: limits.seconds + 20,
    windowSeconds: deadlines.windowSeconds,
    fundBy: now + deadlines.fundSeconds,
    assignBy: now + deadlines.fundSeconds + deadlines.assignSeconds,
    maxFeeBps: 800,
    matcher: ETH_ADDRESS,
    specHash: specHashOf(spec, sha256OfText),
    ...changes,
  }
}

/** Parts of an offer. */
export interface OfferParts {
  /** The marketplace's, which the task id is the digest for. */
  readonly domain: TypedDataDomain
  readonly spec?: JobSpec
  readonly request?: Partial<TaskRequest>
  /** Unix seconds. */
  readonly now?: number
}

/** An offer that is what it says, until a test changes it. */
export function makeOffer(changes: Partial<Offer>, parts: OfferParts): Offer {
  const { domain, spec = makeJobSpec(), now = NOW } = parts
  const request = makeTaskRequest(parts.request, spec, now)
  return {
    id: 'f81d4fae-7dec-51d0-a765-00a0c91e6bf6',
    jobId: '01010101-0101-4101-8101-010101010101',
    taskId: taskIdOf(domain, request),
    nodeId: '0x1122334455667788',
    state: 'OFFERED',
    attempt: 1,
    rate: 10n ** 18n,
    ...{ addedSeconds: 0, addedUsage: 0n, addedBudget: 0n },
    expiresAt: now + 10,
    dueAt: null,
    request,
    terms: jobTermsOf(spec, sha256OfText),
    // As the API tells it: the whole specification is for the assigned node.
    spec: changes.state === undefined || changes.state === 'OFFERED' ? null : spec,
    checkpoint: null,
    needs: [],
    stopRequested: false,
    ...changes,
  }
}
