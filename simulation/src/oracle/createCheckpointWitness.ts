import type pg from 'pg'

/** A version of a job's checkpoint as its agent stored it; each has a hash of its own. */
interface Version {
  jobId: string
  attempt: number
  sequence: number
  sha256: string
  cid: string
}

/** Knowledge of the agents of a simulation about checkpoints. */
export interface CheckpointWitness {
  /** A version is on its way to the platform. */
  sends(version: Version): void
  /** The platform has confirmed it. */
  confirmed(version: Version): void
  /** A result of the attempt is on its way: its versions may be set aside. */
  delivers(jobId: string, attempt: number): void
  /** The platform gave an attempt this to go on with. @param known of `newest`, from before the question */
  resumes(jobId: string, given: { sha256: string } | null, known: number): void
  /** Which version of a job was the last that the platform has confirmed; -1 for none. */
  newest(jobId: string): number
  /** Broken promises, in words. */
  problems(control: pg.Client, blobs: ReadonlyMap<string, unknown>): Promise<string[]>
}

/**
 * Watches that no confirmed checkpoint is lost or replaced by an older one, and that no job gets another one's.
 * Versions of a job are ordered by the moment they were sent: one agent at a time runs it.
 */
export function createCheckpointWitness(): CheckpointWitness {
  const sent = new Map<string, Version[]>()
  const confirmed = new Map<string, number>()
  const delivered = new Set<string>()
  const problems: string[] = []
  const of = (jobId: string): Version[] => sent.get(jobId) ?? []
  const newest = (jobId: string): number => confirmed.get(jobId) ?? -1
  const indexOf = (jobId: string, sha256: string): number => of(jobId).findIndex((one) => one.sha256 === sha256)

  return {
    newest,
    sends(version) {
      sent.set(version.jobId, [...of(version.jobId), version])
    },
    confirmed({ jobId, sha256 }) {
      confirmed.set(jobId, Math.max(newest(jobId), indexOf(jobId, sha256)))
    },
    delivers: (jobId, attempt) => void delivered.add(`${jobId} ${attempt}`),
    resumes(jobId, given, known) {
      const last = of(jobId)[known]
      if (given === null) {
        const isSetAside = of(jobId).some(({ attempt }) => delivered.has(`${jobId} ${attempt}`))
        if (last && !isSetAside) problems.push(`job ${jobId} began anew, and checkpoint ${known} was confirmed`)
        return
      }
      const index = indexOf(jobId, given.sha256)
      if (index < 0) problems.push(`job ${jobId} was given a checkpoint of another one: ${given.sha256}`)
      else if (index < known) problems.push(`job ${jobId} was given checkpoint ${index}, and ${known} was confirmed`)
    },
    async problems(control, blobs) {
      const { rows } = await control.query<{ job_id: string; sha256: string; cid: string }>('select * from checkpoint')
      const stored = new Map(rows.map((row) => [row.job_id, row]))
      for (const [jobId, index] of confirmed) {
        const row = stored.get(jobId)
        const found = row ? indexOf(jobId, row.sha256) : -1
        if (found < index) problems.push(`job ${jobId} has checkpoint ${found}, and ${index} was confirmed`)
      }
      for (const { job_id, sha256, cid } of rows) {
        if (indexOf(job_id, sha256) < 0) problems.push(`job ${job_id} has a checkpoint that nobody sent for it`)
        if (!blobs.has(cid)) problems.push(`the file of the checkpoint of job ${job_id} is gone`)
      }
      return problems
    },
  }
}
