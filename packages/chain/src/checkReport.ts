import { canonicalJson, type Hex, type RunReport } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'

/** A platform node's report of a re-run, as its wallet signs it. */
export interface CheckReport {
  taskId: Hex
  /** The on-chain attempt whose result is checked. */
  attempt: number
  /** The node that ran the job again. */
  nodeId: Hex
  /** SHA-256 of `checkReportText`. */
  reportHash: Hex
}

const types = {
  CheckReport: [
    { name: 'taskId', type: 'bytes32' },
    { name: 'attempt', type: 'uint8' },
    { name: 'nodeId', type: 'bytes8' },
    { name: 'reportHash', type: 'bytes32' },
  ],
} as const

/** Typed data by which a provider stands for a re-run of its node. No contract takes it. */
export function checkReportTypedData(domain: TypedDataDomain, message: CheckReport) {
  return { domain, types, primaryType: 'CheckReport', message } as const
}

/**
 * The text whose SHA-256 a report's signature covers.
 * @param fileSha256 of the stored file with the end of the log; 64 hex digits
 */
export const checkReportText = (report: RunReport, fileSha256: string): string =>
  canonicalJson({ ...report, file: fileSha256 })
