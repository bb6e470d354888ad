import { canonicalJson, type PrintedDigests, type SignedLog, STOPPED_EXIT_CODES } from '@aiigo/domain'
import type { StoredOutput } from '@aiigo/sdk'
import type { Execution, Outcome } from '../executor/index.js'
import type { TakenFile } from './neededFiles.js'

/** A stored output. */
export interface ManifestOutput extends StoredOutput {
  /** The file itself, where what is stored is sealed: its bytes, and its MAC under the job's key. */
  readonly sealed?: { readonly size: number; readonly mac: string }
}

export interface ResultManifest {
  readonly version: 1
  /** Random, 32 hex digits: the manifest's hash is public, and confirms no guess of its content. */
  readonly salt: string
  readonly jobId: string
  readonly taskId: string
  readonly attempt: number
  readonly nodeId: string
  readonly exitCode: number
  readonly outcome: Outcome
  readonly wallSeconds: number
  /** Processor time of the run, seconds. */
  readonly cpuSeconds: number
  /** Decimal, in the resource's unit. */
  readonly usage: string
  readonly outputs: readonly ManifestOutput[]
  /** Digests of what the program printed, under the job's salt; the log itself is the platform's text. */
  readonly printed: PrintedDigests
  /** The run's log as the platform has it. */
  readonly log: SignedLog
  /** Files of other jobs' results that the run began with; absent without any. */
  readonly taken?: readonly TakenFile[]
  /** The checkpoint that the run began with, and the attempt that wrote it; absent for the job's start. */
  readonly resumedFrom?: { readonly attempt: number; readonly sequence: number; readonly sha256: string }
}

/** The exit code to report: the program's own, or one that stands for how it was stopped. */
export function exitCodeOf(execution: Pick<Execution, 'outcome' | 'exitCode'>): number {
  return execution.outcome === 'EXITED' ? (execution.exitCode ?? 0) : STOPPED_EXIT_CODES[execution.outcome]
}

/** The manifest's bytes; their SHA-256 is what the provider signs and the chain keeps. */
export function encodeManifest(manifest: ResultManifest): Uint8Array {
  return new TextEncoder().encode(canonicalJson(manifest))
}
