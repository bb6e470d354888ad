/** How long after the end of the work a dispute may still read a job's files and keys. Seconds. */
export const LONGEST_DISPUTE_SECONDS = 14 * 86_400
