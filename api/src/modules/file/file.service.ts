import { filesOf, JOB_STATES, jobLifeCycle, neededInputsOf, type Problem } from '@aiigo/domain'
import type { FileGrants, FileGrant as Grant } from '@aiigo/service'
import {
  artifactsOf,
  assignedAttemptOf,
  checkpointFor,
  deleteKeys,
  deleteRunFiles,
  type EntityManager,
  evidenceOf,
  hasTraded,
  isAtWork,
  isStillNeeded,
  Job,
  latestCheckpoint,
  openCheckRunOf,
  providerOfResult,
  recordFilesDeleted,
  resultsNeededBy,
  type Storage,
} from '@aiigo/storage'
import type { Hex } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { Config } from '../../config.js'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import { endsOnChain } from '../job/jobFinality.js'
import type { ForgetFiles } from './createForgetFiles.js'
import { createForgetUnneeded } from './createForgetUnneeded.js'
import type { DeleteJobFilesPayload, FileGrant } from './file.type.js'

interface Deps {
  storage: Storage
  chain: ChainFacts
  grants: FileGrants
  config: Pick<Config, 'BLOB_PUBLIC_URL' | 'FILE_QUOTA_MIB' | 'FILE_QUOTA_NEW_MIB' | 'MAX_FILES_PER_WALLET'>
  forget: ForgetFiles
  /** Deletes the rows of a deleted log; nobody waits for it. */
  deleteLog: (jobId: string) => void
  now: () => number
}

/** How long a grant is good; long enough to begin the transfer of a large file. */
const GRANT_SECONDS = 600
/** Files that a grant names: it travels in a header, of which proxies take 8 kB. */
const MAX_IN_GRANT = 70
const MIB = 1_048_576
/** A wallet that has not traded yet may store this share of the files of others. */
const NEW_WALLET_SHARE = 50

/** Content ids by the wallet that has to hold them. */
type FilesByHolder = Record<string, string[]>

export type FileService = ReturnType<typeof createFileService>

/** Of program and inputs; of secrets, too, for the assigned node. */
const inputsOf = ({ spec }: Job, { secrets = false } = {}): string[] =>
  filesOf(spec).flatMap(({ field, file }) => (field === 'secrets' && !secrets ? [] : [file.cid]))
const resultsOf = ({ result }: Job): string[] =>
  result ? [result.manifestCid, ...result.outputs.map(({ cid }) => cid)] : []

function merged(some: FilesByHolder, more: FilesByHolder): FilesByHolder {
  const all = { ...some }
  for (const [holder, cids] of Object.entries(more)) all[holder] = [...(all[holder] ?? []), ...cids]
  return all
}

async function resultsBy(em: EntityManager, job: Job): Promise<FilesByHolder> {
  const provider = await providerOfResult(em, job)
  return provider ? { [provider]: resultsOf(job) } : {}
}

/** The file of the newest checkpoint. @param attemptId as this attempt gets it; null: the buyer */
async function checkpointBy(em: EntityManager, { id, spec }: Job, attemptId: string | null): Promise<FilesByHolder> {
  if (!spec.checkpoint) return {}
  const found = await (attemptId === null ? latestCheckpoint(em, id) : checkpointFor(em, id, attemptId))
  return found ? { [found.provider]: [found.cid] } : {}
}

/** Files that the running job has shown its buyer. */
async function artifactsBy(em: EntityManager, { id, spec }: Job): Promise<FilesByHolder> {
  const found = spec.artifacts ? await artifactsOf(em, id) : []
  return found.reduce<FilesByHolder>((all, { provider, cid }) => merged(all, { [provider]: [cid] }), {})
}

/** The files of other jobs' results that a job takes, and the manifests that name them. */
async function neededBy(em: EntityManager, { id, spec }: Job): Promise<FilesByHolder> {
  if (!spec.needs) return {}
  const wanted = Map.groupBy(neededInputsOf(spec), ({ from }) => from)
  const results = (await resultsNeededBy(em, [{ id }])).get(id) ?? []
  return results.reduce<FilesByHolder>((all, { specHash, provider, manifestCid, outputs }) => {
    const paths = (wanted.get(specHash) ?? []).map(({ path }) => path)
    if (provider === null || paths.length === 0) return all
    const cids = outputs.filter(({ name }) => paths.includes(name)).map(({ cid }) => cid)
    return merged(all, { [provider]: [manifestCid, ...cids] })
  }, {})
}

async function evidenceBy(em: EntityManager, { id }: Job): Promise<FilesByHolder> {
  const pieces = await evidenceOf(em, id)
  return pieces.reduce<FilesByHolder>(
    (all, { author, files }) => (files.length > 0 ? merged(all, { [author]: files.map(({ cid }) => cid) }) : all),
    {},
  )
}

