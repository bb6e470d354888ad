/** How far a node says that it is with a job. Nothing is paid by it. */
export interface AttemptProgress {
  /** Number of the report, in the topic `jobprogress:<jobId>`. */
  seq: number
  /** The node's own word for its work, such as RUNNING. */
  phase: string | null
  /** Per cent, 0 to 100; null where it is not known. */
  percent: number | null
  /** Usage up to now, in the unit of the job's resource, as decimal text; null where the node did not say. */
  usage: string | null
  /** Base URL at which the node serves the job's files; absent where it serves none. */
  servedAt?: string | null
  /** When the platform took artifacts of the attempt last, ISO 8601; absent before. */
  artifactsAt?: string
  /** For people. */
  note: string | null
  /** When the platform was told, ISO 8601. */
  at: string
}
