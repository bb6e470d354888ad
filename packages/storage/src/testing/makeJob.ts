import { randomBytes, randomUUID } from 'node:crypto'
import { contentIdOf, ETH_ADDRESS, type JobSpec, type ProgramJob, parseJobSpec } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Job } from '../jobs/Job.js'
import { nameInputs, nameResult } from '../jobs/nameFiles.js'

const SHA = 'a'.repeat(64)
const CID = contentIdOf(SHA)

/** A valid stored specification: one core, ten seconds. */
export function makeJobSpec(overrides?: Partial<ProgramJob>): ProgramJob
export function makeJobSpec(overrides?: Partial<JobSpec>): JobSpec
export function makeJobSpec(overrides: Partial<JobSpec> = {}): JobSpec {
  return parseJobSpec({
    version: 1,
    name: 'test job',
    program: { kind: 'wasm', cid: CID, sha256: SHA, size: 100 },
    files: { privacy: 'none' },
    args: [],
    salt: '00'.repeat(16),
    inputs: [],
    outputs: ['out.txt'],
    resources: { type: 'CPU', units: 1, memoryMiB: 128 },
    limits: { seconds: 10, outputMiB: 1 },
    budget: { token: 'ETH', amount: '0.001' },
    deadlines: { fundSeconds: 60, assignSeconds: 60, windowSeconds: 600 },
    verification: { mode: 'NONE' },
    profile: 'balanced',
    retries: 3,
    allow: [],
    deny: [],
    ...overrides,
  })
}

/** Stores a SUBMITTED job of a made-up buyer; every field can be overridden. */
export async function makeJob(em: EntityManager, overrides: Partial<Job> = {}): Promise<Job> {
  const id = overrides.id ?? randomUUID()
  const buyer = `0x${randomBytes(20).toString('hex')}` as const
  const inSeconds = (seconds: number) => new Date(Math.floor(Date.now() / 1000 + seconds) * 1000)
  const fundBy = inSeconds(60)
  const assignBy = inSeconds(120)
  const specHash = `0x${SHA}` as const
  await em.insert(Job, {
    id,
    buyer,
    name: 'test job',
    state: 'SUBMITTED',
    resourceType: 'CPU',
    spec: makeJobSpec(),
    specHash,
    token: ETH_ADDRESS,
    budget: 1_000_000n,
    maxRate: 2_000n,
    maxUsage: 100n,
    units: 1,
    maxFeeBps: 800,
    matcher: ETH_ADDRESS,
    taskId: `0x${randomBytes(32).toString('hex')}`,
    maxAttempts: 3,
    fundBy,
    assignBy,
    workSeconds: 60,
    windowSeconds: 600,
    createdAt: new Date(),
    updatedAt: new Date(),
    ...overrides,
  })
  await nameInputs(em, id, overrides.spec ?? makeJobSpec())
  await nameResult(em, id, overrides.result ?? null)
  return em.findOneOrFail(Job, { id })
}
