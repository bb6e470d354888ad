import type { Assignment } from '@aiigo/chain'
import type { Availability, ResourceType, TaskRequest } from '@aiigo/domain'
import type { Hex } from 'viem'

/** An attempt as the platform tells it: everything needed to accept it and to run it. */
export interface Offer {
  readonly id: string
  readonly jobId: string
  readonly taskId: Hex
  readonly nodeId: Hex
  /** AttemptState of the domain. */
  readonly state: string
  /** On-chain attempt that acceptance and result have to name. */
  readonly attempt: number
  /** Base units of the token per unit of usage. */
  readonly rate: bigint
  /** Unix seconds until which it can be accepted. */
  readonly expiresAt: number
  /** Unix seconds until which the result has to be there; null until assigned. */
  readonly dueAt: number | null
  readonly request: TaskRequest
  /** The job specification, unchecked. */
  readonly spec: unknown
}

export interface OfferEvent {
  /** Cursor within the node. */
  readonly seq: number
  readonly kind: string
  readonly offer: Offer
}

export interface PowChallenge {
  readonly id: Hex
  readonly nodeId: Hex
  readonly seed: Hex
  /** A nonce solves when its hash as a number is below it. */
  readonly target: bigint
  readonly nonceCount: number
  /** Unix seconds. */
  readonly deadline: number
}

export interface LogLine {
  /** The agent's own numbering within the attempt, from 1. */
  readonly sourceSeq: number
  readonly stream: 'STDOUT' | 'STDERR' | 'SYSTEM'
  readonly text: string
  /** ISO 8601. */
  readonly at: string
}

export interface NodeDescription {
  readonly salt: Hex
  readonly name: string
  readonly resourceType: ResourceType
  readonly units: number
  readonly region: string
  readonly spec: Readonly<Record<string, unknown>>
}

export interface StoredOutput {
  readonly name: string
  readonly cid: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

export interface SignedResult {
  readonly manifestCid: string
  /** 64 lower-case hex digits. */
  readonly manifestSha256: string
  readonly usage: bigint
  readonly exitCode: number
  readonly outputs: readonly StoredOutput[]
  readonly signature: Hex
}

/**
 * What the agent needs of the platform. Every call throws an AiigoError whose class says whether trying again can help;
 * a refusal (`userErrors`) is not retryable.
 */
export interface AgentApi {
  upsertNode(node: NodeDescription): Promise<void>
  setAvailability(nodeId: Hex, availability: Availability): Promise<void>
  heartbeat(input: {
    nodeId: Hex
    runningOfferIds: readonly string[]
    generation: number
    roundTripMs: number | null
  }): Promise<{ nextHeartbeatSeconds: number; endedOfferIds: readonly string[] }>
  /** Open offers and unfinished assignments. */
  openOffers(nodeId: Hex): Promise<readonly Offer[]>
  /** Events after the cursor, then live ones; ends or throws when the connection is lost. */
  watchOffers(nodeId: Hex, afterSeq: number | null, signal: AbortSignal): AsyncIterable<OfferEvent>
  /** What the chain's events say of a task's current assignment; null while nobody is assigned, or that is not indexed yet. */
  assignment(taskId: Hex): Promise<Assignment | null>
  openChallenges(nodeId: Hex): Promise<readonly PowChallenge[]>
  acceptOffer(input: { offerId: string; attempt: number; expiry: number; signature: Hex }): Promise<void>
  declineOffer(offerId: string, reason: string): Promise<void>
  reportProgress(offerId: string, progress: { phase: string; note?: string }): Promise<void>
  /** @returns the highest sourceSeq the platform has. */
  appendLogs(offerId: string, lines: readonly LogLine[]): Promise<number>
  submitResult(offerId: string, result: SignedResult): Promise<void>
}