/** Grants to read and to store files, and the deletion of files. */
export function createFileService({ storage, chain, grants, config, forget, deleteLog, now }: Deps) {
  async function issue(grant: Grant, isComplete = true): Promise<FileGrant> {
    const issuedAt = now()
    return {
      isComplete,
      token: await grants.sign(grant, GRANT_SECONDS, issuedAt),
      url: config.BLOB_PUBLIC_URL,
      expiresAt: new Date(issuedAt + GRANT_SECONDS * 1_000),
    }
  }

  /** The files of a job that a wallet may read at this moment, by the wallet that has to hold them. */
  async function readable(job: Job, address: string): Promise<FilesByHolder> {
    const em = storage.fork()
    const inputs = { [job.buyer]: inputsOf(job) }
    const own = async () => merged(inputs, await neededBy(em, job))
    // A grant has the first of them: what a job wrote comes before what it took, which its manifest leads to.
    const all = async () => merged(merged(await resultsBy(em, job), await evidenceBy(em, job)), await own())
    if (job.buyer === address) {
      const running = merged(await artifactsBy(em, job), await checkpointBy(em, job, null))
      return merged(await all(), running)
    }
    const attempt = await assignedAttemptOf(em, job.id, address)
    if (attempt) {
      const secrets = { [job.buyer]: inputsOf(job, { secrets: true }) }
      return merged(merged(secrets, await neededBy(em, job)), await checkpointBy(em, job, attempt.id))
    }
    if (await openCheckRunOf(em, job.id, address)) return own()
    if (job.state !== 'DISPUTED') return {}
    // It answers the dispute, so it sees what the buyer has brought forward.
    if ((await providerOfResult(em, job)) === address) return evidenceBy(em, job)
    const panel = await chain.panel(job.taskId as Hex)
    return panel.some((arbitrator) => arbitrator.toLowerCase() === address) ? all() : {}
  }

  const forgetUnneeded = createForgetUnneeded(forget)

  return {
    async storeGrant({ address }: Viewer): Promise<FileGrant> {
      const traded = await hasTraded(storage.fork(), address)
      const store = traded
        ? { maxBytes: config.FILE_QUOTA_MIB * MIB, maxFiles: config.MAX_FILES_PER_WALLET }
        : {
            maxBytes: config.FILE_QUOTA_NEW_MIB * MIB,
            maxFiles: Math.ceil(config.MAX_FILES_PER_WALLET / NEW_WALLET_SHARE),
          }
      return issue({ holder: address, store })
    },

    async fileGrant({ address }: Viewer, jobId: string, cid: string | null): Promise<FileGrant | null> {
      const job = isUuid(jobId) ? await storage.fork().findOne(Job, { id: jobId }) : null
      if (!job || job.filesDeletedAt) return null
      const all = Object.entries(await readable(job, address)).flatMap(([holder, cids]) =>
        [...new Set(cids)].filter((one) => cid === null || one === cid).map((one) => ({ holder, cid: one })),
      )
      if (all.length === 0) return null
      const read: Record<string, string[]> = {}
      for (const file of all.slice(0, MAX_IN_GRANT)) {
        read[file.holder] ??= []
        read[file.holder]?.push(file.cid)
      }
      return issue({ holder: address, read }, all.length <= MAX_IN_GRANT)
    },

    async deleteJobFiles({ address }: Viewer, jobId: string): Promise<DeleteJobFilesPayload> {
      const em = storage.fork()
      const job = isUuid(jobId) ? await em.findOne(Job, { id: jobId, buyer: address }) : null
      if (!job) {
        const text = `expected the id of one of the caller's jobs, got ${jobId}`
        return refused({ code: 'JOB_UNKNOWN', field: 'jobId', message: text })
      }
      if (!jobLifeCycle.isFinal(job.state)) {
        const ends = JOB_STATES.filter(jobLifeCycle.isFinal).join(', ')
        const text = `expected a job that has ended (${ends}), got ${job.state}; its node, or a panel, may need the files`
        return refused({ code: 'JOB_NOT_ENDED', field: 'jobId', message: text })
      }
      if (!job.final && endsOnChain(job)) {
        const text = 'expected a job whose end the chain cannot take back any more (finality.final); try again later'
        return refused({ code: 'JOB_NOT_FINAL', field: 'jobId', message: text })
      }
      if (await isStillNeeded(em, job.id)) {
        const text = 'expected a job that no other needs any more; cancel the jobs that need it, or wait for their end'
        return refused({ code: 'JOB_NEEDED', field: 'jobId', message: text })
      }
      // First of all nobody reads them any more. Sent again, the call deletes what an earlier one left.
      await recordFilesDeleted(em, job.id, new Date(now()))
      const running = merged(await checkpointBy(em, job, null), await artifactsBy(em, job))
      await deleteKeys(em, job.id)
      deleteLog(job.id)
      const evidence = await evidenceBy(em, job)
      await forgetUnneeded(em, job.id, address, [...inputsOf(job, { secrets: true }), ...(evidence[address] ?? [])])
      for (const [author, cids] of Object.entries(evidence)) {
        if (author !== address) await forgetUnneeded(em, job.id, author, cids)
      }
      for (const [holder, cids] of Object.entries(running)) await forgetUnneeded(em, job.id, holder, cids)
      // Only now: a call that ends before this names them again.
      await deleteRunFiles(em, job.id)
      const provider = await providerOfResult(em, job)
      if (provider) {
        const [manifest = '', ...outputs] = resultsOf(job)
        // Its salt makes a manifest this job's alone. A result that is on its way names its outputs only when it is
        // handed in, and may have some in common with these: then they stay until their time is over.
        await forgetUnneeded(em, job.id, provider, (await isAtWork(em, provider)) ? [manifest] : [manifest, ...outputs])
      }
      return { jobId: job.id, userErrors: [] }
    },
  }
}

function refused(problem: Problem): DeleteJobFilesPayload {
  const { code, field, message } = problem
  return { jobId: null, userErrors: [{ code, field, message }] }
}
