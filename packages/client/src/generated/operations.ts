/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AddEvidenceInput = {
  /** At most 10, stored before, and sealed to spec.files.recipient where the job’s files are sealed. */
  files?: Array<EvidenceFileInput>;
  jobId: string;
  /** For the panel and the other side; 1 to 4 000 characters. */
  text: string;
};

/** How bad it is. */
export type AlertSeverity =
  | 'CRITICAL'
  | 'INFO'
  | 'WARNING';

export type AnswerBenchmarkInput = {
  /** Digest of each part in their order, 16 hex digits; none of a transfer. */
  digests: Array<string>;
  /** Reads of the disk, MiB a second, as the node measures them. */
  diskReadMibPerSecond?: number | null | undefined;
  /** Durable writes, MiB a second, as the node measures them. */
  diskWriteMibPerSecond?: number | null | undefined;
  /** GFLOP/s of its GPUs, as the image of the owner measures them. */
  gpuGflops?: number | null | undefined;
  stage: BenchmarkStage;
  /** Null: nothing was transferred. */
  transfer?: BenchmarkTransferInput | null | undefined;
};

export type ArbitratorReward_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  amount?: bigint | string | null | undefined;
  amount_gt?: bigint | string | null | undefined;
  amount_gte?: bigint | string | null | undefined;
  amount_in?: Array<bigint | string> | null | undefined;
  amount_lt?: bigint | string | null | undefined;
  amount_lte?: bigint | string | null | undefined;
  amount_not?: bigint | string | null | undefined;
  amount_not_in?: Array<bigint | string> | null | undefined;
  and?: Array<ArbitratorReward_Filter | null | undefined> | null | undefined;
  arbitrator?: string | null | undefined;
  arbitrator_?: Arbitrator_Filter | null | undefined;
  arbitrator_contains?: string | null | undefined;
  arbitrator_contains_nocase?: string | null | undefined;
  arbitrator_ends_with?: string | null | undefined;
  arbitrator_ends_with_nocase?: string | null | undefined;
  arbitrator_gt?: string | null | undefined;
  arbitrator_gte?: string | null | undefined;
  arbitrator_in?: Array<string> | null | undefined;
  arbitrator_lt?: string | null | undefined;
  arbitrator_lte?: string | null | undefined;
  arbitrator_not?: string | null | undefined;
  arbitrator_not_contains?: string | null | undefined;
  arbitrator_not_contains_nocase?: string | null | undefined;
  arbitrator_not_ends_with?: string | null | undefined;
  arbitrator_not_ends_with_nocase?: string | null | undefined;
  arbitrator_not_in?: Array<string> | null | undefined;
  arbitrator_not_starts_with?: string | null | undefined;
  arbitrator_not_starts_with_nocase?: string | null | undefined;
  arbitrator_starts_with?: string | null | undefined;
  arbitrator_starts_with_nocase?: string | null | undefined;
  block?: bigint | string | null | undefined;
  block_gt?: bigint | string | null | undefined;
  block_gte?: bigint | string | null | undefined;
  block_in?: Array<bigint | string> | null | undefined;
  block_lt?: bigint | string | null | undefined;
  block_lte?: bigint | string | null | undefined;
  block_not?: bigint | string | null | undefined;
  block_not_in?: Array<bigint | string> | null | undefined;
  dispute?: string | null | undefined;
  dispute_?: Dispute_Filter | null | undefined;
  dispute_contains?: string | null | undefined;
  dispute_contains_nocase?: string | null | undefined;
  dispute_ends_with?: string | null | undefined;
  dispute_ends_with_nocase?: string | null | undefined;
  dispute_gt?: string | null | undefined;
  dispute_gte?: string | null | undefined;
  dispute_in?: Array<string> | null | undefined;
  dispute_lt?: string | null | undefined;
  dispute_lte?: string | null | undefined;
  dispute_not?: string | null | undefined;
  dispute_not_contains?: string | null | undefined;
  dispute_not_contains_nocase?: string | null | undefined;
  dispute_not_ends_with?: string | null | undefined;
  dispute_not_ends_with_nocase?: string | null | undefined;
  dispute_not_in?: Array<string> | null | undefined;
  dispute_not_starts_with?: string | null | undefined;
  dispute_not_starts_with_nocase?: string | null | undefined;
  dispute_starts_with?: string | null | undefined;
  dispute_starts_with_nocase?: string | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  or?: Array<ArbitratorReward_Filter | null | undefined> | null | undefined;
  timestamp?: bigint | string | null | undefined;
  timestamp_gt?: bigint | string | null | undefined;
  timestamp_gte?: bigint | string | null | undefined;
  timestamp_in?: Array<bigint | string> | null | undefined;
  timestamp_lt?: bigint | string | null | undefined;
  timestamp_lte?: bigint | string | null | undefined;
  timestamp_not?: bigint | string | null | undefined;
  timestamp_not_in?: Array<bigint | string> | null | undefined;
  token?: `0x${string}` | null | undefined;
  token_contains?: `0x${string}` | null | undefined;
  token_gt?: `0x${string}` | null | undefined;
  token_gte?: `0x${string}` | null | undefined;
  token_in?: Array<`0x${string}`> | null | undefined;
  token_lt?: `0x${string}` | null | undefined;
  token_lte?: `0x${string}` | null | undefined;
  token_not?: `0x${string}` | null | undefined;
  token_not_contains?: `0x${string}` | null | undefined;
  token_not_in?: Array<`0x${string}`> | null | undefined;
  transaction?: `0x${string}` | null | undefined;
  transaction_contains?: `0x${string}` | null | undefined;
  transaction_gt?: `0x${string}` | null | undefined;
  transaction_gte?: `0x${string}` | null | undefined;
  transaction_in?: Array<`0x${string}`> | null | undefined;
  transaction_lt?: `0x${string}` | null | undefined;
  transaction_lte?: `0x${string}` | null | undefined;
  transaction_not?: `0x${string}` | null | undefined;
  transaction_not_contains?: `0x${string}` | null | undefined;
  transaction_not_in?: Array<`0x${string}`> | null | undefined;
};

export type Arbitrator_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  active?: boolean | null | undefined;
  active_in?: Array<boolean> | null | undefined;
  active_not?: boolean | null | undefined;
  active_not_in?: Array<boolean> | null | undefined;
  and?: Array<Arbitrator_Filter | null | undefined> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  or?: Array<Arbitrator_Filter | null | undefined> | null | undefined;
  panels?: number | null | undefined;
  panels_gt?: number | null | undefined;
  panels_gte?: number | null | undefined;
  panels_in?: Array<number> | null | undefined;
  panels_lt?: number | null | undefined;
  panels_lte?: number | null | undefined;
  panels_not?: number | null | undefined;
  panels_not_in?: Array<number> | null | undefined;
  rewards_?: ArbitratorReward_Filter | null | undefined;
  seats_?: Seat_Filter | null | undefined;
  silences?: number | null | undefined;
  silences_gt?: number | null | undefined;
  silences_gte?: number | null | undefined;
  silences_in?: Array<number> | null | undefined;
  silences_lt?: number | null | undefined;
  silences_lte?: number | null | undefined;
  silences_not?: number | null | undefined;
  silences_not_in?: Array<number> | null | undefined;
};

/** Processor of an image, as OCI names it. */
export type Architecture =
  | 'amd64'
  | 'arm64';

/** A version of a file that the job names as an artifact, which the caller has stored. */
export type ArtifactInput = {
  /** Content id that the blob store answered. */
  cid: string;
  /** MAC of the content under the job’s key, 64 lower-case hex digits; none where files are not sealed. */
  mac?: string | null | undefined;
  /** Name of the file in the job’s directory. */
  name: string;
  /** Of the file as it is stored; 64 lower-case hex digits. */
  sha256: string;
  /** Bytes of the content. */
  size: number;
  /** Bytes of the file as it is stored. */
  storedSize: number;
  /** When the node took it: a version that is no newer than the attempt’s stored one changes nothing. */
  takenAt: string;
};

export type Ask_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  and?: Array<Ask_Filter | null | undefined> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  node?: string | null | undefined;
  node_?: Node_Filter | null | undefined;
  node_contains?: string | null | undefined;
  node_contains_nocase?: string | null | undefined;
  node_ends_with?: string | null | undefined;
  node_ends_with_nocase?: string | null | undefined;
  node_gt?: string | null | undefined;
  node_gte?: string | null | undefined;
  node_in?: Array<string> | null | undefined;
  node_lt?: string | null | undefined;
  node_lte?: string | null | undefined;
  node_not?: string | null | undefined;
  node_not_contains?: string | null | undefined;
  node_not_contains_nocase?: string | null | undefined;
  node_not_ends_with?: string | null | undefined;
  node_not_ends_with_nocase?: string | null | undefined;
  node_not_in?: Array<string> | null | undefined;
  node_not_starts_with?: string | null | undefined;
  node_not_starts_with_nocase?: string | null | undefined;
  node_starts_with?: string | null | undefined;
  node_starts_with_nocase?: string | null | undefined;
  or?: Array<Ask_Filter | null | undefined> | null | undefined;
  rate?: bigint | string | null | undefined;
  rate_gt?: bigint | string | null | undefined;
  rate_gte?: bigint | string | null | undefined;
  rate_in?: Array<bigint | string> | null | undefined;
  rate_lt?: bigint | string | null | undefined;
  rate_lte?: bigint | string | null | undefined;
  rate_not?: bigint | string | null | undefined;
  rate_not_in?: Array<bigint | string> | null | undefined;
  token?: `0x${string}` | null | undefined;
  token_contains?: `0x${string}` | null | undefined;
  token_gt?: `0x${string}` | null | undefined;
  token_gte?: `0x${string}` | null | undefined;
  token_in?: Array<`0x${string}`> | null | undefined;
  token_lt?: `0x${string}` | null | undefined;
  token_lte?: `0x${string}` | null | undefined;
  token_not?: `0x${string}` | null | undefined;
  token_not_contains?: `0x${string}` | null | undefined;
  token_not_in?: Array<`0x${string}`> | null | undefined;
  updatedBlock?: bigint | string | null | undefined;
  updatedBlock_gt?: bigint | string | null | undefined;
  updatedBlock_gte?: bigint | string | null | undefined;
  updatedBlock_in?: Array<bigint | string> | null | undefined;
  updatedBlock_lt?: bigint | string | null | undefined;
  updatedBlock_lte?: bigint | string | null | undefined;
  updatedBlock_not?: bigint | string | null | undefined;
  updatedBlock_not_in?: Array<bigint | string> | null | undefined;
};

/** Where one node's try at a job stands. */
export type AttemptState =
  | 'ACCEPTED'
  | 'ASSIGNED'
  | 'DECLINED'
  | 'EXECUTING'
  | 'OFFERED'
  | 'OFFER_EXPIRED'
  | 'REJECTED'
  | 'RELEASED'
  | 'SUBMITTED'
  | 'SUCCEEDED'
  | 'TIMED_OUT'
  | 'WITHDRAWN';

export type AuditNodeInput = {
  /** Until when the audit stands, whole seconds; a year at most. */
  expiresAt: string;
  nodeId: `0x${string}`;
  /** EIP-712 TypeAudit of the caller over the node as it is registered: type, units, hardware and tflops, and the fields above. */
  signature: `0x${string}`;
  /** What was looked at and found, 10 to 1 000 characters; everybody can read it. */
  statement: string;
};

/** Whether a provider wants work for a node. DRAINING finishes what is open and takes nothing new. */
export type Availability =
  | 'AVAILABLE'
  | 'DRAINING'
  | 'UNAVAILABLE';

/** CPU: products of matrices. MEMORY: a walk over a large buffer. TRANSFER: bytes to the blob store and back. */
export type BenchmarkStage =
  | 'CPU'
  | 'MEMORY'
  | 'TRANSFER';

export type BenchmarkTransferInput = {
  /** SHA-256 of the stored bytes, hex. */
  sha256: string;
  /** Share of the transfer’s time that storing took, between 0 and 1. */
  upShare: number;
};

export type BlockChangedFilter = {
  number_gte: number;
};

export type Block_Height = {
  hash?: `0x${string}` | null | undefined;
  number?: number | null | undefined;
  number_gte?: number | null | undefined;
};

export type BondMovementKind =
  | 'COMMITTED'
  | 'RELEASE_REQUESTED'
  | 'SLASHED'
  | 'TOPPED_UP'
  | 'WITHDRAWN';

/** What is wrong with capacity. */
export type CapacityAlertCode =
  | 'BELOW_TARGET'
  | 'OVERFLOW'
  | 'PLAN_NOT_MET'
  | 'SLA_MISSED'
  | 'WAITING_WITHOUT_SUPPLY';

/** SEATED: drawn. PHASE: the dispute moved on. EVIDENCE: a side has added something. */
export type CaseEventKind =
  | 'EVIDENCE'
  | 'PHASE'
  | 'SEATED';

/** Where a case stands for one arbitrator. MISSED: a deadline passed without the vote, or without its opening. */
export type CaseState =
  | 'COMMITTED'
  | 'DECIDED'
  | 'MISSED'
  | 'REVEALED'
  | 'TO_COMMIT'
  | 'TO_REVEAL';

/** PREPARED: signed and saved. SENT: given to the chain. MINED: in a block. FAILED: reverted. REPLACED: its nonce was used by another. */
export type ChainTransactionState =
  | 'FAILED'
  | 'MINED'
  | 'PREPARED'
  | 'REPLACED'
  | 'SENT';

/** ISSUED: waits for its start, which fixes the seed; nobody can work at it yet. It lapses at its deadline, without harm. */
export type ChallengeState =
  | 'FAILED'
  | 'ISSUED'
  | 'OPEN'
  | 'PASSED';

export type Challenge_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  and?: Array<Challenge_Filter | null | undefined> | null | undefined;
  deadline?: bigint | string | null | undefined;
  deadline_gt?: bigint | string | null | undefined;
  deadline_gte?: bigint | string | null | undefined;
  deadline_in?: Array<bigint | string> | null | undefined;
  deadline_lt?: bigint | string | null | undefined;
  deadline_lte?: bigint | string | null | undefined;
  deadline_not?: bigint | string | null | undefined;
  deadline_not_in?: Array<bigint | string> | null | undefined;
  elapsedSeconds?: bigint | string | null | undefined;
  elapsedSeconds_gt?: bigint | string | null | undefined;
  elapsedSeconds_gte?: bigint | string | null | undefined;
  elapsedSeconds_in?: Array<bigint | string> | null | undefined;
  elapsedSeconds_lt?: bigint | string | null | undefined;
  elapsedSeconds_lte?: bigint | string | null | undefined;
  elapsedSeconds_not?: bigint | string | null | undefined;
  elapsedSeconds_not_in?: Array<bigint | string> | null | undefined;
  hashesPerSecond?: bigint | string | null | undefined;
  hashesPerSecond_gt?: bigint | string | null | undefined;
  hashesPerSecond_gte?: bigint | string | null | undefined;
  hashesPerSecond_in?: Array<bigint | string> | null | undefined;
  hashesPerSecond_lt?: bigint | string | null | undefined;
  hashesPerSecond_lte?: bigint | string | null | undefined;
  hashesPerSecond_not?: bigint | string | null | undefined;
  hashesPerSecond_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  issuedAt?: bigint | string | null | undefined;
  issuedAt_gt?: bigint | string | null | undefined;
  issuedAt_gte?: bigint | string | null | undefined;
  issuedAt_in?: Array<bigint | string> | null | undefined;
  issuedAt_lt?: bigint | string | null | undefined;
  issuedAt_lte?: bigint | string | null | undefined;
  issuedAt_not?: bigint | string | null | undefined;
  issuedAt_not_in?: Array<bigint | string> | null | undefined;
  node?: string | null | undefined;
  node_?: Node_Filter | null | undefined;
  node_contains?: string | null | undefined;
  node_contains_nocase?: string | null | undefined;
  node_ends_with?: string | null | undefined;
  node_ends_with_nocase?: string | null | undefined;
  node_gt?: string | null | undefined;
  node_gte?: string | null | undefined;
  node_in?: Array<string> | null | undefined;
  node_lt?: string | null | undefined;
  node_lte?: string | null | undefined;
  node_not?: string | null | undefined;
  node_not_contains?: string | null | undefined;
  node_not_contains_nocase?: string | null | undefined;
  node_not_ends_with?: string | null | undefined;
  node_not_ends_with_nocase?: string | null | undefined;
  node_not_in?: Array<string> | null | undefined;
  node_not_starts_with?: string | null | undefined;
  node_not_starts_with_nocase?: string | null | undefined;
  node_starts_with?: string | null | undefined;
  node_starts_with_nocase?: string | null | undefined;
  nonceCount?: number | null | undefined;
  nonceCount_gt?: number | null | undefined;
  nonceCount_gte?: number | null | undefined;
  nonceCount_in?: Array<number> | null | undefined;
  nonceCount_lt?: number | null | undefined;
  nonceCount_lte?: number | null | undefined;
  nonceCount_not?: number | null | undefined;
  nonceCount_not_in?: Array<number> | null | undefined;
  or?: Array<Challenge_Filter | null | undefined> | null | undefined;
  seed?: `0x${string}` | null | undefined;
  seed_contains?: `0x${string}` | null | undefined;
  seed_gt?: `0x${string}` | null | undefined;
  seed_gte?: `0x${string}` | null | undefined;
  seed_in?: Array<`0x${string}`> | null | undefined;
  seed_lt?: `0x${string}` | null | undefined;
  seed_lte?: `0x${string}` | null | undefined;
  seed_not?: `0x${string}` | null | undefined;
  seed_not_contains?: `0x${string}` | null | undefined;
  seed_not_in?: Array<`0x${string}`> | null | undefined;
  startedAt?: bigint | string | null | undefined;
  startedAt_gt?: bigint | string | null | undefined;
  startedAt_gte?: bigint | string | null | undefined;
  startedAt_in?: Array<bigint | string> | null | undefined;
  startedAt_lt?: bigint | string | null | undefined;
  startedAt_lte?: bigint | string | null | undefined;
  startedAt_not?: bigint | string | null | undefined;
  startedAt_not_in?: Array<bigint | string> | null | undefined;
  state?: ChallengeState | null | undefined;
  state_in?: Array<ChallengeState> | null | undefined;
  state_not?: ChallengeState | null | undefined;
  state_not_in?: Array<ChallengeState> | null | undefined;
  target?: bigint | string | null | undefined;
  target_gt?: bigint | string | null | undefined;
  target_gte?: bigint | string | null | undefined;
  target_in?: Array<bigint | string> | null | undefined;
  target_lt?: bigint | string | null | undefined;
  target_lte?: bigint | string | null | undefined;
  target_not?: bigint | string | null | undefined;
  target_not_in?: Array<bigint | string> | null | undefined;
};

/** Why a result is checked. DRAWN: by lot. REPLICATED: it is one of several replicas. DISPUTE: its buyer disputes it. */
export type CheckCause =
  | 'DISPUTE'
  | 'DRAWN'
  | 'REPLICATED';

/** The report with the end of the log, which the caller has stored, sealed to the job’s key. */
export type CheckFileInput = {
  /** Content id that the blob store answered. */
  cid: string;
  /** Of the file as it is stored; 64 lower-case hex digits. */
  sha256: string;
  /** Bytes of the file as it is stored. */
  size: number;
};

/** A file that a run wrote. */
export type CheckOutputInput = {
  /** MAC of the content under the job’s key, or its SHA-256 where files are not sealed; 64 hex digits. */
  digest: string;
  name: string;
};

/** Where a re-run stands. FAILED: its node gave no report. INCOMPARABLE: a limit stopped one of the two programs. */
export type CheckRunState =
  | 'ASSIGNED'
  | 'DIFFERED'
  | 'FAILED'
  | 'INCOMPARABLE'
  | 'MATCHED'
  | 'REPORTED';

/** Where the check of a result stands. NOT_DRAWN: the draw left it out. MATCHED, DIFFERED: what another run gave; DIFFERED, too, when the provider keeps nothing to compare with. SKIPPED: no run could be compared. */
export type CheckState =
  | 'ASSIGNED'
  | 'DIFFERED'
  | 'MATCHED'
  | 'NOT_DRAWN'
  | 'PENDING'
  | 'SKIPPED';

/** A version of the checkpoint, which the caller has stored. */
export type CheckpointInput = {
  /** Content id that the blob store answered. */
  cid: string;
  /** MAC of the content under the job’s key, 64 lower-case hex digits; none where files are not sealed. */
  mac?: string | null | undefined;
  /** Number of the version within the attempt, rising from 1. */
  sequence: number;
  /** Of the file as it is stored; 64 lower-case hex digits. */
  sha256: string;
  /** Bytes of the file as it is stored. */
  size: number;
};

/** Whose reserved instances a CLOUD node is one of. */
export type CloudProvider =
  | 'AWS'
  | 'AZURE'
  | 'GCP';

/** What a job asks of trust: STANDARD of VERIFIED and up, ENTERPRISE of TRUSTED and up, DIRECT of PARTNER. A VERIFIED node of tier OWNED meets all. */
export type Contract =
  | 'DIRECT'
  | 'ENTERPRISE'
  | 'STANDARD';

/** VETO: against a proposal of the DAO, whose number is the subject. */
export type CouncilVoteKind =
  | 'CANCEL_EPOCH'
  | 'PAUSE'
  | 'UNPAUSE'
  | 'VETO';

/** Where a dispute stands on chain. FINAL: nobody can vote any more, and the ruling is not executed yet. */
export type DisputePhase =
  | 'COMMIT'
  | 'CONCLUDED'
  | 'DRAW'
  | 'FINAL'
  | 'REVEAL';

/** A side of a dispute; PLATFORM: its nodes, which run the job again. */
export type DisputeSide =
  | 'BUYER'
  | 'PLATFORM'
  | 'PROVIDER';

/** OPENED: its panel is not drawn yet. DRAWN: the panel votes. CONCLUDED: the ruling is taken. */
export type DisputeState =
  | 'CONCLUDED'
  | 'DRAWN'
  | 'OPENED';

export type Dispute_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  and?: Array<Dispute_Filter | null | undefined> | null | undefined;
  arbitratorsAmount?: bigint | string | null | undefined;
  arbitratorsAmount_gt?: bigint | string | null | undefined;
  arbitratorsAmount_gte?: bigint | string | null | undefined;
  arbitratorsAmount_in?: Array<bigint | string> | null | undefined;
  arbitratorsAmount_lt?: bigint | string | null | undefined;
  arbitratorsAmount_lte?: bigint | string | null | undefined;
  arbitratorsAmount_not?: bigint | string | null | undefined;
  arbitratorsAmount_not_in?: Array<bigint | string> | null | undefined;
  bond?: bigint | string | null | undefined;
  bondReturned?: bigint | string | null | undefined;
  bondReturned_gt?: bigint | string | null | undefined;
  bondReturned_gte?: bigint | string | null | undefined;
  bondReturned_in?: Array<bigint | string> | null | undefined;
  bondReturned_lt?: bigint | string | null | undefined;
  bondReturned_lte?: bigint | string | null | undefined;
  bondReturned_not?: bigint | string | null | undefined;
  bondReturned_not_in?: Array<bigint | string> | null | undefined;
  bond_gt?: bigint | string | null | undefined;
  bond_gte?: bigint | string | null | undefined;
  bond_in?: Array<bigint | string> | null | undefined;
  bond_lt?: bigint | string | null | undefined;
  bond_lte?: bigint | string | null | undefined;
  bond_not?: bigint | string | null | undefined;
  bond_not_in?: Array<bigint | string> | null | undefined;
  buyer?: `0x${string}` | null | undefined;
  buyer_contains?: `0x${string}` | null | undefined;
  buyer_gt?: `0x${string}` | null | undefined;
  buyer_gte?: `0x${string}` | null | undefined;
  buyer_in?: Array<`0x${string}`> | null | undefined;
  buyer_lt?: `0x${string}` | null | undefined;
  buyer_lte?: `0x${string}` | null | undefined;
  buyer_not?: `0x${string}` | null | undefined;
  buyer_not_contains?: `0x${string}` | null | undefined;
  buyer_not_in?: Array<`0x${string}`> | null | undefined;
  commitBy?: bigint | string | null | undefined;
  commitBy_gt?: bigint | string | null | undefined;
  commitBy_gte?: bigint | string | null | undefined;
  commitBy_in?: Array<bigint | string> | null | undefined;
  commitBy_lt?: bigint | string | null | undefined;
  commitBy_lte?: bigint | string | null | undefined;
  commitBy_not?: bigint | string | null | undefined;
  commitBy_not_in?: Array<bigint | string> | null | undefined;
  drawBlock?: bigint | string | null | undefined;
  drawBlock_gt?: bigint | string | null | undefined;
  drawBlock_gte?: bigint | string | null | undefined;
  drawBlock_in?: Array<bigint | string> | null | undefined;
  drawBlock_lt?: bigint | string | null | undefined;
  drawBlock_lte?: bigint | string | null | undefined;
  drawBlock_not?: bigint | string | null | undefined;
  drawBlock_not_in?: Array<bigint | string> | null | undefined;
  drawBy?: bigint | string | null | undefined;
  drawBy_gt?: bigint | string | null | undefined;
  drawBy_gte?: bigint | string | null | undefined;
  drawBy_in?: Array<bigint | string> | null | undefined;
  drawBy_lt?: bigint | string | null | undefined;
  drawBy_lte?: bigint | string | null | undefined;
  drawBy_not?: bigint | string | null | undefined;
  drawBy_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  majority?: Array<`0x${string}`> | null | undefined;
  majority_contains?: Array<`0x${string}`> | null | undefined;
  majority_not?: Array<`0x${string}`> | null | undefined;
  majority_not_contains?: Array<`0x${string}`> | null | undefined;
  node?: string | null | undefined;
  node_?: Node_Filter | null | undefined;
  node_contains?: string | null | undefined;
  node_contains_nocase?: string | null | undefined;
  node_ends_with?: string | null | undefined;
  node_ends_with_nocase?: string | null | undefined;
  node_gt?: string | null | undefined;
  node_gte?: string | null | undefined;
  node_in?: Array<string> | null | undefined;
  node_lt?: string | null | undefined;
  node_lte?: string | null | undefined;
  node_not?: string | null | undefined;
  node_not_contains?: string | null | undefined;
  node_not_contains_nocase?: string | null | undefined;
  node_not_ends_with?: string | null | undefined;
  node_not_ends_with_nocase?: string | null | undefined;
  node_not_in?: Array<string> | null | undefined;
  node_not_starts_with?: string | null | undefined;
  node_not_starts_with_nocase?: string | null | undefined;
  node_starts_with?: string | null | undefined;
  node_starts_with_nocase?: string | null | undefined;
  openedAt?: bigint | string | null | undefined;
  openedAt_gt?: bigint | string | null | undefined;
  openedAt_gte?: bigint | string | null | undefined;
  openedAt_in?: Array<bigint | string> | null | undefined;
  openedAt_lt?: bigint | string | null | undefined;
  openedAt_lte?: bigint | string | null | undefined;
  openedAt_not?: bigint | string | null | undefined;
  openedAt_not_in?: Array<bigint | string> | null | undefined;
  or?: Array<Dispute_Filter | null | undefined> | null | undefined;
  provider?: `0x${string}` | null | undefined;
  provider_contains?: `0x${string}` | null | undefined;
  provider_gt?: `0x${string}` | null | undefined;
  provider_gte?: `0x${string}` | null | undefined;
  provider_in?: Array<`0x${string}`> | null | undefined;
  provider_lt?: `0x${string}` | null | undefined;
  provider_lte?: `0x${string}` | null | undefined;
  provider_not?: `0x${string}` | null | undefined;
  provider_not_contains?: `0x${string}` | null | undefined;
  provider_not_in?: Array<`0x${string}`> | null | undefined;
  reasonHash?: `0x${string}` | null | undefined;
  reasonHash_contains?: `0x${string}` | null | undefined;
  reasonHash_gt?: `0x${string}` | null | undefined;
  reasonHash_gte?: `0x${string}` | null | undefined;
  reasonHash_in?: Array<`0x${string}`> | null | undefined;
  reasonHash_lt?: `0x${string}` | null | undefined;
  reasonHash_lte?: `0x${string}` | null | undefined;
  reasonHash_not?: `0x${string}` | null | undefined;
  reasonHash_not_contains?: `0x${string}` | null | undefined;
  reasonHash_not_in?: Array<`0x${string}`> | null | undefined;
  resolvedAt?: bigint | string | null | undefined;
  resolvedAt_gt?: bigint | string | null | undefined;
  resolvedAt_gte?: bigint | string | null | undefined;
  resolvedAt_in?: Array<bigint | string> | null | undefined;
  resolvedAt_lt?: bigint | string | null | undefined;
  resolvedAt_lte?: bigint | string | null | undefined;
  resolvedAt_not?: bigint | string | null | undefined;
  resolvedAt_not_in?: Array<bigint | string> | null | undefined;
  revealBy?: bigint | string | null | undefined;
  revealBy_gt?: bigint | string | null | undefined;
  revealBy_gte?: bigint | string | null | undefined;
  revealBy_in?: Array<bigint | string> | null | undefined;
  revealBy_lt?: bigint | string | null | undefined;
  revealBy_lte?: bigint | string | null | undefined;
  revealBy_not?: bigint | string | null | undefined;
  revealBy_not_in?: Array<bigint | string> | null | undefined;
  rewards_?: ArbitratorReward_Filter | null | undefined;
  ruling?: Ruling | null | undefined;
  ruling_in?: Array<Ruling> | null | undefined;
  ruling_not?: Ruling | null | undefined;
  ruling_not_in?: Array<Ruling> | null | undefined;
  seats_?: Seat_Filter | null | undefined;
  state?: DisputeState | null | undefined;
  state_in?: Array<DisputeState> | null | undefined;
  state_not?: DisputeState | null | undefined;
  state_not_in?: Array<DisputeState> | null | undefined;
  task?: string | null | undefined;
  task_?: Task_Filter | null | undefined;
  task_contains?: string | null | undefined;
  task_contains_nocase?: string | null | undefined;
  task_ends_with?: string | null | undefined;
  task_ends_with_nocase?: string | null | undefined;
  task_gt?: string | null | undefined;
  task_gte?: string | null | undefined;
  task_in?: Array<string> | null | undefined;
  task_lt?: string | null | undefined;
  task_lte?: string | null | undefined;
  task_not?: string | null | undefined;
  task_not_contains?: string | null | undefined;
  task_not_contains_nocase?: string | null | undefined;
  task_not_ends_with?: string | null | undefined;
  task_not_ends_with_nocase?: string | null | undefined;
  task_not_in?: Array<string> | null | undefined;
  task_not_starts_with?: string | null | undefined;
  task_not_starts_with_nocase?: string | null | undefined;
  task_starts_with?: string | null | undefined;
  task_starts_with_nocase?: string | null | undefined;
};

/** A device, and what it is thought to do. Only resourceType has no default. */
export type EarningsInput = {
  /** Yearly yield of it, basis points. */
  apyBps?: number;
  /** Referral, uptime and performance bonuses, AIIGO base units. */
  bonuses?: bigint | string;
  /** Time looked at; a month is 730 hours. */
  hours?: number;
  /** NETWORK, MOBILE, IOT: MB, tasks or data points a day. */
  perDay?: bigint | string | null | undefined;
  /** GPU and CPU: price of the whole device per hour, base units. Not together with rate. */
  pricePerHour?: bigint | string | null | undefined;
  /** Base units per million units of usage; without it and pricePerHour the median of the price index. */
  rate?: bigint | string | null | undefined;
  /** US, EU, ASIA, SA, AF, OC, or ALL: whose index to go by. */
  region?: string;
  /** GPU model such as "RTX 4090": whose index to go by. */
  resourceClass?: string;
  resourceType: ResourceType;
  /** AIIGO staked for yield, base units. */
  staked?: bigint | string;
  /** Symbol or address of the token it is paid in. */
  token?: string;
  /** GPU and CPU: GPUs or cores. */
  units?: number;
  /** Share of the time it works, basis points; when not given as the index says, or 6000. */
  utilizationBps?: number | null | undefined;
};

/**
 * DEPOSITED, WITHDRAWN: into and out of an account's balance. LOCKED: a task's deposit (out of the balance when `prepaid`). PROVIDER, REFUND,
 * REBATE, ARBITRATOR: out of a lock into a balance. BOND_LOCKED, BOND_RETURNED: a dispute's bond. FEES_WITHDRAWN: fees sent to the treasury.
 */
export type EscrowMovementKind =
  | 'ARBITRATOR'
  | 'BOND_LOCKED'
  | 'BOND_RETURNED'
  | 'DEPOSITED'
  | 'FEES_WITHDRAWN'
  | 'LOCKED'
  | 'PROVIDER'
  | 'REBATE'
  | 'REFUND'
  | 'WITHDRAWN';

export type EscrowMovement_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  account?: `0x${string}` | null | undefined;
  account_contains?: `0x${string}` | null | undefined;
  account_gt?: `0x${string}` | null | undefined;
  account_gte?: `0x${string}` | null | undefined;
  account_in?: Array<`0x${string}`> | null | undefined;
  account_lt?: `0x${string}` | null | undefined;
  account_lte?: `0x${string}` | null | undefined;
  account_not?: `0x${string}` | null | undefined;
  account_not_contains?: `0x${string}` | null | undefined;
  account_not_in?: Array<`0x${string}`> | null | undefined;
  amount?: bigint | string | null | undefined;
  amount_gt?: bigint | string | null | undefined;
  amount_gte?: bigint | string | null | undefined;
  amount_in?: Array<bigint | string> | null | undefined;
  amount_lt?: bigint | string | null | undefined;
  amount_lte?: bigint | string | null | undefined;
  amount_not?: bigint | string | null | undefined;
  amount_not_in?: Array<bigint | string> | null | undefined;
  and?: Array<EscrowMovement_Filter | null | undefined> | null | undefined;
  block?: bigint | string | null | undefined;
  block_gt?: bigint | string | null | undefined;
  block_gte?: bigint | string | null | undefined;
  block_in?: Array<bigint | string> | null | undefined;
  block_lt?: bigint | string | null | undefined;
  block_lte?: bigint | string | null | undefined;
  block_not?: bigint | string | null | undefined;
  block_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  kind?: EscrowMovementKind | null | undefined;
  kind_in?: Array<EscrowMovementKind> | null | undefined;
  kind_not?: EscrowMovementKind | null | undefined;
  kind_not_in?: Array<EscrowMovementKind> | null | undefined;
  or?: Array<EscrowMovement_Filter | null | undefined> | null | undefined;
  prepaid?: boolean | null | undefined;
  prepaid_in?: Array<boolean> | null | undefined;
  prepaid_not?: boolean | null | undefined;
  prepaid_not_in?: Array<boolean> | null | undefined;
  task?: string | null | undefined;
  task_?: Task_Filter | null | undefined;
  task_contains?: string | null | undefined;
  task_contains_nocase?: string | null | undefined;
  task_ends_with?: string | null | undefined;
  task_ends_with_nocase?: string | null | undefined;
  task_gt?: string | null | undefined;
  task_gte?: string | null | undefined;
  task_in?: Array<string> | null | undefined;
  task_lt?: string | null | undefined;
  task_lte?: string | null | undefined;
  task_not?: string | null | undefined;
  task_not_contains?: string | null | undefined;
  task_not_contains_nocase?: string | null | undefined;
  task_not_ends_with?: string | null | undefined;
  task_not_ends_with_nocase?: string | null | undefined;
  task_not_in?: Array<string> | null | undefined;
  task_not_starts_with?: string | null | undefined;
  task_not_starts_with_nocase?: string | null | undefined;
  task_starts_with?: string | null | undefined;
  task_starts_with_nocase?: string | null | undefined;
  timestamp?: bigint | string | null | undefined;
  timestamp_gt?: bigint | string | null | undefined;
  timestamp_gte?: bigint | string | null | undefined;
  timestamp_in?: Array<bigint | string> | null | undefined;
  timestamp_lt?: bigint | string | null | undefined;
  timestamp_lte?: bigint | string | null | undefined;
  timestamp_not?: bigint | string | null | undefined;
  timestamp_not_in?: Array<bigint | string> | null | undefined;
  token?: `0x${string}` | null | undefined;
  token_contains?: `0x${string}` | null | undefined;
  token_gt?: `0x${string}` | null | undefined;
  token_gte?: `0x${string}` | null | undefined;
  token_in?: Array<`0x${string}`> | null | undefined;
  token_lt?: `0x${string}` | null | undefined;
  token_lte?: `0x${string}` | null | undefined;
  token_not?: `0x${string}` | null | undefined;
  token_not_contains?: `0x${string}` | null | undefined;
  token_not_in?: Array<`0x${string}`> | null | undefined;
  transaction?: `0x${string}` | null | undefined;
  transaction_contains?: `0x${string}` | null | undefined;
  transaction_gt?: `0x${string}` | null | undefined;
  transaction_gte?: `0x${string}` | null | undefined;
  transaction_in?: Array<`0x${string}`> | null | undefined;
  transaction_lt?: `0x${string}` | null | undefined;
  transaction_lte?: `0x${string}` | null | undefined;
  transaction_not?: `0x${string}` | null | undefined;
  transaction_not_contains?: `0x${string}` | null | undefined;
  transaction_not_in?: Array<`0x${string}`> | null | undefined;
};

export type EvidenceFileInput = {
  /** Content id in the blob store, where the caller has stored it. */
  cid: string;
  /** Its name: plain, with folders at most. */
  name: string;
  /** 64 hex digits. */
  sha256: string;
  /** Bytes. */
  size: number;
};

/** platform: the platform releases the key to the assigned node. private: the buyer’s client alone. none: the files are stored as they are. */
export type FilePrivacy =
  | 'none'
  | 'platform'
  | 'private';

/** TRADES: learnt from what was paid lately. ASKS: reasoned from who would take the job now. */
export type ForecastBasis =
  | 'ASKS'
  | 'TRADES';

/** Length of a candle; hours and days in UTC. */
export type Granularity =
  | 'DAY'
  | 'HOUR';

/** Least hardware a node must have. */
export type HardwareInput = {
  /** Network bandwidth, Mbit/s. */
  minBandwidthMbps?: number | null | undefined;
  /** Main memory, GiB. */
  minRamGiB?: number | null | undefined;
  /** GPU memory per unit, GiB. */
  minVramGiB?: number | null | undefined;
  /** Text that the node's hardware model must contain. */
  model?: string | null | undefined;
};

export type HeartbeatInput = {
  /** Raised by the agent each time it starts. */
  generation?: number | null | undefined;
  nodeId: `0x${string}`;
  /** How long the last call to the platform took, milliseconds. */
  roundTripMs?: number | null | undefined;
  /** Offers whose jobs are running on the node now. */
  runningOfferIds: Array<string>;
};

/** Files that are stored while the program runs, each time they have changed. */
export type JobArtifactsInput = {
  /** Least time between two looks for changed files, seconds. */
  everySeconds?: number;
  /** Names, folders and patterns of the files, in the form of outputs; an output may be one of them. */
  files: Array<string>;
};

/** What the buyer pays at most. */
export type JobBudgetInput = {
  /** The deposit: the most the job may cost, in whole tokens. Decimal text. */
  amount: string;
  /** GPU and CPU: highest price accepted for an hour of the whole job (all its units), in whole tokens. Decimal text. */
  maxPricePerHour?: string | null | undefined;
  /** Highest rate accepted, in whole tokens per unit of usage. Decimal text. */
  maxRate?: string | null | undefined;
  /** Payment token: a symbol or an address. */
  token: string;
};

/** A file that the next attempt goes on with. */
export type JobCheckpointInput = {
  /** Least time between two versions that are kept, seconds. */
  everySeconds?: number;
  /** Its name in the job's directory; the program writes another file and renames it. */
  file: string;
  /** Largest version that is kept, MiB. */
  maxMiB?: number;
};

/** When waiting ends. */
export type JobDeadlinesInput = {
  /** Time to find a node, seconds. */
  assignSeconds?: number;
  /** Time to fund the job after submitting it, seconds. */
  fundSeconds?: number;
  /** Challenge window after the result, seconds. */
  windowSeconds?: number;
};

/** How the files of a job are stored. */
export type JobFilesInput = {
  privacy: FilePrivacy;
  /** Public part of the key that the job’s files are sealed to: an X25519 recipient of age. None where the privacy is none. */
  recipient?: string | null | undefined;
};

/** An element of an array: its index, and in which fields its specification differs from that of its step. */
export type JobGroupElementInput = {
  args?: Array<string> | null | undefined;
  /** An object of texts by name. */
  env?: unknown;
  /** From 0; each once within its step. */
  index: number;
  inputs?: Array<JobInputFileInput> | null | undefined;
  name?: string | null | undefined;
  needs?: Array<string> | null | undefined;
  /** Salt of its specification, another one for each element. */
  salt: string;
  /** Of a replica: the same for all replicas of one element. */
  seed?: string | null | undefined;
};

export type JobGroupQuoteInput = {
  /** Each behind those that it needs; at most 500 jobs together, with at most 32 different demands of a node. */
  steps: Array<JobGroupQuoteStepInput>;
};

/** Jobs of a group that ask the same of a node: one job, or the elements of an array. */
export type JobGroupQuoteStepInput = {
  /** What each of its jobs would need. */
  job: QuoteInput;
  /** Its jobs, replicas among them. */
  jobs?: number;
  /** Name of the step; each once. */
  key: string;
  /** Steps that have to end first; each stands before this. */
  needs?: Array<string>;
  /** So many of its jobs after each other are replicas of one job: a divisor of jobs. */
  replicas?: number;
};

/** One job of a group, or an array of jobs. */
export type JobGroupStepInput = {
  /** Of an array; left out for one job. */
  elements?: Array<JobGroupElementInput> | null | undefined;
  /** Its name: a letter, then letters, digits, "-" and "_", at most 40 in all. */
  key: string;
  /** Of the job; of an array the fields that its elements have in common. */
  spec: JobSpecInput;
};

/** A file of the job’s directory: one that is in the blob store already (cid, sha256, size), or an output of a job of `needs` (from, path, maxBytes). */
export type JobInputFileInput = {
  /** Its name in the job's directory. */
  as: string;
  /** Content id in the blob store. */
  cid?: string | null | undefined;
  /** Hash of the needed job, as its task request binds it. */
  from?: string | null | undefined;
  /** Most bytes that the file may have as it is stored: nodes decide by it. */
  maxBytes?: number | null | undefined;
  /** Name of the output of the needed job. */
  path?: string | null | undefined;
  /** SHA-256 of the content, 64 lower-case hex digits. */
  sha256?: string | null | undefined;
  /** Bytes. */
  size?: number | null | undefined;
};

/** Where a run is stopped. */
export type JobLimitsInput = {
  /** Most that files and logs may hold together, MiB. */
  outputMiB?: number;
  /** Wall time after which the program is stopped, seconds. */
  seconds?: number;
};

/** The program, which is in the blob store already (cid, sha256, size); or readings of a sensor (sensor, points, everySeconds); or the serving of the inputs (readers, megabytes, chunks). */
export type JobProgramInput = {
  /** Processor that the image is made for, as OCI names it. Of images alone. */
  architecture?: Architecture | null | undefined;
  /** For each input the SHA-256 of the list of the SHA-256 digests of its chunks of 1 MiB. Of the serving of files alone. */
  chunks?: Array<string> | null | undefined;
  /** Content id in the blob store. */
  cid?: string | null | undefined;
  /** The image gives the same bytes in each run, so that its result can be checked by another run. Of images alone; true or left out. */
  deterministic?: boolean | null | undefined;
  /** The program that begins, and its first arguments, in place of the image's own entry point. Of images alone. */
  entrypoint?: Array<string> | null | undefined;
  /** Time from one reading to the next, seconds. Of readings alone. */
  everySeconds?: number | null | undefined;
  kind?: ProgramKind;
  /** MB (10^6 bytes) that are served at most, no less than one chunk: the usage that is paid at most. Of the serving of files alone. */
  megabytes?: number | null | undefined;
  /** Data points: the usage that is paid at most. Of readings alone. */
  points?: number | null | undefined;
  /** Whether the program is stored as it is; else it is sealed. */
  public?: boolean | null | undefined;
  /** Addresses of the wallets that may read the files: they sign for the bytes that came. Of the serving of files alone. */
  readers?: Array<string> | null | undefined;
  /** Name of the sensor, as nodes list it. Of readings alone. */
  sensor?: string | null | undefined;
  /** SHA-256 of the content, 64 lower-case hex digits. */
  sha256?: string | null | undefined;
  /** Bytes. */
  size?: number | null | undefined;
};

/** What the job needs of a node. */
export type JobResourcesInput = {
  /** Kind of contract: STANDARD needs nodes of VERIFIED and up, ENTERPRISE of TRUSTED, DIRECT of PARTNER; a VERIFIED node of tier OWNED meets all. By the budget when not given. */
  contract?: Contract | null | undefined;
  /** Where latency is measured from; the platform's own place when not given. */
  fromRegion?: string | null | undefined;
  /** Least hardware a node must have. */
  hardware?: HardwareInput | null | undefined;
  /** Highest expected round trip, milliseconds. */
  maxLatencyMs?: number | null | undefined;
  /** Memory the program may use, MiB. */
  memoryMiB?: number;
  /** Lowest verified power, TFLOPS. */
  minTflops?: number | null | undefined;
  /** Lowest trust level of the node. Not NONE. */
  minTrustLevel?: TrustLevel | null | undefined;
  /** SLA: least share of recent time that the node was online, basis points. */
  minUptimeBps?: number | null | undefined;
  /** Only nodes in these regions. US, EU, ASIA, SA, AF, OC. */
  region?: Array<string> | null | undefined;
  /** Only nodes of these tiers. */
  tiers?: Array<Tier> | null | undefined;
  /** Kind of node, and so the unit of usage. */
  type: ResourceType;
  /** GPUs, cores or devices the job occupies. */
  units?: number;
};

/** Variables of the environment that the assigned node alone is told: one file, sealed like the inputs. */
export type JobSecretsInput = {
  /** Content id in the blob store. */
  cid: string;
  /** Variables that the file has the values of. */
  names: Array<string>;
  /** SHA-256 of the content, 64 lower-case hex digits. */
  sha256: string;
  /** Bytes. */
  size: number;
};

/** A job. Fields that are left out have the defaults of the job file, before it is hashed: the hash that the buyer’s task binds is that of the canonical form (docs/job-file.md). */
export type JobSpecInput = {
  /** Only these nodes, when any is given. */
  allow?: Array<string>;
  /** The program's arguments, without its own name. */
  args?: Array<string>;
  /** Files that are stored while the program runs, each time they have changed. */
  artifacts?: JobArtifactsInput | null | undefined;
  /** What the buyer pays at most. */
  budget: JobBudgetInput;
  /** A file that the next attempt goes on with. */
  checkpoint?: JobCheckpointInput | null | undefined;
  /** When waiting ends. */
  deadlines?: JobDeadlinesInput;
  /** Never these nodes. */
  deny?: Array<string>;
  /** Variables of the program's environment. Platform and node read them: no place for secrets. An object of texts by name. */
  env?: unknown;
  /** platform: the platform releases the key to the assigned node. private: the buyer’s client alone. none: the files are stored as they are. */
  files: JobFilesInput;
  /** Files put into the job's directory. */
  inputs?: Array<JobInputFileInput>;
  /** Where a run is stopped. */
  limits?: JobLimitsInput;
  /** Shown to people; it identifies nothing. */
  name: string;
  /** Jobs of the same buyer that have to succeed before this one begins. Absent: none. */
  needs?: Array<string> | null | undefined;
  /** Files collected from the job's directory after the run: names, folders (frames/) and patterns (frames/*.png). None for a program that only prints: its log is the result. */
  outputs?: Array<string>;
  /** Nodes asked at the same time; the first to accept gets the job. More is faster and bothers more providers. */
  parallelOffers?: number | null | undefined;
  /** Ready-made weights of the matching score. cheapest, fastest, most-reliable or balanced; balanced when no weights are given either. */
  profile?: string | null | undefined;
  program: JobProgramInput;
  /** What the job needs of a node. */
  resources: JobResourcesInput;
  /** Attempts in all before the job has failed. */
  retries?: number;
  /** Random, 32 lower-case hex digits: keeps the hash on chain from confirming a guess of the job. */
  salt: string;
  /** Variables of the environment that the assigned node alone is told: one file, sealed like the inputs. */
  secrets?: JobSecretsInput | null | undefined;
  /** Random, 32 lower-case hex digits, the same for all replicas of a job and of those alone: they run from it. */
  seed?: string | null | undefined;
  /** Name of the input that the program reads as standard input. */
  stdin?: string | null | undefined;
  /** How the result is checked; SPOT_CHECK for small modules that are not private, else NONE. Left out: SPOT_CHECK with 500 basis points for a module of at most 600 seconds that is not private and has neither a checkpoint nor secrets, else NONE. */
  verification?: JobVerificationInput | null | undefined;
  /** Version of this format. */
  version?: number;
  /** Own weights of the matching score, basis points; instead of a profile. */
  weights?: WeightsInput | null | undefined;
};

/** Where a job stands. */
export type JobState =
  | 'ASSIGNED'
  | 'CANCELLED'
  | 'DISPUTED'
  | 'EXECUTING'
  | 'FAILED'
  | 'MATCHED'
  | 'PAID'
  | 'QUEUED'
  | 'REFUNDED'
  | 'SUBMITTED'
  | 'TIMED_OUT'
  | 'VERIFYING';

/** How the result is checked; SPOT_CHECK for small modules that are not private, else NONE. */
export type JobVerificationInput = {
  mode: VerificationMode;
  /** REPLICATED: Jobs that run the same, each paid for, on nodes of as many owners. Default 3. */
  replicas?: number | null | undefined;
  /** SPOT_CHECK: Chance of a re-run on a platform node, basis points. Default 500. */
  shareBps?: number | null | undefined;
};

/** Who released the key of a job’s files. */
export type KeyReleaser =
  | 'BUYER'
  | 'PLATFORM';

/** A figure the marketplace is measured by. */
export type KpiName =
  | 'ACTIVE_BUYERS'
  | 'ACTIVE_PROVIDERS'
  | 'COMPUTING_POWER'
  | 'MONTHLY_VOLUME'
  | 'PROVIDER_EARNINGS'
  | 'PROVIDER_RETENTION'
  | 'TASK_SUCCESS_RATE';

/** What a KPI counts. */
export type KpiUnit =
  | 'BUYERS'
  | 'PERCENT'
  | 'PH_PER_SECOND'
  | 'PROVIDERS'
  | 'USD';

/** NEWLINE: the line is over. RETURN: the next line of its stream is drawn over it, as progress is. OPEN: the next line of its stream goes on behind it. */
export type LogEnd =
  | 'NEWLINE'
  | 'OPEN'
  | 'RETURN';

export type LogPartInput = {
  /** When it was written; now when not given. */
  at?: string | null | undefined;
  stream: LogStream;
  /** Lines, each with its end: \n, or \r when the next one is drawn over it. What follows the last end is an open line. A line has at most 16384 characters. */
  text: string;
};

/** Where a line of a log comes from; SYSTEM: the agent. */
export type LogStream =
  | 'STDERR'
  | 'STDOUT'
  | 'SYSTEM';

/** EARNING is derived: ACTIVE with open assignments. */
export type NodeState =
  | 'ACTIVE'
  | 'INACTIVE'
  | 'PENDING'
  | 'REJECTED'
  | 'SLASHED'
  | 'VERIFIED';

export type Node_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  activeStake?: bigint | string | null | undefined;
  activeStake_gt?: bigint | string | null | undefined;
  activeStake_gte?: bigint | string | null | undefined;
  activeStake_in?: Array<bigint | string> | null | undefined;
  activeStake_lt?: bigint | string | null | undefined;
  activeStake_lte?: bigint | string | null | undefined;
  activeStake_not?: bigint | string | null | undefined;
  activeStake_not_in?: Array<bigint | string> | null | undefined;
  and?: Array<Node_Filter | null | undefined> | null | undefined;
  asks_?: Ask_Filter | null | undefined;
  banned?: boolean | null | undefined;
  banned_in?: Array<boolean> | null | undefined;
  banned_not?: boolean | null | undefined;
  banned_not_in?: Array<boolean> | null | undefined;
  bond_?: PartnerBond_Filter | null | undefined;
  challenges_?: Challenge_Filter | null | undefined;
  earningStake?: bigint | string | null | undefined;
  earningStake_gt?: bigint | string | null | undefined;
  earningStake_gte?: bigint | string | null | undefined;
  earningStake_in?: Array<bigint | string> | null | undefined;
  earningStake_lt?: bigint | string | null | undefined;
  earningStake_lte?: bigint | string | null | undefined;
  earningStake_not?: bigint | string | null | undefined;
  earningStake_not_in?: Array<bigint | string> | null | undefined;
  hashesPerSecond?: bigint | string | null | undefined;
  hashesPerSecond_gt?: bigint | string | null | undefined;
  hashesPerSecond_gte?: bigint | string | null | undefined;
  hashesPerSecond_in?: Array<bigint | string> | null | undefined;
  hashesPerSecond_lt?: bigint | string | null | undefined;
  hashesPerSecond_lte?: bigint | string | null | undefined;
  hashesPerSecond_not?: bigint | string | null | undefined;
  hashesPerSecond_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  openAssignments?: number | null | undefined;
  openAssignments_gt?: number | null | undefined;
  openAssignments_gte?: number | null | undefined;
  openAssignments_in?: Array<number> | null | undefined;
  openAssignments_lt?: number | null | undefined;
  openAssignments_lte?: number | null | undefined;
  openAssignments_not?: number | null | undefined;
  openAssignments_not_in?: Array<number> | null | undefined;
  or?: Array<Node_Filter | null | undefined> | null | undefined;
  penalties_?: Penalty_Filter | null | undefined;
  powFailures?: number | null | undefined;
  powFailures_gt?: number | null | undefined;
  powFailures_gte?: number | null | undefined;
  powFailures_in?: Array<number> | null | undefined;
  powFailures_lt?: number | null | undefined;
  powFailures_lte?: number | null | undefined;
  powFailures_not?: number | null | undefined;
  powFailures_not_in?: Array<number> | null | undefined;
  powPasses?: number | null | undefined;
  powPasses_gt?: number | null | undefined;
  powPasses_gte?: number | null | undefined;
  powPasses_in?: Array<number> | null | undefined;
  powPasses_lt?: number | null | undefined;
  powPasses_lte?: number | null | undefined;
  powPasses_not?: number | null | undefined;
  powPasses_not_in?: Array<number> | null | undefined;
  provider?: string | null | undefined;
  provider_?: Provider_Filter | null | undefined;
  provider_contains?: string | null | undefined;
  provider_contains_nocase?: string | null | undefined;
  provider_ends_with?: string | null | undefined;
  provider_ends_with_nocase?: string | null | undefined;
  provider_gt?: string | null | undefined;
  provider_gte?: string | null | undefined;
  provider_in?: Array<string> | null | undefined;
  provider_lt?: string | null | undefined;
  provider_lte?: string | null | undefined;
  provider_not?: string | null | undefined;
  provider_not_contains?: string | null | undefined;
  provider_not_contains_nocase?: string | null | undefined;
  provider_not_ends_with?: string | null | undefined;
  provider_not_ends_with_nocase?: string | null | undefined;
  provider_not_in?: Array<string> | null | undefined;
  provider_not_starts_with?: string | null | undefined;
  provider_not_starts_with_nocase?: string | null | undefined;
  provider_starts_with?: string | null | undefined;
  provider_starts_with_nocase?: string | null | undefined;
  region?: string | null | undefined;
  region_contains?: string | null | undefined;
  region_contains_nocase?: string | null | undefined;
  region_ends_with?: string | null | undefined;
  region_ends_with_nocase?: string | null | undefined;
  region_gt?: string | null | undefined;
  region_gte?: string | null | undefined;
  region_in?: Array<string> | null | undefined;
  region_lt?: string | null | undefined;
  region_lte?: string | null | undefined;
  region_not?: string | null | undefined;
  region_not_contains?: string | null | undefined;
  region_not_contains_nocase?: string | null | undefined;
  region_not_ends_with?: string | null | undefined;
  region_not_ends_with_nocase?: string | null | undefined;
  region_not_in?: Array<string> | null | undefined;
  region_not_starts_with?: string | null | undefined;
  region_not_starts_with_nocase?: string | null | undefined;
  region_starts_with?: string | null | undefined;
  region_starts_with_nocase?: string | null | undefined;
  registeredAt?: bigint | string | null | undefined;
  registeredAt_gt?: bigint | string | null | undefined;
  registeredAt_gte?: bigint | string | null | undefined;
  registeredAt_in?: Array<bigint | string> | null | undefined;
  registeredAt_lt?: bigint | string | null | undefined;
  registeredAt_lte?: bigint | string | null | undefined;
  registeredAt_not?: bigint | string | null | undefined;
  registeredAt_not_in?: Array<bigint | string> | null | undefined;
  reputation?: number | null | undefined;
  reputation_gt?: number | null | undefined;
  reputation_gte?: number | null | undefined;
  reputation_in?: Array<number> | null | undefined;
  reputation_lt?: number | null | undefined;
  reputation_lte?: number | null | undefined;
  reputation_not?: number | null | undefined;
  reputation_not_in?: Array<number> | null | undefined;
  resourceType?: ResourceType | null | undefined;
  resourceType_in?: Array<ResourceType> | null | undefined;
  resourceType_not?: ResourceType | null | undefined;
  resourceType_not_in?: Array<ResourceType> | null | undefined;
  salt?: `0x${string}` | null | undefined;
  salt_contains?: `0x${string}` | null | undefined;
  salt_gt?: `0x${string}` | null | undefined;
  salt_gte?: `0x${string}` | null | undefined;
  salt_in?: Array<`0x${string}`> | null | undefined;
  salt_lt?: `0x${string}` | null | undefined;
  salt_lte?: `0x${string}` | null | undefined;
  salt_not?: `0x${string}` | null | undefined;
  salt_not_contains?: `0x${string}` | null | undefined;
  salt_not_in?: Array<`0x${string}`> | null | undefined;
  slashed?: bigint | string | null | undefined;
  slashed_gt?: bigint | string | null | undefined;
  slashed_gte?: bigint | string | null | undefined;
  slashed_in?: Array<bigint | string> | null | undefined;
  slashed_lt?: bigint | string | null | undefined;
  slashed_lte?: bigint | string | null | undefined;
  slashed_not?: bigint | string | null | undefined;
  slashed_not_in?: Array<bigint | string> | null | undefined;
  specHash?: `0x${string}` | null | undefined;
  specHash_contains?: `0x${string}` | null | undefined;
  specHash_gt?: `0x${string}` | null | undefined;
  specHash_gte?: `0x${string}` | null | undefined;
  specHash_in?: Array<`0x${string}`> | null | undefined;
  specHash_lt?: `0x${string}` | null | undefined;
  specHash_lte?: `0x${string}` | null | undefined;
  specHash_not?: `0x${string}` | null | undefined;
  specHash_not_contains?: `0x${string}` | null | undefined;
  specHash_not_in?: Array<`0x${string}`> | null | undefined;
  stakeMovements_?: StakeMovement_Filter | null | undefined;
  state?: NodeState | null | undefined;
  state_in?: Array<NodeState> | null | undefined;
  state_not?: NodeState | null | undefined;
  state_not_in?: Array<NodeState> | null | undefined;
  tasksCompleted?: number | null | undefined;
  tasksCompleted_gt?: number | null | undefined;
  tasksCompleted_gte?: number | null | undefined;
  tasksCompleted_in?: Array<number> | null | undefined;
  tasksCompleted_lt?: number | null | undefined;
  tasksCompleted_lte?: number | null | undefined;
  tasksCompleted_not?: number | null | undefined;
  tasksCompleted_not_in?: Array<number> | null | undefined;
  tasksFailed?: number | null | undefined;
  tasksFailed_gt?: number | null | undefined;
  tasksFailed_gte?: number | null | undefined;
  tasksFailed_in?: Array<number> | null | undefined;
  tasksFailed_lt?: number | null | undefined;
  tasksFailed_lte?: number | null | undefined;
  tasksFailed_not?: number | null | undefined;
  tasksFailed_not_in?: Array<number> | null | undefined;
  tasks_?: Task_Filter | null | undefined;
  tier?: Tier | null | undefined;
  tier_in?: Array<Tier> | null | undefined;
  tier_not?: Tier | null | undefined;
  tier_not_in?: Array<Tier> | null | undefined;
  trustLevel?: TrustLevel | null | undefined;
  trustLevel_in?: Array<TrustLevel> | null | undefined;
  trustLevel_not?: TrustLevel | null | undefined;
  trustLevel_not_in?: Array<TrustLevel> | null | undefined;
  unbondingStake?: bigint | string | null | undefined;
  unbondingStake_gt?: bigint | string | null | undefined;
  unbondingStake_gte?: bigint | string | null | undefined;
  unbondingStake_in?: Array<bigint | string> | null | undefined;
  unbondingStake_lt?: bigint | string | null | undefined;
  unbondingStake_lte?: bigint | string | null | undefined;
  unbondingStake_not?: bigint | string | null | undefined;
  unbondingStake_not_in?: Array<bigint | string> | null | undefined;
  underReview?: boolean | null | undefined;
  underReview_in?: Array<boolean> | null | undefined;
  underReview_not?: boolean | null | undefined;
  underReview_not_in?: Array<boolean> | null | undefined;
  units?: number | null | undefined;
  units_gt?: number | null | undefined;
  units_gte?: number | null | undefined;
  units_in?: Array<number> | null | undefined;
  units_lt?: number | null | undefined;
  units_lte?: number | null | undefined;
  units_not?: number | null | undefined;
  units_not_in?: Array<number> | null | undefined;
  updatedBlock?: bigint | string | null | undefined;
  updatedBlock_gt?: bigint | string | null | undefined;
  updatedBlock_gte?: bigint | string | null | undefined;
  updatedBlock_in?: Array<bigint | string> | null | undefined;
  updatedBlock_lt?: bigint | string | null | undefined;
  updatedBlock_lte?: bigint | string | null | undefined;
  updatedBlock_not?: bigint | string | null | undefined;
  updatedBlock_not_in?: Array<bigint | string> | null | undefined;
};

/** How far a client has read the offers of a node. */
export type OfferCursor = {
  nodeId: `0x${string}`;
  seq: number;
};

/** What the platform wants of a node. STOP: the run, with a result of what there is. CHECK: a re-run of a job, to begin or ended. */
export type OfferEventKind =
  | 'ASSIGNED'
  | 'CHECK'
  | 'CLOSED'
  | 'EXTENDED'
  | 'OFFERED'
  | 'STOP'
  | 'WITHDRAWN';

/** What is wrong with the platform. */
export type OperatorAlertCode =
  | 'BALANCE_LOW'
  | 'CAPACITY'
  | 'CHAIN_AWAY'
  | 'GAS_BUDGET_SPENT'
  | 'NODES_OFFLINE'
  | 'NODES_TO_REVIEW'
  | 'OUTBOX_STANDS'
  | 'PLATFORM_TROUBLE'
  | 'QUEUES_AWAY'
  | 'QUEUE_JOBS_FAILED'
  | 'QUEUE_STANDS'
  | 'SUBGRAPH_AWAY'
  | 'TRANSACTION_STUCK'
  | 'WORKER_SILENT';

export type PartnerBond_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  amount?: bigint | string | null | undefined;
  amount_gt?: bigint | string | null | undefined;
  amount_gte?: bigint | string | null | undefined;
  amount_in?: Array<bigint | string> | null | undefined;
  amount_lt?: bigint | string | null | undefined;
  amount_lte?: bigint | string | null | undefined;
  amount_not?: bigint | string | null | undefined;
  amount_not_in?: Array<bigint | string> | null | undefined;
  and?: Array<PartnerBond_Filter | null | undefined> | null | undefined;
  availableAt?: bigint | string | null | undefined;
  availableAt_gt?: bigint | string | null | undefined;
  availableAt_gte?: bigint | string | null | undefined;
  availableAt_in?: Array<bigint | string> | null | undefined;
  availableAt_lt?: bigint | string | null | undefined;
  availableAt_lte?: bigint | string | null | undefined;
  availableAt_not?: bigint | string | null | undefined;
  availableAt_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  node?: string | null | undefined;
  node_?: Node_Filter | null | undefined;
  node_contains?: string | null | undefined;
  node_contains_nocase?: string | null | undefined;
  node_ends_with?: string | null | undefined;
  node_ends_with_nocase?: string | null | undefined;
  node_gt?: string | null | undefined;
  node_gte?: string | null | undefined;
  node_in?: Array<string> | null | undefined;
  node_lt?: string | null | undefined;
  node_lte?: string | null | undefined;
  node_not?: string | null | undefined;
  node_not_contains?: string | null | undefined;
  node_not_contains_nocase?: string | null | undefined;
  node_not_ends_with?: string | null | undefined;
  node_not_ends_with_nocase?: string | null | undefined;
  node_not_in?: Array<string> | null | undefined;
  node_not_starts_with?: string | null | undefined;
  node_not_starts_with_nocase?: string | null | undefined;
  node_starts_with?: string | null | undefined;
  node_starts_with_nocase?: string | null | undefined;
  or?: Array<PartnerBond_Filter | null | undefined> | null | undefined;
  provider?: `0x${string}` | null | undefined;
  provider_contains?: `0x${string}` | null | undefined;
  provider_gt?: `0x${string}` | null | undefined;
  provider_gte?: `0x${string}` | null | undefined;
  provider_in?: Array<`0x${string}`> | null | undefined;
  provider_lt?: `0x${string}` | null | undefined;
  provider_lte?: `0x${string}` | null | undefined;
  provider_not?: `0x${string}` | null | undefined;
  provider_not_contains?: `0x${string}` | null | undefined;
  provider_not_in?: Array<`0x${string}`> | null | undefined;
  slaBps?: number | null | undefined;
  slaBps_gt?: number | null | undefined;
  slaBps_gte?: number | null | undefined;
  slaBps_in?: Array<number> | null | undefined;
  slaBps_lt?: number | null | undefined;
  slaBps_lte?: number | null | undefined;
  slaBps_not?: number | null | undefined;
  slaBps_not_in?: Array<number> | null | undefined;
  slashed?: bigint | string | null | undefined;
  slashed_gt?: bigint | string | null | undefined;
  slashed_gte?: bigint | string | null | undefined;
  slashed_in?: Array<bigint | string> | null | undefined;
  slashed_lt?: bigint | string | null | undefined;
  slashed_lte?: bigint | string | null | undefined;
  slashed_not?: bigint | string | null | undefined;
  slashed_not_in?: Array<bigint | string> | null | undefined;
  suspendedUntil?: bigint | string | null | undefined;
  suspendedUntil_gt?: bigint | string | null | undefined;
  suspendedUntil_gte?: bigint | string | null | undefined;
  suspendedUntil_in?: Array<bigint | string> | null | undefined;
  suspendedUntil_lt?: bigint | string | null | undefined;
  suspendedUntil_lte?: bigint | string | null | undefined;
  suspendedUntil_not?: bigint | string | null | undefined;
  suspendedUntil_not_in?: Array<bigint | string> | null | undefined;
};

/** ESCROW_BALANCE: refunds, earnings, rewards of arbitrators, prepaid money. BONUS: of a provider, for a week. YIELD: of locks and collateral. UNBONDED_STAKE: of a node. UNBONDED_LOCK: of a staker. RELEASED_BOND: of a partner. VESTED_TOKENS: free in a vesting wallet. */
export type PayoutKind =
  | 'BONUS'
  | 'ESCROW_BALANCE'
  | 'RELEASED_BOND'
  | 'UNBONDED_LOCK'
  | 'UNBONDED_STAKE'
  | 'VESTED_TOKENS'
  | 'YIELD';

export type PenaltyReason =
  | 'DISPUTE_LOST'
  | 'MISUSE'
  | 'POW_FAILED'
  | 'REPEATED_FAILURES'
  | 'TASK_RELEASED'
  | 'TASK_TIMEOUT';

export type Penalty_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  and?: Array<Penalty_Filter | null | undefined> | null | undefined;
  block?: bigint | string | null | undefined;
  block_gt?: bigint | string | null | undefined;
  block_gte?: bigint | string | null | undefined;
  block_in?: Array<bigint | string> | null | undefined;
  block_lt?: bigint | string | null | undefined;
  block_lte?: bigint | string | null | undefined;
  block_not?: bigint | string | null | undefined;
  block_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  node?: string | null | undefined;
  node_?: Node_Filter | null | undefined;
  node_contains?: string | null | undefined;
  node_contains_nocase?: string | null | undefined;
  node_ends_with?: string | null | undefined;
  node_ends_with_nocase?: string | null | undefined;
  node_gt?: string | null | undefined;
  node_gte?: string | null | undefined;
  node_in?: Array<string> | null | undefined;
  node_lt?: string | null | undefined;
  node_lte?: string | null | undefined;
  node_not?: string | null | undefined;
  node_not_contains?: string | null | undefined;
  node_not_contains_nocase?: string | null | undefined;
  node_not_ends_with?: string | null | undefined;
  node_not_ends_with_nocase?: string | null | undefined;
  node_not_in?: Array<string> | null | undefined;
  node_not_starts_with?: string | null | undefined;
  node_not_starts_with_nocase?: string | null | undefined;
  node_starts_with?: string | null | undefined;
  node_starts_with_nocase?: string | null | undefined;
  or?: Array<Penalty_Filter | null | undefined> | null | undefined;
  reason?: PenaltyReason | null | undefined;
  reason_in?: Array<PenaltyReason> | null | undefined;
  reason_not?: PenaltyReason | null | undefined;
  reason_not_in?: Array<PenaltyReason> | null | undefined;
  refId?: `0x${string}` | null | undefined;
  refId_contains?: `0x${string}` | null | undefined;
  refId_gt?: `0x${string}` | null | undefined;
  refId_gte?: `0x${string}` | null | undefined;
  refId_in?: Array<`0x${string}`> | null | undefined;
  refId_lt?: `0x${string}` | null | undefined;
  refId_lte?: `0x${string}` | null | undefined;
  refId_not?: `0x${string}` | null | undefined;
  refId_not_contains?: `0x${string}` | null | undefined;
  refId_not_in?: Array<`0x${string}`> | null | undefined;
  timestamp?: bigint | string | null | undefined;
  timestamp_gt?: bigint | string | null | undefined;
  timestamp_gte?: bigint | string | null | undefined;
  timestamp_in?: Array<bigint | string> | null | undefined;
  timestamp_lt?: bigint | string | null | undefined;
  timestamp_lte?: bigint | string | null | undefined;
  timestamp_not?: bigint | string | null | undefined;
  timestamp_not_in?: Array<bigint | string> | null | undefined;
  transaction?: `0x${string}` | null | undefined;
  transaction_contains?: `0x${string}` | null | undefined;
  transaction_gt?: `0x${string}` | null | undefined;
  transaction_gte?: `0x${string}` | null | undefined;
  transaction_in?: Array<`0x${string}`> | null | undefined;
  transaction_lt?: `0x${string}` | null | undefined;
  transaction_lte?: `0x${string}` | null | undefined;
  transaction_not?: `0x${string}` | null | undefined;
  transaction_not_contains?: `0x${string}` | null | undefined;
  transaction_not_in?: Array<`0x${string}`> | null | undefined;
};

/** A part that jobs depend on. FOLLOWER takes the chain into off-chain data; MARKET: many nodes fail at once, and no part shows why; OPERATOR: trouble that the operator has declared. */
export type PlatformPart =
  | 'API'
  | 'BLOBS'
  | 'CHAIN'
  | 'FOLLOWER'
  | 'MARKET'
  | 'OPERATOR'
  | 'SUBGRAPH'
  | 'WORKER';

export type PriceCandlesInput = {
  /** Only candles that start before it. */
  before?: string | null | undefined;
  granularity?: Granularity;
  /** US, EU, ASIA, SA, AF, OC, or ALL. */
  region?: string;
  /** A GPU model such as "RTX 4090", OTHER, or ALL of the type. */
  resourceClass?: string;
  resourceType: ResourceType;
  /** Symbol or address of the payment token. */
  token?: string;
};

/** wasm: a WASI preview 1 module. container: an image as an OCI archive. readings: data points of a sensor of the node. serve: the inputs are served to readers. */
export type ProgramKind =
  | 'container'
  | 'readings'
  | 'serve'
  | 'wasm';

export type ProgressInput = {
  /** For people. */
  note?: string | null | undefined;
  /** 0-100, where known. */
  percent?: number | null | undefined;
  /** What the agent does, e.g. FETCHING, RUNNING, UPLOADING. */
  phase?: string | null | undefined;
  /** Base URL at which the node serves the files of a job with program.serve, http or https. */
  servedAt?: string | null | undefined;
  /** Usage up to now, in the unit of the resource; the buyer sees what it costs. */
  usage?: bigint | string | null | undefined;
};

/** SUCCEEDED: passed, may be queued. QUEUED: in the timelock. DEFEATED: more votes against, or too few for the quorum. */
export type ProposalStage =
  | 'ACTIVE'
  | 'CANCELED'
  | 'DEFEATED'
  | 'EXECUTED'
  | 'EXPIRED'
  | 'PENDING'
  | 'QUEUED'
  | 'SUCCEEDED';

/** ACTIVE while votes may come; SUCCEEDED and DEFEATED follow from votes and time and are no events. */
export type ProposalState =
  | 'ACTIVE'
  | 'CANCELED'
  | 'EXECUTED'
  | 'QUEUED';

export type Provider_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  and?: Array<Provider_Filter | null | undefined> | null | undefined;
  createdAt?: bigint | string | null | undefined;
  createdAt_gt?: bigint | string | null | undefined;
  createdAt_gte?: bigint | string | null | undefined;
  createdAt_in?: Array<bigint | string> | null | undefined;
  createdAt_lt?: bigint | string | null | undefined;
  createdAt_lte?: bigint | string | null | undefined;
  createdAt_not?: bigint | string | null | undefined;
  createdAt_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  nodeCount?: number | null | undefined;
  nodeCount_gt?: number | null | undefined;
  nodeCount_gte?: number | null | undefined;
  nodeCount_in?: Array<number> | null | undefined;
  nodeCount_lt?: number | null | undefined;
  nodeCount_lte?: number | null | undefined;
  nodeCount_not?: number | null | undefined;
  nodeCount_not_in?: Array<number> | null | undefined;
  nodes_?: Node_Filter | null | undefined;
  or?: Array<Provider_Filter | null | undefined> | null | undefined;
  slashed?: bigint | string | null | undefined;
  slashed_gt?: bigint | string | null | undefined;
  slashed_gte?: bigint | string | null | undefined;
  slashed_in?: Array<bigint | string> | null | undefined;
  slashed_lt?: bigint | string | null | undefined;
  slashed_lte?: bigint | string | null | undefined;
  slashed_not?: bigint | string | null | undefined;
  slashed_not_in?: Array<bigint | string> | null | undefined;
  tasksCompleted?: number | null | undefined;
  tasksCompleted_gt?: number | null | undefined;
  tasksCompleted_gte?: number | null | undefined;
  tasksCompleted_in?: Array<number> | null | undefined;
  tasksCompleted_lt?: number | null | undefined;
  tasksCompleted_lte?: number | null | undefined;
  tasksCompleted_not?: number | null | undefined;
  tasksCompleted_not_in?: Array<number> | null | undefined;
  tasksFailed?: number | null | undefined;
  tasksFailed_gt?: number | null | undefined;
  tasksFailed_gte?: number | null | undefined;
  tasksFailed_in?: Array<number> | null | undefined;
  tasksFailed_lt?: number | null | undefined;
  tasksFailed_lte?: number | null | undefined;
  tasksFailed_not?: number | null | undefined;
  tasksFailed_not_in?: Array<number> | null | undefined;
};

/** What a job would need. Only resourceType has no default. */
export type QuoteInput = {
  /** Only these nodes. */
  allow?: Array<`0x${string}`> | null | undefined;
  /** What the task would be funded with, base units: its highest rate is at most this spread over the usage, and above the token’s cap for small tasks BASIC nodes are out. When not given: the usage at the highest rate accepted, or asked. */
  budget?: bigint | string | null | undefined;
  /** Kind of contract; by the budget when not given. */
  contract?: Contract | null | undefined;
  /** Never these nodes. */
  deny?: Array<`0x${string}`> | null | undefined;
  /** Region that latency is measured from; the platform’s when not given. */
  fromRegion?: string | null | undefined;
  hardware?: HardwareInput | null | undefined;
  /** Highest expected round trip, milliseconds. */
  maxLatencyMs?: number | null | undefined;
  /** Highest price per hour accepted, base units, for the whole job (all its units together). Becomes the highest rate that it allows, rounded down; with maxRate the lower one counts. */
  maxPricePerHour?: bigint | string | null | undefined;
  /** Highest rate accepted, base units per million units of usage. */
  maxRate?: bigint | string | null | undefined;
  memoryMiB?: number;
  minTflops?: number | null | undefined;
  minTrustLevel?: TrustLevel | null | undefined;
  /** SLA: least share of recent time online, basis points. */
  minUptimeBps?: number | null | undefined;
  /** cheapest, fastest, most-reliable or balanced. */
  profile?: string;
  /** US, EU, ASIA, SA, AF, OC; any when not given. */
  regions?: Array<string> | null | undefined;
  resourceType: ResourceType;
  /** GPU and CPU: run time, seconds. Other types: time in which the usage comes up. */
  seconds?: number;
  /** IOT: name of the sensor whose readings are wanted. */
  sensor?: string | null | undefined;
  /** NETWORK: true for nodes that serve files to readers. */
  serves?: boolean | null | undefined;
  /** OWNED, CLOUD, COMMUNITY; any when not given. */
  tiers?: Array<string> | null | undefined;
  /** Symbol or address of the payment token. */
  token?: string;
  units?: number;
  /** Other types: expected usage in their unit. */
  usage?: bigint | string | null | undefined;
  /** Instead of a profile. */
  weights?: WeightsInput | null | undefined;
};

/** A re-run of a job. */
export type ReportCheckInput = {
  /** 0 to 255; of a program that was stopped, the code that a shell gives. */
  exitCode: number;
  file: CheckFileInput;
  outcome: RunOutcome;
  outputs: Array<CheckOutputInput>;
  /** The provider’s EIP-712 CheckReport. */
  signature: `0x${string}`;
  /** The same of stderr. */
  stderr: string;
  /** HMAC-SHA-256 of the bytes on stdout under the job’s salt; 64 hex digits. */
  stdout: string;
};

export type RequestJobKeyInput = {
  jobId: string;
  /** Recipient of age (age1…), made for this: the key is sealed to it. */
  recipient: string;
  /** EIP-712 KeyRequest of the caller: task id, attempt and node (0 for an arbitrator), recipient. The buyer needs none. */
  signature?: `0x${string}` | null | undefined;
};

/** Order as in the contracts. */
export type ResourceType =
  | 'CPU'
  | 'GPU'
  | 'IOT'
  | 'MOBILE'
  | 'NETWORK';

export type ResultFileInput = {
  cid: string;
  name: string;
  /** 64 lower-case hex digits. */
  sha256: string;
  /** Bytes. */
  size: number;
};

/** Why the operator should look at a node. UNDER_REVIEW: it failed too often. RESULT_DIFFERED: within two weeks one of its results was shown to be wrong. AUDIT_MISSING: only an audit shows its type. AUDIT_ENDS: within two weeks. NEW: it is not active yet. */
export type ReviewReason =
  | 'AUDIT_ENDS'
  | 'AUDIT_MISSING'
  | 'NEW'
  | 'RESULT_DIFFERED'
  | 'UNDER_REVIEW';

/** MISUSE: for the buyer, and the node is banned. TIMED_OUT: no majority in time, paid as submitted. */
export type Ruling =
  | 'BUYER'
  | 'MISUSE'
  | 'NONE'
  | 'PROVIDER'
  | 'TIMED_OUT';

/** How a program ended; EXITED: by itself. */
export type RunOutcome =
  | 'CRASHED'
  | 'EXITED'
  | 'KILLED'
  | 'MEMORY_LIMIT'
  | 'OUTPUT_LIMIT'
  | 'REFUSED'
  | 'STOPPED'
  | 'TIME_LIMIT';

export type Seat_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  and?: Array<Seat_Filter | null | undefined> | null | undefined;
  arbitrator?: string | null | undefined;
  arbitrator_?: Arbitrator_Filter | null | undefined;
  arbitrator_contains?: string | null | undefined;
  arbitrator_contains_nocase?: string | null | undefined;
  arbitrator_ends_with?: string | null | undefined;
  arbitrator_ends_with_nocase?: string | null | undefined;
  arbitrator_gt?: string | null | undefined;
  arbitrator_gte?: string | null | undefined;
  arbitrator_in?: Array<string> | null | undefined;
  arbitrator_lt?: string | null | undefined;
  arbitrator_lte?: string | null | undefined;
  arbitrator_not?: string | null | undefined;
  arbitrator_not_contains?: string | null | undefined;
  arbitrator_not_contains_nocase?: string | null | undefined;
  arbitrator_not_ends_with?: string | null | undefined;
  arbitrator_not_ends_with_nocase?: string | null | undefined;
  arbitrator_not_in?: Array<string> | null | undefined;
  arbitrator_not_starts_with?: string | null | undefined;
  arbitrator_not_starts_with_nocase?: string | null | undefined;
  arbitrator_starts_with?: string | null | undefined;
  arbitrator_starts_with_nocase?: string | null | undefined;
  commitment?: `0x${string}` | null | undefined;
  commitment_contains?: `0x${string}` | null | undefined;
  commitment_gt?: `0x${string}` | null | undefined;
  commitment_gte?: `0x${string}` | null | undefined;
  commitment_in?: Array<`0x${string}`> | null | undefined;
  commitment_lt?: `0x${string}` | null | undefined;
  commitment_lte?: `0x${string}` | null | undefined;
  commitment_not?: `0x${string}` | null | undefined;
  commitment_not_contains?: `0x${string}` | null | undefined;
  commitment_not_in?: Array<`0x${string}`> | null | undefined;
  dispute?: string | null | undefined;
  dispute_?: Dispute_Filter | null | undefined;
  dispute_contains?: string | null | undefined;
  dispute_contains_nocase?: string | null | undefined;
  dispute_ends_with?: string | null | undefined;
  dispute_ends_with_nocase?: string | null | undefined;
  dispute_gt?: string | null | undefined;
  dispute_gte?: string | null | undefined;
  dispute_in?: Array<string> | null | undefined;
  dispute_lt?: string | null | undefined;
  dispute_lte?: string | null | undefined;
  dispute_not?: string | null | undefined;
  dispute_not_contains?: string | null | undefined;
  dispute_not_contains_nocase?: string | null | undefined;
  dispute_not_ends_with?: string | null | undefined;
  dispute_not_ends_with_nocase?: string | null | undefined;
  dispute_not_in?: Array<string> | null | undefined;
  dispute_not_starts_with?: string | null | undefined;
  dispute_not_starts_with_nocase?: string | null | undefined;
  dispute_starts_with?: string | null | undefined;
  dispute_starts_with_nocase?: string | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  or?: Array<Seat_Filter | null | undefined> | null | undefined;
  silent?: boolean | null | undefined;
  silent_in?: Array<boolean> | null | undefined;
  silent_not?: boolean | null | undefined;
  silent_not_in?: Array<boolean> | null | undefined;
  vote?: Ruling | null | undefined;
  vote_in?: Array<Ruling> | null | undefined;
  vote_not?: Ruling | null | undefined;
  vote_not_in?: Array<Ruling> | null | undefined;
};

export type SetTierCapacityInput = {
  /** For CLOUD. */
  cloud?: CloudProvider | null | undefined;
  /** OWNED: US, EU or ASIA. CLOUD: any region. */
  region: string;
  resourceType: ResourceType;
  /** OWNED or CLOUD. */
  tier: Tier;
  /** Units to hold ready; 0 ends the plan. */
  units: number;
};

export type StakeMovementKind =
  | 'SLASHED'
  | 'STAKED'
  | 'UNBONDING_STARTED'
  | 'UNBONDING_WITHDRAWN';

export type StakeMovement_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  amount?: bigint | string | null | undefined;
  amount_gt?: bigint | string | null | undefined;
  amount_gte?: bigint | string | null | undefined;
  amount_in?: Array<bigint | string> | null | undefined;
  amount_lt?: bigint | string | null | undefined;
  amount_lte?: bigint | string | null | undefined;
  amount_not?: bigint | string | null | undefined;
  amount_not_in?: Array<bigint | string> | null | undefined;
  and?: Array<StakeMovement_Filter | null | undefined> | null | undefined;
  block?: bigint | string | null | undefined;
  block_gt?: bigint | string | null | undefined;
  block_gte?: bigint | string | null | undefined;
  block_in?: Array<bigint | string> | null | undefined;
  block_lt?: bigint | string | null | undefined;
  block_lte?: bigint | string | null | undefined;
  block_not?: bigint | string | null | undefined;
  block_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  kind?: StakeMovementKind | null | undefined;
  kind_in?: Array<StakeMovementKind> | null | undefined;
  kind_not?: StakeMovementKind | null | undefined;
  kind_not_in?: Array<StakeMovementKind> | null | undefined;
  node?: string | null | undefined;
  node_?: Node_Filter | null | undefined;
  node_contains?: string | null | undefined;
  node_contains_nocase?: string | null | undefined;
  node_ends_with?: string | null | undefined;
  node_ends_with_nocase?: string | null | undefined;
  node_gt?: string | null | undefined;
  node_gte?: string | null | undefined;
  node_in?: Array<string> | null | undefined;
  node_lt?: string | null | undefined;
  node_lte?: string | null | undefined;
  node_not?: string | null | undefined;
  node_not_contains?: string | null | undefined;
  node_not_contains_nocase?: string | null | undefined;
  node_not_ends_with?: string | null | undefined;
  node_not_ends_with_nocase?: string | null | undefined;
  node_not_in?: Array<string> | null | undefined;
  node_not_starts_with?: string | null | undefined;
  node_not_starts_with_nocase?: string | null | undefined;
  node_starts_with?: string | null | undefined;
  node_starts_with_nocase?: string | null | undefined;
  or?: Array<StakeMovement_Filter | null | undefined> | null | undefined;
  reason?: PenaltyReason | null | undefined;
  reason_in?: Array<PenaltyReason> | null | undefined;
  reason_not?: PenaltyReason | null | undefined;
  reason_not_in?: Array<PenaltyReason> | null | undefined;
  refId?: `0x${string}` | null | undefined;
  refId_contains?: `0x${string}` | null | undefined;
  refId_gt?: `0x${string}` | null | undefined;
  refId_gte?: `0x${string}` | null | undefined;
  refId_in?: Array<`0x${string}`> | null | undefined;
  refId_lt?: `0x${string}` | null | undefined;
  refId_lte?: `0x${string}` | null | undefined;
  refId_not?: `0x${string}` | null | undefined;
  refId_not_contains?: `0x${string}` | null | undefined;
  refId_not_in?: Array<`0x${string}`> | null | undefined;
  timestamp?: bigint | string | null | undefined;
  timestamp_gt?: bigint | string | null | undefined;
  timestamp_gte?: bigint | string | null | undefined;
  timestamp_in?: Array<bigint | string> | null | undefined;
  timestamp_lt?: bigint | string | null | undefined;
  timestamp_lte?: bigint | string | null | undefined;
  timestamp_not?: bigint | string | null | undefined;
  timestamp_not_in?: Array<bigint | string> | null | undefined;
  transaction?: `0x${string}` | null | undefined;
  transaction_contains?: `0x${string}` | null | undefined;
  transaction_gt?: `0x${string}` | null | undefined;
  transaction_gte?: `0x${string}` | null | undefined;
  transaction_in?: Array<`0x${string}`> | null | undefined;
  transaction_lt?: `0x${string}` | null | undefined;
  transaction_lte?: `0x${string}` | null | undefined;
  transaction_not?: `0x${string}` | null | undefined;
  transaction_not_contains?: `0x${string}` | null | undefined;
  transaction_not_in?: Array<`0x${string}`> | null | undefined;
};

export type SubmitJobGroupInput = {
  /** Chosen by the client: sending the same one again returns the group that it made before. */
  clientRequestId: string;
  /** Shown to people; it identifies nothing. */
  name: string;
  /** The identity of files.recipient, which is the same for all jobs, sealed to platform.fileRecipient; base64. None unless files.privacy is platform. */
  sealedKey?: string | null | undefined;
  /** Each behind those that it needs; at most 500 jobs together. A job names those that it needs by the hashes of their specifications: jobs of this input, or earlier ones of the caller with the same key of their files. */
  steps: Array<JobGroupStepInput>;
  /** Accept jobs that no registered node could take: see submitJob. */
  waitForNode?: boolean;
};

export type SubmitJobInput = {
  /** Chosen by the client: sending the same one again returns the job it made before. */
  clientRequestId?: string | null | undefined;
  /** The identity of spec.files.recipient, sealed to platform.fileRecipient; base64. None unless spec.files.privacy is platform. */
  sealedKey?: string | null | undefined;
  spec: JobSpecInput;
  /** Accept a job that no registered node could take: it waits for a node that comes, until its assignBy, and is refunded then. */
  waitForNode?: boolean;
};

export type SubmitResultInput = {
  /** The program's own. */
  exitCode: number;
  /** Content id of the manifest in the blob store. */
  manifestCid: string;
  /** 64 lower-case hex digits; as 32 bytes it is the resultHash that is signed. */
  manifestSha256: string;
  outputs: Array<ResultFileInput>;
  /** EIP-712 Result { taskId, attempt, nodeId, usage, resultHash } by the provider. */
  signature: `0x${string}`;
  /** Metered, in the unit of the resource. */
  usage: bigint | string;
};

/** EXTENDED: the buyer gave the working node more time, usage or budget. */
export type TaskAction =
  | 'ASSIGNED'
  | 'CANCELLED'
  | 'DISPUTED'
  | 'EXPIRED'
  | 'EXTENDED'
  | 'FUNDED'
  | 'RELEASED'
  | 'REOPENED'
  | 'RESOLVED'
  | 'SETTLED'
  | 'SUBMITTED';

export type TaskEvent_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  action?: TaskAction | null | undefined;
  action_in?: Array<TaskAction> | null | undefined;
  action_not?: TaskAction | null | undefined;
  action_not_in?: Array<TaskAction> | null | undefined;
  and?: Array<TaskEvent_Filter | null | undefined> | null | undefined;
  attempt?: number | null | undefined;
  attempt_gt?: number | null | undefined;
  attempt_gte?: number | null | undefined;
  attempt_in?: Array<number> | null | undefined;
  attempt_lt?: number | null | undefined;
  attempt_lte?: number | null | undefined;
  attempt_not?: number | null | undefined;
  attempt_not_in?: Array<number> | null | undefined;
  block?: bigint | string | null | undefined;
  block_gt?: bigint | string | null | undefined;
  block_gte?: bigint | string | null | undefined;
  block_in?: Array<bigint | string> | null | undefined;
  block_lt?: bigint | string | null | undefined;
  block_lte?: bigint | string | null | undefined;
  block_not?: bigint | string | null | undefined;
  block_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  node?: `0x${string}` | null | undefined;
  node_contains?: `0x${string}` | null | undefined;
  node_gt?: `0x${string}` | null | undefined;
  node_gte?: `0x${string}` | null | undefined;
  node_in?: Array<`0x${string}`> | null | undefined;
  node_lt?: `0x${string}` | null | undefined;
  node_lte?: `0x${string}` | null | undefined;
  node_not?: `0x${string}` | null | undefined;
  node_not_contains?: `0x${string}` | null | undefined;
  node_not_in?: Array<`0x${string}`> | null | undefined;
  or?: Array<TaskEvent_Filter | null | undefined> | null | undefined;
  task?: string | null | undefined;
  task_?: Task_Filter | null | undefined;
  task_contains?: string | null | undefined;
  task_contains_nocase?: string | null | undefined;
  task_ends_with?: string | null | undefined;
  task_ends_with_nocase?: string | null | undefined;
  task_gt?: string | null | undefined;
  task_gte?: string | null | undefined;
  task_in?: Array<string> | null | undefined;
  task_lt?: string | null | undefined;
  task_lte?: string | null | undefined;
  task_not?: string | null | undefined;
  task_not_contains?: string | null | undefined;
  task_not_contains_nocase?: string | null | undefined;
  task_not_ends_with?: string | null | undefined;
  task_not_ends_with_nocase?: string | null | undefined;
  task_not_in?: Array<string> | null | undefined;
  task_not_starts_with?: string | null | undefined;
  task_not_starts_with_nocase?: string | null | undefined;
  task_starts_with?: string | null | undefined;
  task_starts_with_nocase?: string | null | undefined;
  timestamp?: bigint | string | null | undefined;
  timestamp_gt?: bigint | string | null | undefined;
  timestamp_gte?: bigint | string | null | undefined;
  timestamp_in?: Array<bigint | string> | null | undefined;
  timestamp_lt?: bigint | string | null | undefined;
  timestamp_lte?: bigint | string | null | undefined;
  timestamp_not?: bigint | string | null | undefined;
  timestamp_not_in?: Array<bigint | string> | null | undefined;
  transaction?: `0x${string}` | null | undefined;
  transaction_contains?: `0x${string}` | null | undefined;
  transaction_gt?: `0x${string}` | null | undefined;
  transaction_gte?: `0x${string}` | null | undefined;
  transaction_in?: Array<`0x${string}`> | null | undefined;
  transaction_lt?: `0x${string}` | null | undefined;
  transaction_lte?: `0x${string}` | null | undefined;
  transaction_not?: `0x${string}` | null | undefined;
  transaction_not_contains?: `0x${string}` | null | undefined;
  transaction_not_in?: Array<`0x${string}`> | null | undefined;
};

export type TaskState =
  | 'ASSIGNED'
  | 'CANCELLED'
  | 'DISPUTED'
  | 'EXPIRED'
  | 'FUNDED'
  | 'RESOLVED'
  | 'SETTLED'
  | 'SUBMITTED';

export type Task_Filter = {
  /** Filter for the block changed event. */
  _change_block?: BlockChangedFilter | null | undefined;
  addedBudget?: bigint | string | null | undefined;
  addedBudget_gt?: bigint | string | null | undefined;
  addedBudget_gte?: bigint | string | null | undefined;
  addedBudget_in?: Array<bigint | string> | null | undefined;
  addedBudget_lt?: bigint | string | null | undefined;
  addedBudget_lte?: bigint | string | null | undefined;
  addedBudget_not?: bigint | string | null | undefined;
  addedBudget_not_in?: Array<bigint | string> | null | undefined;
  addedUsage?: bigint | string | null | undefined;
  addedUsage_gt?: bigint | string | null | undefined;
  addedUsage_gte?: bigint | string | null | undefined;
  addedUsage_in?: Array<bigint | string> | null | undefined;
  addedUsage_lt?: bigint | string | null | undefined;
  addedUsage_lte?: bigint | string | null | undefined;
  addedUsage_not?: bigint | string | null | undefined;
  addedUsage_not_in?: Array<bigint | string> | null | undefined;
  and?: Array<Task_Filter | null | undefined> | null | undefined;
  approved?: boolean | null | undefined;
  approved_in?: Array<boolean> | null | undefined;
  approved_not?: boolean | null | undefined;
  approved_not_in?: Array<boolean> | null | undefined;
  assignBy?: bigint | string | null | undefined;
  assignBy_gt?: bigint | string | null | undefined;
  assignBy_gte?: bigint | string | null | undefined;
  assignBy_in?: Array<bigint | string> | null | undefined;
  assignBy_lt?: bigint | string | null | undefined;
  assignBy_lte?: bigint | string | null | undefined;
  assignBy_not?: bigint | string | null | undefined;
  assignBy_not_in?: Array<bigint | string> | null | undefined;
  assignedAt?: bigint | string | null | undefined;
  assignedAt_gt?: bigint | string | null | undefined;
  assignedAt_gte?: bigint | string | null | undefined;
  assignedAt_in?: Array<bigint | string> | null | undefined;
  assignedAt_lt?: bigint | string | null | undefined;
  assignedAt_lte?: bigint | string | null | undefined;
  assignedAt_not?: bigint | string | null | undefined;
  assignedAt_not_in?: Array<bigint | string> | null | undefined;
  attempt?: number | null | undefined;
  attempt_gt?: number | null | undefined;
  attempt_gte?: number | null | undefined;
  attempt_in?: Array<number> | null | undefined;
  attempt_lt?: number | null | undefined;
  attempt_lte?: number | null | undefined;
  attempt_not?: number | null | undefined;
  attempt_not_in?: Array<number> | null | undefined;
  budget?: bigint | string | null | undefined;
  budget_gt?: bigint | string | null | undefined;
  budget_gte?: bigint | string | null | undefined;
  budget_in?: Array<bigint | string> | null | undefined;
  budget_lt?: bigint | string | null | undefined;
  budget_lte?: bigint | string | null | undefined;
  budget_not?: bigint | string | null | undefined;
  budget_not_in?: Array<bigint | string> | null | undefined;
  buyer?: `0x${string}` | null | undefined;
  buyer_contains?: `0x${string}` | null | undefined;
  buyer_gt?: `0x${string}` | null | undefined;
  buyer_gte?: `0x${string}` | null | undefined;
  buyer_in?: Array<`0x${string}`> | null | undefined;
  buyer_lt?: `0x${string}` | null | undefined;
  buyer_lte?: `0x${string}` | null | undefined;
  buyer_not?: `0x${string}` | null | undefined;
  buyer_not_contains?: `0x${string}` | null | undefined;
  buyer_not_in?: Array<`0x${string}`> | null | undefined;
  cost?: bigint | string | null | undefined;
  cost_gt?: bigint | string | null | undefined;
  cost_gte?: bigint | string | null | undefined;
  cost_in?: Array<bigint | string> | null | undefined;
  cost_lt?: bigint | string | null | undefined;
  cost_lte?: bigint | string | null | undefined;
  cost_not?: bigint | string | null | undefined;
  cost_not_in?: Array<bigint | string> | null | undefined;
  createdAt?: bigint | string | null | undefined;
  createdAt_gt?: bigint | string | null | undefined;
  createdAt_gte?: bigint | string | null | undefined;
  createdAt_in?: Array<bigint | string> | null | undefined;
  createdAt_lt?: bigint | string | null | undefined;
  createdAt_lte?: bigint | string | null | undefined;
  createdAt_not?: bigint | string | null | undefined;
  createdAt_not_in?: Array<bigint | string> | null | undefined;
  dispute_?: Dispute_Filter | null | undefined;
  dueAt?: bigint | string | null | undefined;
  dueAt_gt?: bigint | string | null | undefined;
  dueAt_gte?: bigint | string | null | undefined;
  dueAt_in?: Array<bigint | string> | null | undefined;
  dueAt_lt?: bigint | string | null | undefined;
  dueAt_lte?: bigint | string | null | undefined;
  dueAt_not?: bigint | string | null | undefined;
  dueAt_not_in?: Array<bigint | string> | null | undefined;
  escrowMovements_?: EscrowMovement_Filter | null | undefined;
  events_?: TaskEvent_Filter | null | undefined;
  fee?: bigint | string | null | undefined;
  feeBps?: number | null | undefined;
  feeBps_gt?: number | null | undefined;
  feeBps_gte?: number | null | undefined;
  feeBps_in?: Array<number> | null | undefined;
  feeBps_lt?: number | null | undefined;
  feeBps_lte?: number | null | undefined;
  feeBps_not?: number | null | undefined;
  feeBps_not_in?: Array<number> | null | undefined;
  fee_gt?: bigint | string | null | undefined;
  fee_gte?: bigint | string | null | undefined;
  fee_in?: Array<bigint | string> | null | undefined;
  fee_lt?: bigint | string | null | undefined;
  fee_lte?: bigint | string | null | undefined;
  fee_not?: bigint | string | null | undefined;
  fee_not_in?: Array<bigint | string> | null | undefined;
  fundBy?: bigint | string | null | undefined;
  fundBy_gt?: bigint | string | null | undefined;
  fundBy_gte?: bigint | string | null | undefined;
  fundBy_in?: Array<bigint | string> | null | undefined;
  fundBy_lt?: bigint | string | null | undefined;
  fundBy_lte?: bigint | string | null | undefined;
  fundBy_not?: bigint | string | null | undefined;
  fundBy_not_in?: Array<bigint | string> | null | undefined;
  id?: `0x${string}` | null | undefined;
  id_contains?: `0x${string}` | null | undefined;
  id_gt?: `0x${string}` | null | undefined;
  id_gte?: `0x${string}` | null | undefined;
  id_in?: Array<`0x${string}`> | null | undefined;
  id_lt?: `0x${string}` | null | undefined;
  id_lte?: `0x${string}` | null | undefined;
  id_not?: `0x${string}` | null | undefined;
  id_not_contains?: `0x${string}` | null | undefined;
  id_not_in?: Array<`0x${string}`> | null | undefined;
  jobId?: `0x${string}` | null | undefined;
  jobId_contains?: `0x${string}` | null | undefined;
  jobId_gt?: `0x${string}` | null | undefined;
  jobId_gte?: `0x${string}` | null | undefined;
  jobId_in?: Array<`0x${string}`> | null | undefined;
  jobId_lt?: `0x${string}` | null | undefined;
  jobId_lte?: `0x${string}` | null | undefined;
  jobId_not?: `0x${string}` | null | undefined;
  jobId_not_contains?: `0x${string}` | null | undefined;
  jobId_not_in?: Array<`0x${string}`> | null | undefined;
  matcher?: `0x${string}` | null | undefined;
  matcher_contains?: `0x${string}` | null | undefined;
  matcher_gt?: `0x${string}` | null | undefined;
  matcher_gte?: `0x${string}` | null | undefined;
  matcher_in?: Array<`0x${string}`> | null | undefined;
  matcher_lt?: `0x${string}` | null | undefined;
  matcher_lte?: `0x${string}` | null | undefined;
  matcher_not?: `0x${string}` | null | undefined;
  matcher_not_contains?: `0x${string}` | null | undefined;
  matcher_not_in?: Array<`0x${string}`> | null | undefined;
  maxFeeBps?: number | null | undefined;
  maxFeeBps_gt?: number | null | undefined;
  maxFeeBps_gte?: number | null | undefined;
  maxFeeBps_in?: Array<number> | null | undefined;
  maxFeeBps_lt?: number | null | undefined;
  maxFeeBps_lte?: number | null | undefined;
  maxFeeBps_not?: number | null | undefined;
  maxFeeBps_not_in?: Array<number> | null | undefined;
  maxRate?: bigint | string | null | undefined;
  maxRate_gt?: bigint | string | null | undefined;
  maxRate_gte?: bigint | string | null | undefined;
  maxRate_in?: Array<bigint | string> | null | undefined;
  maxRate_lt?: bigint | string | null | undefined;
  maxRate_lte?: bigint | string | null | undefined;
  maxRate_not?: bigint | string | null | undefined;
  maxRate_not_in?: Array<bigint | string> | null | undefined;
  maxUsage?: bigint | string | null | undefined;
  maxUsage_gt?: bigint | string | null | undefined;
  maxUsage_gte?: bigint | string | null | undefined;
  maxUsage_in?: Array<bigint | string> | null | undefined;
  maxUsage_lt?: bigint | string | null | undefined;
  maxUsage_lte?: bigint | string | null | undefined;
  maxUsage_not?: bigint | string | null | undefined;
  maxUsage_not_in?: Array<bigint | string> | null | undefined;
  node?: string | null | undefined;
  node_?: Node_Filter | null | undefined;
  node_contains?: string | null | undefined;
  node_contains_nocase?: string | null | undefined;
  node_ends_with?: string | null | undefined;
  node_ends_with_nocase?: string | null | undefined;
  node_gt?: string | null | undefined;
  node_gte?: string | null | undefined;
  node_in?: Array<string> | null | undefined;
  node_lt?: string | null | undefined;
  node_lte?: string | null | undefined;
  node_not?: string | null | undefined;
  node_not_contains?: string | null | undefined;
  node_not_contains_nocase?: string | null | undefined;
  node_not_ends_with?: string | null | undefined;
  node_not_ends_with_nocase?: string | null | undefined;
  node_not_in?: Array<string> | null | undefined;
  node_not_starts_with?: string | null | undefined;
  node_not_starts_with_nocase?: string | null | undefined;
  node_starts_with?: string | null | undefined;
  node_starts_with_nocase?: string | null | undefined;
  or?: Array<Task_Filter | null | undefined> | null | undefined;
  prepaid?: boolean | null | undefined;
  prepaid_in?: Array<boolean> | null | undefined;
  prepaid_not?: boolean | null | undefined;
  prepaid_not_in?: Array<boolean> | null | undefined;
  provider?: `0x${string}` | null | undefined;
  providerAmount?: bigint | string | null | undefined;
  providerAmount_gt?: bigint | string | null | undefined;
  providerAmount_gte?: bigint | string | null | undefined;
  providerAmount_in?: Array<bigint | string> | null | undefined;
  providerAmount_lt?: bigint | string | null | undefined;
  providerAmount_lte?: bigint | string | null | undefined;
  providerAmount_not?: bigint | string | null | undefined;
  providerAmount_not_in?: Array<bigint | string> | null | undefined;
  provider_contains?: `0x${string}` | null | undefined;
  provider_gt?: `0x${string}` | null | undefined;
  provider_gte?: `0x${string}` | null | undefined;
  provider_in?: Array<`0x${string}`> | null | undefined;
  provider_lt?: `0x${string}` | null | undefined;
  provider_lte?: `0x${string}` | null | undefined;
  provider_not?: `0x${string}` | null | undefined;
  provider_not_contains?: `0x${string}` | null | undefined;
  provider_not_in?: Array<`0x${string}`> | null | undefined;
  rate?: bigint | string | null | undefined;
  rate_gt?: bigint | string | null | undefined;
  rate_gte?: bigint | string | null | undefined;
  rate_in?: Array<bigint | string> | null | undefined;
  rate_lt?: bigint | string | null | undefined;
  rate_lte?: bigint | string | null | undefined;
  rate_not?: bigint | string | null | undefined;
  rate_not_in?: Array<bigint | string> | null | undefined;
  rebate?: bigint | string | null | undefined;
  rebateBps?: number | null | undefined;
  rebateBps_gt?: number | null | undefined;
  rebateBps_gte?: number | null | undefined;
  rebateBps_in?: Array<number> | null | undefined;
  rebateBps_lt?: number | null | undefined;
  rebateBps_lte?: number | null | undefined;
  rebateBps_not?: number | null | undefined;
  rebateBps_not_in?: Array<number> | null | undefined;
  rebate_gt?: bigint | string | null | undefined;
  rebate_gte?: bigint | string | null | undefined;
  rebate_in?: Array<bigint | string> | null | undefined;
  rebate_lt?: bigint | string | null | undefined;
  rebate_lte?: bigint | string | null | undefined;
  rebate_not?: bigint | string | null | undefined;
  rebate_not_in?: Array<bigint | string> | null | undefined;
  refund?: bigint | string | null | undefined;
  refund_gt?: bigint | string | null | undefined;
  refund_gte?: bigint | string | null | undefined;
  refund_in?: Array<bigint | string> | null | undefined;
  refund_lt?: bigint | string | null | undefined;
  refund_lte?: bigint | string | null | undefined;
  refund_not?: bigint | string | null | undefined;
  refund_not_in?: Array<bigint | string> | null | undefined;
  resourceType?: ResourceType | null | undefined;
  resourceType_in?: Array<ResourceType> | null | undefined;
  resourceType_not?: ResourceType | null | undefined;
  resourceType_not_in?: Array<ResourceType> | null | undefined;
  resultHash?: `0x${string}` | null | undefined;
  resultHash_contains?: `0x${string}` | null | undefined;
  resultHash_gt?: `0x${string}` | null | undefined;
  resultHash_gte?: `0x${string}` | null | undefined;
  resultHash_in?: Array<`0x${string}`> | null | undefined;
  resultHash_lt?: `0x${string}` | null | undefined;
  resultHash_lte?: `0x${string}` | null | undefined;
  resultHash_not?: `0x${string}` | null | undefined;
  resultHash_not_contains?: `0x${string}` | null | undefined;
  resultHash_not_in?: Array<`0x${string}`> | null | undefined;
  settleAfter?: bigint | string | null | undefined;
  settleAfter_gt?: bigint | string | null | undefined;
  settleAfter_gte?: bigint | string | null | undefined;
  settleAfter_in?: Array<bigint | string> | null | undefined;
  settleAfter_lt?: bigint | string | null | undefined;
  settleAfter_lte?: bigint | string | null | undefined;
  settleAfter_not?: bigint | string | null | undefined;
  settleAfter_not_in?: Array<bigint | string> | null | undefined;
  specHash?: `0x${string}` | null | undefined;
  specHash_contains?: `0x${string}` | null | undefined;
  specHash_gt?: `0x${string}` | null | undefined;
  specHash_gte?: `0x${string}` | null | undefined;
  specHash_in?: Array<`0x${string}`> | null | undefined;
  specHash_lt?: `0x${string}` | null | undefined;
  specHash_lte?: `0x${string}` | null | undefined;
  specHash_not?: `0x${string}` | null | undefined;
  specHash_not_contains?: `0x${string}` | null | undefined;
  specHash_not_in?: Array<`0x${string}`> | null | undefined;
  state?: TaskState | null | undefined;
  state_in?: Array<TaskState> | null | undefined;
  state_not?: TaskState | null | undefined;
  state_not_in?: Array<TaskState> | null | undefined;
  terms?: bigint | string | null | undefined;
  terms_gt?: bigint | string | null | undefined;
  terms_gte?: bigint | string | null | undefined;
  terms_in?: Array<bigint | string> | null | undefined;
  terms_lt?: bigint | string | null | undefined;
  terms_lte?: bigint | string | null | undefined;
  terms_not?: bigint | string | null | undefined;
  terms_not_in?: Array<bigint | string> | null | undefined;
  token?: `0x${string}` | null | undefined;
  token_contains?: `0x${string}` | null | undefined;
  token_gt?: `0x${string}` | null | undefined;
  token_gte?: `0x${string}` | null | undefined;
  token_in?: Array<`0x${string}`> | null | undefined;
  token_lt?: `0x${string}` | null | undefined;
  token_lte?: `0x${string}` | null | undefined;
  token_not?: `0x${string}` | null | undefined;
  token_not_contains?: `0x${string}` | null | undefined;
  token_not_in?: Array<`0x${string}`> | null | undefined;
  units?: number | null | undefined;
  unitsPerSecond?: number | null | undefined;
  unitsPerSecond_gt?: number | null | undefined;
  unitsPerSecond_gte?: number | null | undefined;
  unitsPerSecond_in?: Array<number> | null | undefined;
  unitsPerSecond_lt?: number | null | undefined;
  unitsPerSecond_lte?: number | null | undefined;
  unitsPerSecond_not?: number | null | undefined;
  unitsPerSecond_not_in?: Array<number> | null | undefined;
  units_gt?: number | null | undefined;
  units_gte?: number | null | undefined;
  units_in?: Array<number> | null | undefined;
  units_lt?: number | null | undefined;
  units_lte?: number | null | undefined;
  units_not?: number | null | undefined;
  units_not_in?: Array<number> | null | undefined;
  updatedAt?: bigint | string | null | undefined;
  updatedAt_gt?: bigint | string | null | undefined;
  updatedAt_gte?: bigint | string | null | undefined;
  updatedAt_in?: Array<bigint | string> | null | undefined;
  updatedAt_lt?: bigint | string | null | undefined;
  updatedAt_lte?: bigint | string | null | undefined;
  updatedAt_not?: bigint | string | null | undefined;
  updatedAt_not_in?: Array<bigint | string> | null | undefined;
  updatedBlock?: bigint | string | null | undefined;
  updatedBlock_gt?: bigint | string | null | undefined;
  updatedBlock_gte?: bigint | string | null | undefined;
  updatedBlock_in?: Array<bigint | string> | null | undefined;
  updatedBlock_lt?: bigint | string | null | undefined;
  updatedBlock_lte?: bigint | string | null | undefined;
  updatedBlock_not?: bigint | string | null | undefined;
  updatedBlock_not_in?: Array<bigint | string> | null | undefined;
  usage?: bigint | string | null | undefined;
  usage_gt?: bigint | string | null | undefined;
  usage_gte?: bigint | string | null | undefined;
  usage_in?: Array<bigint | string> | null | undefined;
  usage_lt?: bigint | string | null | undefined;
  usage_lte?: bigint | string | null | undefined;
  usage_not?: bigint | string | null | undefined;
  usage_not_in?: Array<bigint | string> | null | undefined;
  windowSeconds?: bigint | string | null | undefined;
  windowSeconds_gt?: bigint | string | null | undefined;
  windowSeconds_gte?: bigint | string | null | undefined;
  windowSeconds_in?: Array<bigint | string> | null | undefined;
  windowSeconds_lt?: bigint | string | null | undefined;
  windowSeconds_lte?: bigint | string | null | undefined;
  windowSeconds_not?: bigint | string | null | undefined;
  windowSeconds_not_in?: Array<bigint | string> | null | undefined;
  workSeconds?: bigint | string | null | undefined;
  workSeconds_gt?: bigint | string | null | undefined;
  workSeconds_gte?: bigint | string | null | undefined;
  workSeconds_in?: Array<bigint | string> | null | undefined;
  workSeconds_lt?: bigint | string | null | undefined;
  workSeconds_lte?: bigint | string | null | undefined;
  workSeconds_not?: bigint | string | null | undefined;
  workSeconds_not_in?: Array<bigint | string> | null | undefined;
};

export type Tier =
  | 'CLOUD'
  | 'COMMUNITY'
  | 'OWNED';

/** Tokens a job can be paid in. */
export type TokenSymbol =
  | 'AIIGO'
  | 'ETH'
  | 'USDC';

/** SPENT: by the DAO. ALLOWANCE: taken by the operator for relay gas. */
export type TreasuryMovementKind =
  | 'ALLOWANCE'
  | 'SPENT';

export type TrustLevel =
  | 'BASIC'
  | 'NONE'
  | 'PARTNER'
  | 'TRUSTED'
  | 'VERIFIED';

/** PROOF_OF_WORK: the challenge on chain, which measures a processor. AUDIT: the operator looked at the device. DEVELOPMENT: the operator of a local chain signed for it; nobody looked. */
export type TypeEvidenceMethod =
  | 'AUDIT'
  | 'DEVELOPMENT'
  | 'PROOF_OF_WORK';

export type UpsertNodeInput = {
  name: string;
  /** US, EU, ASIA, SA, AF or OC. */
  region: string;
  resourceType: ResourceType;
  /** 32 bytes; with the wallet it makes the node’s id. */
  salt: `0x${string}`;
  /** { memoryMiB, hardware: { model, vramGiB, ramGiB, bandwidthMbps, sensors }, tflops, executors } */
  spec: unknown;
  /** Parallel units (GPUs, cores); 1 for unit-based types. */
  units: number;
};

/** How a result is checked. */
export type VerificationMode =
  | 'NONE'
  | 'REPLICATED'
  | 'SPOT_CHECK';

/** A row of the token distribution that vests. */
export type VestingRow =
  | 'COMMUNITY_REWARDS'
  | 'PRIVATE_SALE'
  | 'TEAM';

export type VoteSupport =
  | 'ABSTAIN'
  | 'AGAINST'
  | 'FOR';

/** FUND_JOB: it waits for its deposit. APPROVE_RESULT: or object to it. ANSWER_DISPUTE: with evidence, as the provider. COMMIT_VOTE, REVEAL_VOTE: as an arbitrator. VOTE_ON_PROPOSAL: of the DAO. SOLVE_CHALLENGE: a proof of work. START_NODE: it wants jobs and sends no heartbeats. AWAIT_REVIEW: the operator looks at the node, which is BASIC at most until then. END_LOCK: its term is over, so that ending it costs nothing. */
export type WalletActionKind =
  | 'ANSWER_DISPUTE'
  | 'APPROVE_RESULT'
  | 'AWAIT_REVIEW'
  | 'COMMIT_VOTE'
  | 'END_LOCK'
  | 'FUND_JOB'
  | 'REVEAL_VOTE'
  | 'SOLVE_CHALLENGE'
  | 'START_NODE'
  | 'VOTE_ON_PROPOSAL';

/** A part that a wallet plays. BUYER: submitted a job. PROVIDER: has a node. STAKER: has a lock. ARBITRATOR: may be drawn for panels. OPERATOR: runs the platform. */
export type WalletRole =
  | 'ARBITRATOR'
  | 'BUYER'
  | 'OPERATOR'
  | 'PROVIDER'
  | 'STAKER';

/** Own weights of the five terms of the score, basis points; together 10000. */
export type WeightsInput = {
  latency: number;
  price: number;
  reputation: number;
  uptime: number;
  verifiedPower: number;
};

export type SiweNonceMutationVariables = Exact<{ [key: string]: never; }>;


export type SiweNonceMutation = { siweNonce: { nonce: string, expiresAt: string, serverTime: string, domain: string, uri: string, chainId: number, statement: string } };

export type SessionFieldsFragment = { accessToken: string, refreshToken: string, expiresAt: string, address: `0x${string}` };

export type SiweVerifyMutationVariables = Exact<{
  message: string;
  signature: `0x${string}`;
}>;


export type SiweVerifyMutation = { siweVerify: { session: { accessToken: string, refreshToken: string, expiresAt: string, address: `0x${string}` } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type RefreshSessionMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshSessionMutation = { refreshSession: { session: { accessToken: string, refreshToken: string, expiresAt: string, address: `0x${string}` } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type SignOutMutationVariables = Exact<{
  refreshToken: string;
}>;


export type SignOutMutation = { signOut: boolean };

export type CreateApiKeyMutationVariables = Exact<{
  name: string;
}>;


export type CreateApiKeyMutation = { createApiKey: { key: string | null, apiKey: { id: string, name: string, prefix: string, createdAt: string } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeApiKeyMutation = { revokeApiKey: { apiKey: { id: string, revokedAt: string | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { address: `0x${string}`, createdAt: string, nodeIds: Array<`0x${string}`>, apiKeys: Array<{ id: string, name: string, prefix: string, createdAt: string, lastUsedAt: string | null, revokedAt: string | null }> } | null };

export type UserErrorFieldsFragment = { code: string, field: string | null, message: string };

export type WalletStepsQueryVariables = Exact<{ [key: string]: never; }>;


export type WalletStepsQuery = { walletSteps: { at: string, roles: Array<WalletRole>, payouts: Array<{ kind: PayoutKind, contract: `0x${string}`, token: `0x${string}`, symbol: TokenSymbol, decimals: number, amount: string, usd: string | null, nodeId: `0x${string}` | null, lockId: string | null, epoch: number | null, until: string | null }>, actions: Array<{ kind: WalletActionKind, until: string | null, since: string | null, jobId: string | null, nodeId: `0x${string}` | null, proposalId: string | null, lockId: string | null, name: string | null }>, nodes: Array<{ nodeId: `0x${string}`, name: string, trustLevel: TrustLevel, underReview: boolean, banned: boolean, next: { level: TrustLevel, stake: string, powPasses: number, tasks: number, bond: string | null, usd: string | null } | null }> } };

export type ChainBlockQueryVariables = Exact<{ [key: string]: never; }>;


export type ChainBlockQuery = { _meta: { hasIndexingErrors: boolean, block: { number: number, hash: `0x${string}` | null } } | null };

export type ProtocolTotalsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProtocolTotalsQuery = { protocol: { nodeCount: number, activeNodeCount: number, providerCount: number, taskCount: number, tasksSettled: number, tasksExpired: number, tasksCancelled: number, tasksDisputed: number, tasksResolved: number, staked: string, slashed: string } | null, tokenTotals_collection: Array<{ id: `0x${string}`, locked: string, claimable: string, feesHeld: string, volume: string, fees: string, rebates: string, refunds: string }> };

export type EscrowBalancesQueryVariables = Exact<{
  account: `0x${string}`;
}>;


export type EscrowBalancesQuery = { escrowBalances: Array<{ token: `0x${string}`, claimable: string, deposited: string, credited: string, spent: string, withdrawn: string }> };

export type EvidenceFieldsFragment = { id: string, side: DisputeSide, author: `0x${string}`, text: string, addedAt: string, files: Array<{ name: string, cid: string, sha256: string, size: number }> };

export type CaseFieldsFragment = { jobId: string, taskId: `0x${string}`, state: CaseState, phase: DisputePhase, openedAt: string, commitBy: string, revealBy: string, commitment: `0x${string}` | null, vote: Ruling | null, ruling: Ruling | null, votes: Array<{ arbitrator: `0x${string}`, vote: Ruling }> | null };

export type ArbitrationCasesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  undecided?: boolean | null | undefined;
}>;


export type ArbitrationCasesQuery = { arbitrationCases: { edges: Array<{ cursor: string, node: { jobId: string, taskId: `0x${string}`, state: CaseState, phase: DisputePhase, openedAt: string, commitBy: string, revealBy: string, commitment: `0x${string}` | null, vote: Ruling | null, ruling: Ruling | null, votes: Array<{ arbitrator: `0x${string}`, vote: Ruling }> | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ArbitrationCaseQueryVariables = Exact<{
  jobId: string;
}>;


export type ArbitrationCaseQuery = { arbitrationCase: { jobId: string, taskId: `0x${string}`, state: CaseState, phase: DisputePhase, openedAt: string, commitBy: string, revealBy: string, commitment: `0x${string}` | null, vote: Ruling | null, ruling: Ruling | null, job: { spec: unknown, id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` }, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, evidence: Array<{ id: string, side: DisputeSide, author: `0x${string}`, text: string, addedAt: string, files: Array<{ name: string, cid: string, sha256: string, size: number }> }>, votes: Array<{ arbitrator: `0x${string}`, vote: Ruling }> | null } | null };

export type ArbitrationCaseLogQueryVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
  first?: number | null | undefined;
}>;


export type ArbitrationCaseLogQuery = { arbitrationCase: { jobId: string, logParts: Array<{ seq: number, lines: number, attempt: number, stream: LogStream, text: string, at: string }> } | null };

export type DisputeEvidenceQueryVariables = Exact<{
  jobId: string;
}>;


export type DisputeEvidenceQuery = { disputeEvidence: Array<{ id: string, side: DisputeSide, author: `0x${string}`, text: string, addedAt: string, files: Array<{ name: string, cid: string, sha256: string, size: number }> }> | null };

export type DisputedSpecQueryVariables = Exact<{
  id: string;
}>;


export type DisputedSpecQuery = { job: { id: string, spec: unknown, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` }, result: { attempt: number, nodeId: `0x${string}` | null } | null } | null };

export type AddEvidenceMutationVariables = Exact<{
  input: AddEvidenceInput;
}>;


export type AddEvidenceMutation = { addEvidence: { evidence: { id: string, side: DisputeSide, author: `0x${string}`, text: string, addedAt: string, files: Array<{ name: string, cid: string, sha256: string, size: number }> } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type CommitVoteMutationVariables = Exact<{
  jobId: string;
  commitment: `0x${string}`;
}>;


export type CommitVoteMutation = { commitVote: { transaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type RevealVoteMutationVariables = Exact<{
  jobId: string;
}>;


export type RevealVoteMutation = { revealVote: { call: { to: `0x${string}`, taskId: `0x${string}`, commitment: `0x${string}`, revealBy: string } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type DisputedTaskQueryVariables = Exact<{
  id: string;
}>;


export type DisputedTaskQuery = { task: { id: `0x${string}`, jobId: `0x${string}`, dispute: { reasonHash: `0x${string}` } | null } | null };

export type ArbitratorRewardsQueryVariables = Exact<{
  arbitrator: string;
  first: number;
}>;


export type ArbitratorRewardsQuery = { arbitratorRewards: Array<{ token: `0x${string}`, amount: string, timestamp: string, transaction: `0x${string}`, dispute: { id: `0x${string}`, ruling: Ruling } }> };

export type WatchArbitrationCasesSubscriptionVariables = Exact<{
  afterSeq?: number | null | undefined;
}>;


export type WatchArbitrationCasesSubscription = { arbitrationCases: { seq: number, kind: CaseEventKind, jobId: string, phase: DisputePhase, at: string } };

export type BenchmarkTaskFieldsFragment = { id: string, nodeId: `0x${string}`, stage: BenchmarkStage, seed: string, size: number, expiresAt: string };

export type BeginBenchmarkMutationVariables = Exact<{
  nodeId: `0x${string}`;
}>;


export type BeginBenchmarkMutation = { beginBenchmark: { retryAt: string | null, task: { id: string, nodeId: `0x${string}`, stage: BenchmarkStage, seed: string, size: number, expiresAt: string } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type AnswerBenchmarkMutationVariables = Exact<{
  id: string;
  input: AnswerBenchmarkInput;
}>;


export type AnswerBenchmarkMutation = { answerBenchmark: { task: { id: string, nodeId: `0x${string}`, stage: BenchmarkStage, seed: string, size: number, expiresAt: string } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type TakeBenchmarkCheckMutationVariables = Exact<{
  nodeId: `0x${string}`;
}>;


export type TakeBenchmarkCheckMutation = { takeBenchmarkCheck: { check: { id: string, parts: Array<{ stage: BenchmarkStage, seed: string, part: number }> } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ReportBenchmarkCheckMutationVariables = Exact<{
  id: string;
  nodeId: `0x${string}`;
  digests: Array<string>;
}>;


export type ReportBenchmarkCheckMutation = { reportBenchmarkCheck: { userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type StoreGrantQueryVariables = Exact<{ [key: string]: never; }>;


export type StoreGrantQuery = { storeGrant: { token: string, expiresAt: string } };

export type FileGrantQueryVariables = Exact<{
  jobId: string;
  cid?: string | null | undefined;
}>;


export type FileGrantQuery = { fileGrant: { token: string, expiresAt: string, isComplete: boolean } | null };

export type KeyRequestsQueryVariables = Exact<{
  jobId?: string | null | undefined;
  open?: boolean | null | undefined;
}>;


export type KeyRequestsQuery = { keyRequests: Array<{ id: string, jobId: string, wallet: `0x${string}`, attempt: number, nodeId: `0x${string}`, recipient: string, signature: `0x${string}`, requestedAt: string, releasedAt: string | null, releasedBy: KeyReleaser | null }> };

export type RequestJobKeyMutationVariables = Exact<{
  input: RequestJobKeyInput;
}>;


export type RequestJobKeyMutation = { requestJobKey: { sealedKey: string | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ReleaseJobKeyMutationVariables = Exact<{
  requestId: string;
  sealedKey: string;
}>;


export type ReleaseJobKeyMutation = { releaseJobKey: { request: { id: string, releasedAt: string | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type DeleteJobFilesMutationVariables = Exact<{
  jobId: string;
}>;


export type DeleteJobFilesMutation = { deleteJobFiles: { jobId: string | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ProposalFieldsFragment = { id: `0x${string}`, proposer: `0x${string}`, targets: Array<`0x${string}`>, values: Array<string>, calldatas: Array<`0x${string}`>, description: string, createdAt: string, voteStart: string, voteEnd: string, eta: string | null, state: ProposalState, vetoed: boolean, forVotes: string, againstVotes: string, abstainVotes: string };

export type ProposalsQueryVariables = Exact<{
  voter: `0x${string}`;
  first: number;
  skip: number;
}>;


export type ProposalsQuery = { proposals: Array<{ id: `0x${string}`, proposer: `0x${string}`, targets: Array<`0x${string}`>, values: Array<string>, calldatas: Array<`0x${string}`>, description: string, createdAt: string, voteStart: string, voteEnd: string, eta: string | null, state: ProposalState, vetoed: boolean, forVotes: string, againstVotes: string, abstainVotes: string, votes: Array<{ support: VoteSupport, weight: string }> }> };

export type StakerLocksQueryVariables = Exact<{
  id: string;
}>;


export type StakerLocksQuery = { staker: { yieldClaimed: string, burnt: string, locks: Array<{ id: `0x${string}`, amount: string, shares: string, endsAt: string, availableAt: string | null, lockedAt: string, burnt: string, withdrawn: boolean }> } | null };

export type DaoRecordsQueryVariables = Exact<{
  first: number;
}>;


export type DaoRecordsQuery = { protocol: { treasury: `0x${string}` | null, pausedUntil: string | null, feeBps: number | null, rebateBps: number | null } | null, parameterChanges: Array<{ id: `0x${string}`, contract: `0x${string}`, name: string, value: string, timestamp: string, transaction: `0x${string}` }>, treasuryMovements: Array<{ id: `0x${string}`, kind: TreasuryMovementKind, token: `0x${string}`, to: `0x${string}`, amount: string, timestamp: string }>, vestingWallets: Array<{ id: `0x${string}`, owner: `0x${string}`, released: string }>, councils: Array<{ members: Array<`0x${string}`>, threshold: string }>, councilDecisions: Array<{ id: `0x${string}`, kind: CouncilVoteKind, subject: string | null, timestamp: string }> };

export type DaoQueryVariables = Exact<{ [key: string]: never; }>;


export type DaoQuery = { dao: { at: string, treasury: `0x${string}` | null, votingDelaySeconds: number, votingPeriodSeconds: number, timelockSeconds: number, proposalThreshold: string, totalStaked: string, unbondingSeconds: number, holdings: Array<{ symbol: string, token: `0x${string}`, amount: string }>, vesting: Array<{ row: VestingRow, wallet: `0x${string}`, owner: `0x${string}`, allocation: string, vested: string, released: string, start: string, cliff: string, end: string }> } };

export type ProposalStandingsQueryVariables = Exact<{
  ids: Array<bigint | string>;
}>;


export type ProposalStandingsQuery = { proposalStandings: Array<{ id: string, stage: ProposalStage, quorum: string | null }> };

export type JobGroupProgressFieldsFragment = { groupId: string, total: number, done: number, succeeded: number, share: number, updatedAt: string, states: Array<{ state: JobState, count: number }>, amounts: Array<{ token: `0x${string}`, deposit: string, cost: string }> };

export type JobGroupFieldsFragment = { id: string, name: string, createdAt: string, progress: { groupId: string, total: number, done: number, succeeded: number, share: number, updatedAt: string, states: Array<{ state: JobState, count: number }>, amounts: Array<{ token: `0x${string}`, deposit: string, cost: string }> } };

export type JobGroupMemberFieldsFragment = { jobId: string, key: string, element: number | null, name: string, state: JobState, specHash: `0x${string}`, taskId: `0x${string}`, fundingSigned: boolean, approved: boolean, exitCode: number | null, cost: string | null, reasonCode: string | null, reason: string | null, needs: Array<string>, replicas: number | null, checkState: CheckState | null, taskRequest: { token: `0x${string}`, budget: string } };

export type JobGroupQuoteQueryVariables = Exact<{
  input: JobGroupQuoteInput;
}>;


export type JobGroupQuoteQuery = { jobGroupQuote: { jobs: number, atOnce: number, rounds: number | null, seconds: number | null, steps: Array<{ key: string, jobs: number, atOnce: number, quote: { token: `0x${string}`, symbol: string, decimals: number, registeredCount: number, nodeCount: number, ownerCount: number, availableCount: number, summary: string, lowestCost: string | null, suggestedBudget: string | null, forecast: { expectedCost: string } | null, smallestChange: { message: string } | null } }>, costs: Array<{ token: `0x${string}`, symbol: string, decimals: number, jobs: number, unpriced: number, lowestCost: string, expectedCost: string, highCost: string, suggestedBudget: string, deposit: string | null }>, warnings: Array<{ code: string, field: string | null, message: string }> } };

export type SubmitJobGroupMutationVariables = Exact<{
  input: SubmitJobGroupInput;
}>;


export type SubmitJobGroupMutation = { submitJobGroup: { group: { id: string, name: string, createdAt: string, progress: { groupId: string, total: number, done: number, succeeded: number, share: number, updatedAt: string, states: Array<{ state: JobState, count: number }>, amounts: Array<{ token: `0x${string}`, deposit: string, cost: string }> } } | null, warnings: Array<{ code: string, field: string | null, message: string }>, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type FundJobGroupMutationVariables = Exact<{
  groupId: string;
  jobIds: Array<string>;
  signature: `0x${string}`;
}>;


export type FundJobGroupMutation = { fundJobGroup: { group: { id: string } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type CancelJobGroupMutationVariables = Exact<{
  groupId: string;
}>;


export type CancelJobGroupMutation = { cancelJobGroup: { cancelled: number, funded: Array<string>, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type JobGroupQueryVariables = Exact<{
  id: string;
}>;


export type JobGroupQuery = { jobGroup: { id: string, name: string, createdAt: string, members: Array<{ jobId: string, key: string, element: number | null, name: string, state: JobState, specHash: `0x${string}`, taskId: `0x${string}`, fundingSigned: boolean, approved: boolean, exitCode: number | null, cost: string | null, reasonCode: string | null, reason: string | null, needs: Array<string>, replicas: number | null, checkState: CheckState | null, taskRequest: { token: `0x${string}`, budget: string } }>, progress: { groupId: string, total: number, done: number, succeeded: number, share: number, updatedAt: string, states: Array<{ state: JobState, count: number }>, amounts: Array<{ token: `0x${string}`, deposit: string, cost: string }> } } | null };

export type JobGroupRequestsQueryVariables = Exact<{
  id: string;
}>;


export type JobGroupRequestsQuery = { jobGroup: { members: Array<{ jobId: string, key: string, element: number | null, state: JobState, specHash: `0x${string}`, taskId: `0x${string}`, fundingSigned: boolean, needs: Array<string>, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } }> } | null };

export type JobGroupsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type JobGroupsQuery = { jobGroups: { edges: Array<{ cursor: string, node: { id: string, name: string, createdAt: string, progress: { groupId: string, total: number, done: number, succeeded: number, share: number, updatedAt: string, states: Array<{ state: JobState, count: number }>, amounts: Array<{ token: `0x${string}`, deposit: string, cost: string }> } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WatchJobGroupSubscriptionVariables = Exact<{
  groupId: string;
}>;


export type WatchJobGroupSubscription = { jobGroupUpdated: { groupId: string, total: number, done: number, succeeded: number, share: number, updatedAt: string, states: Array<{ state: JobState, count: number }>, amounts: Array<{ token: `0x${string}`, deposit: string, cost: string }> } };

export type TaskRequestFieldsFragment = { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` };

export type TransactionFieldsFragment = { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null };

export type JobFieldsFragment = { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null };

export type SubmitJobMutationVariables = Exact<{
  input: SubmitJobInput;
}>;


export type SubmitJobMutation = { submitJob: { taskId: `0x${string}` | null, job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } | null, funding: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, fundingFromBalance: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, warnings: Array<{ code: string, field: string | null, message: string }>, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type FundFromBalanceMutationVariables = Exact<{
  jobId: string;
  signature: `0x${string}`;
}>;


export type FundFromBalanceMutation = { fundFromBalance: { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type FundingPermitQueryVariables = Exact<{
  jobId: string;
}>;


export type FundingPermitQuery = { fundingPermit: { typedData: unknown, nonce: string, deadline: string } | null };

export type PermitTransactionQueryVariables = Exact<{
  jobId: string;
  signature: `0x${string}`;
}>;


export type PermitTransactionQuery = { permitTransaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } };

export type DepositTransactionQueryVariables = Exact<{
  token: `0x${string}`;
  amount: bigint | string;
}>;


export type DepositTransactionQuery = { depositTransaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } };

export type DepositPermitQueryVariables = Exact<{
  token: `0x${string}`;
  amount: bigint | string;
}>;


export type DepositPermitQuery = { depositPermit: { typedData: unknown, nonce: string, deadline: string } | null };

export type DepositPermitTransactionQueryVariables = Exact<{
  token: `0x${string}`;
  amount: bigint | string;
  deadline: string;
  signature: `0x${string}`;
}>;


export type DepositPermitTransactionQuery = { depositPermitTransaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } };

export type OpenDisputeMutationVariables = Exact<{
  jobId: string;
  reason: string;
}>;


export type OpenDisputeMutation = { openDispute: { bond: string | null, reasonHash: `0x${string}` | null, job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, transaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, deposit: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type CancelJobMutationVariables = Exact<{
  jobId: string;
}>;


export type CancelJobMutation = { cancelJob: { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, transaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type StopJobMutationVariables = Exact<{
  jobId: string;
}>;


export type StopJobMutation = { stopJob: { job: { id: string, state: JobState } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ApproveResultMutationVariables = Exact<{
  jobId: string;
  signature: `0x${string}`;
}>;


export type ApproveResultMutation = { approveResult: { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ResultToApproveQueryVariables = Exact<{
  id: string;
}>;


export type ResultToApproveQuery = { job: { state: JobState, taskId: `0x${string}`, spec: unknown, check: { state: CheckState, reason: string | null, dueAt: string } | null, result: { attempt: number, nodeId: `0x${string}` | null, resultHash: `0x${string}`, cost: string | null } | null } | null };

export type JobQueryVariables = Exact<{
  id: string;
}>;


export type JobQuery = { job: { stopRequestedAt: string | null, id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, group: { id: string, name: string } | null, check: { state: CheckState, cause: CheckCause, reason: string | null, dueAt: string, at: string, runs: Array<{ nodeId: `0x${string}`, state: CheckRunState, outcome: RunOutcome | null, exitCode: number | null, reason: string | null, assignedAt: string, reportedAt: string | null }> } | null, checkpoint: { attempt: number, sequence: number, cid: string, sha256: string, size: number, at: string } | null, finality: { confirmations: number, required: number, final: boolean } | null, attemptList: Array<{ id: string, number: number | null, nodeId: `0x${string}`, nodeName: string | null, provider: `0x${string}`, state: AttemptState, rate: string, score: unknown, offeredAt: string, expiresAt: string, reason: string | null, endedAt: string | null, extension: { dueAt: string, addedUsage: string, addedBudget: string } | null }>, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null };

export type JobServingQueryVariables = Exact<{
  id: string;
}>;


export type JobServingQuery = { job: { id: string, state: JobState, taskId: `0x${string}`, spec: unknown, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` }, attemptList: Array<{ number: number | null, nodeId: `0x${string}`, state: AttemptState, progress: { servedAt: string | null } | null }> } | null };

export type JobHistoryQueryVariables = Exact<{
  id: string;
}>;


export type JobHistoryQuery = { job: { id: string, history: Array<{ id: string, attemptId: string | null, from: string | null, to: string, cause: string, actor: `0x${string}` | null, transaction: `0x${string}` | null, reason: string | null, at: string }> } | null };

export type JobSpecQueryVariables = Exact<{
  id: string;
}>;


export type JobSpecQuery = { job: { id: string, spec: unknown, specHash: `0x${string}`, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } } | null };

export type JobToFundQueryVariables = Exact<{
  id: string;
}>;


export type JobToFundQuery = { job: { id: string, spec: unknown, needs: Array<string>, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } } | null };

export type JobRequestQueryVariables = Exact<{
  id: string;
}>;


export type JobRequestQuery = { job: { id: string, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } } | null };

export type JobWithTaskQueryVariables = Exact<{
  id: string;
}>;


export type JobWithTaskQuery = { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, task: { id: `0x${string}`, state: TaskState, attempt: number, rate: string | null, usage: string | null, cost: string | null, fee: string | null, providerAmount: string | null, refund: string | null, rebate: string | null, approved: boolean | null, addedBudget: string | null, settleAfter: string | null, updatedBlock: string, dispute: { state: DisputeState, ruling: Ruling, bond: string, bondReturned: string | null, arbitratorsAmount: string | null, commitBy: string | null, revealBy: string | null } | null, escrowMovements: Array<{ kind: EscrowMovementKind, token: `0x${string}`, account: `0x${string}`, amount: string, transaction: `0x${string}` }> } | null, node: { id: `0x${string}`, name: string | null, tier: Tier, region: string, online: boolean | null, trustLevel: TrustLevel, provider: { id: `0x${string}` } } | null, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null };

export type JobsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  state?: JobState | null | undefined;
}>;


export type JobsQuery = { jobs: { edges: Array<{ cursor: string, node: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, fundingSigned: boolean, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type JobLogPartsQueryVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
  first?: number | null | undefined;
}>;


export type JobLogPartsQuery = { jobLogParts: Array<{ seq: number, lines: number, attempt: number, stream: LogStream, text: string, at: string }> };

export type JobLogsQueryVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
  first?: number | null | undefined;
}>;


export type JobLogsQuery = { jobLogs: Array<{ seq: number, attempt: number, stream: LogStream, text: string, end: LogEnd, at: string }> };

export type WatchJobStatusSubscriptionVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
}>;


export type WatchJobStatusSubscription = { jobStatus: { seq: number, jobId: string, state: JobState, attempt: number, nodeId: `0x${string}` | null, reason: string | null, keyWanted: boolean, at: string } };

export type JobProgressFieldsFragment = { seq: number, attempt: number | null, nodeId: `0x${string}`, phase: string | null, percent: number | null, usage: string | null, cost: string | null, servedAt: string | null, artifactsAt: string | null, note: string | null, at: string };

export type WatchJobProgressSubscriptionVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
}>;


export type WatchJobProgressSubscription = { jobProgress: { seq: number, attempt: number | null, nodeId: `0x${string}`, phase: string | null, percent: number | null, usage: string | null, cost: string | null, servedAt: string | null, artifactsAt: string | null, note: string | null, at: string } };

export type WatchJobLogsSubscriptionVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
}>;


export type WatchJobLogsSubscription = { jobLogs: Array<{ seq: number, attempt: number, stream: LogStream, text: string, end: LogEnd, at: string }> };

export type JobArtifactsQueryVariables = Exact<{
  id: string;
}>;


export type JobArtifactsQuery = { job: { artifacts: Array<{ name: string, size: number, cid: string, sha256: string, storedSize: number, mac: string | null, attempt: number, storedAt: string }> } | null };

export type CapacityQueryVariables = Exact<{
  resourceType?: ResourceType | null | undefined;
  region?: string | null | undefined;
}>;


export type CapacityQuery = { capacity: { asOf: string, tiers: Array<{ resourceType: ResourceType, region: string, tier: Tier, nodes: number, supplyUnits: number, freeUnits: number, uptimeBps: number | null, plannedUnits: number | null, targetUnits: number | null, headroomUnits: number | null }>, demand: Array<{ resourceType: ResourceType, region: string, runningUnits: number, waitingUnits: number, demandUnits: number, plannedUnits: number }>, alerts: Array<{ code: CapacityAlertCode, severity: AlertSeverity, resourceType: ResourceType, region: string, tier: Tier | null, message: string, since: string }>, plans: Array<{ tier: Tier, resourceType: ResourceType, region: string, cloud: CloudProvider | null, units: number, upUnits: number }>, benchmarks: Array<{ resourceType: ResourceType, region: string, token: `0x${string}`, ownedRate: string, ownedNodes: number, communityRate: string | null }> } | null };

export type SetTierCapacityMutationVariables = Exact<{
  input: SetTierCapacityInput;
}>;


export type SetTierCapacityMutation = { setTierCapacity: { plans: Array<{ tier: Tier, resourceType: ResourceType, region: string, cloud: CloudProvider | null, units: number, upUnits: number }>, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type MarketStatsQueryVariables = Exact<{ [key: string]: never; }>;


export type MarketStatsQuery = { marketStats: { asOf: string, kpis: Array<{ name: KpiName, title: string, unit: KpiUnit, target: number, value: number | null, display: string | null, met: boolean | null, note: string | null, definition: string }> } };

export type BonusProofsQueryVariables = Exact<{
  provider: `0x${string}`;
  first?: number;
}>;


export type BonusProofsQuery = { bonusProofs: Array<{ epoch: number, startsAt: string, endsAt: string, account: `0x${string}`, amount: string, referral: string, uptime: string, performance: string, root: `0x${string}`, proof: Array<`0x${string}`> }> };

export type SetReferrerMutationVariables = Exact<{
  referrer: `0x${string}`;
}>;


export type SetReferrerMutation = { setReferrer: { referrer: `0x${string}` | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type UpsertNodeMutationVariables = Exact<{
  input: UpsertNodeInput;
}>;


export type UpsertNodeMutation = { upsertNode: { node: { id: `0x${string}`, name: string | null, availability: Availability | null, online: boolean | null, spec: unknown } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type SetAvailabilityMutationVariables = Exact<{
  nodeId: `0x${string}`;
  availability: Availability;
  reason?: string | null | undefined;
}>;


export type SetAvailabilityMutation = { setAvailability: { node: { id: `0x${string}`, availability: Availability | null, online: boolean | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type AuditNodeMutationVariables = Exact<{
  input: AuditNodeInput;
}>;


export type AuditNodeMutation = { auditNode: { node: { id: `0x${string}`, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type HeartbeatMutationVariables = Exact<{
  input: HeartbeatInput;
}>;


export type HeartbeatMutation = { heartbeat: { nextHeartbeatSeconds: number, endedOfferIds: Array<string>, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type NodeFieldsFragment = { id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> };

export type NodeBenchmarkFieldsFragment = { answeredAt: string, checkedAt: string, weightBps: number, cpuOperationsPerSecond: number, memoryMibPerSecond: number, networkUpKibPerSecond: number | null, networkDownKibPerSecond: number | null, diskWriteMibPerSecond: number | null, diskReadMibPerSecond: number | null, gpuGflops: number | null, verifiedHashesPerSecond: number };

export type NodeQueryVariables = Exact<{
  id: string;
}>;


export type NodeQuery = { node: { id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, benchmark: { answeredAt: string, checkedAt: string, weightBps: number, cpuOperationsPerSecond: number, memoryMibPerSecond: number, networkUpKibPerSecond: number | null, networkDownKibPerSecond: number | null, diskWriteMibPerSecond: number | null, diskReadMibPerSecond: number | null, gpuGflops: number | null, verifiedHashesPerSecond: number } | null, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> } | null };

export type NodesQueryVariables = Exact<{
  ids: Array<`0x${string}`>;
}>;


export type NodesQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type NodesOfProviderQueryVariables = Exact<{
  provider: string;
}>;


export type NodesOfProviderQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type ActiveNodesQueryVariables = Exact<{
  where: Node_Filter;
  first?: number;
}>;


export type ActiveNodesQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type OpenChallengesQueryVariables = Exact<{
  nodeIds: Array<string>;
}>;


export type OpenChallengesQuery = { challenges: Array<{ id: `0x${string}`, state: ChallengeState, seed: `0x${string}` | null, target: string, nonceCount: number, issuedAt: string, deadline: string, node: { id: `0x${string}` } }> };

export type WatchNodeAvailabilitySubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchNodeAvailabilitySubscription = { nodeAvailability: { seq: number, nodeId: `0x${string}`, availability: Availability, online: boolean, at: string } };

export type OfferFieldsFragment = { id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, state: AttemptState, attempt: number, rate: string, token: `0x${string}`, expiresAt: string, dueAt: string | null, addedSeconds: number, addedUsage: string, addedBudget: string, specHash: `0x${string}`, stopRequestedAt: string | null, terms: unknown, spec: unknown, checkpoint: { attempt: number, sequence: number, cid: string, sha256: string, size: number, mac: string | null } | null, needs: Array<{ jobId: string, specHash: `0x${string}`, manifestCid: string, manifestSha256: string }>, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } };

export type OffersQueryVariables = Exact<{
  nodeIds: Array<`0x${string}`>;
}>;


export type OffersQuery = { offers: Array<{ id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, state: AttemptState, attempt: number, rate: string, token: `0x${string}`, expiresAt: string, dueAt: string | null, addedSeconds: number, addedUsage: string, addedBudget: string, specHash: `0x${string}`, stopRequestedAt: string | null, terms: unknown, spec: unknown, checkpoint: { attempt: number, sequence: number, cid: string, sha256: string, size: number, mac: string | null } | null, needs: Array<{ jobId: string, specHash: `0x${string}`, manifestCid: string, manifestSha256: string }>, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } }>, checkRuns: Array<{ id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, attempt: number, dueAt: string, spec: unknown, needs: Array<{ jobId: string, specHash: `0x${string}`, manifestCid: string, manifestSha256: string }>, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } }> };

export type AcceptOfferMutationVariables = Exact<{
  offerId: string;
  attempt: number;
  expiry: number;
  signature: `0x${string}`;
}>;


export type AcceptOfferMutation = { acceptOffer: { offer: { id: string, state: AttemptState } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type DeclineOfferMutationVariables = Exact<{
  offerId: string;
  reason: string;
}>;


export type DeclineOfferMutation = { declineOffer: { offer: { id: string, state: AttemptState } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ReportProgressMutationVariables = Exact<{
  offerId: string;
  input: ProgressInput;
}>;


export type ReportProgressMutation = { reportProgress: { offer: { id: string, state: AttemptState } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ReportCheckpointMutationVariables = Exact<{
  offerId: string;
  input: CheckpointInput;
}>;


export type ReportCheckpointMutation = { reportCheckpoint: { storedSequence: number, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ReportArtifactsMutationVariables = Exact<{
  offerId: string;
  artifacts: Array<ArtifactInput>;
}>;


export type ReportArtifactsMutation = { reportArtifacts: { userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type AppendLogsMutationVariables = Exact<{
  offerId: string;
  firstLine: number;
  parts: Array<LogPartInput>;
}>;


export type AppendLogsMutation = { appendLogs: { storedLines: number, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type SubmitResultMutationVariables = Exact<{
  offerId: string;
  input: SubmitResultInput;
}>;


export type SubmitResultMutation = { submitResult: { offer: { id: string, state: AttemptState } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type WatchOffersSubscriptionVariables = Exact<{
  nodeIds: Array<`0x${string}`>;
  afterSeq?: Array<OfferCursor> | null | undefined;
}>;


export type WatchOffersSubscription = { offers: { seq: number, nodeId: `0x${string}`, kind: OfferEventKind, offerId: string, deadline: string, reason: string | null, at: string, offer: { id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, state: AttemptState, attempt: number, rate: string, token: `0x${string}`, expiresAt: string, dueAt: string | null, addedSeconds: number, addedUsage: string, addedBudget: string, specHash: `0x${string}`, stopRequestedAt: string | null, terms: unknown, spec: unknown, checkpoint: { attempt: number, sequence: number, cid: string, sha256: string, size: number, mac: string | null } | null, needs: Array<{ jobId: string, specHash: `0x${string}`, manifestCid: string, manifestSha256: string }>, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } } | null, checkRun: { id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, attempt: number, dueAt: string, spec: unknown, needs: Array<{ jobId: string, specHash: `0x${string}`, manifestCid: string, manifestSha256: string }>, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } } | null } };

export type IndexedTaskQueryVariables = Exact<{
  id: string;
}>;


export type IndexedTaskQuery = { task: { id: `0x${string}`, state: TaskState, attempt: number, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxUsage: string, assignBy: string, windowSeconds: string, terms: string, provider: `0x${string}` | null, rate: string | null, unitsPerSecond: number | null, assignedAt: string | null, dueAt: string | null, addedBudget: string | null, addedUsage: string | null, usage: string | null, cost: string | null, resultHash: `0x${string}` | null, settleAfter: string | null, node: { id: `0x${string}` } | null } | null };

export type CheckRunFieldsFragment = { id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, attempt: number, dueAt: string, spec: unknown, needs: Array<{ jobId: string, specHash: `0x${string}`, manifestCid: string, manifestSha256: string }>, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } };

export type ReportCheckMutationVariables = Exact<{
  runId: string;
  input: ReportCheckInput;
}>;


export type ReportCheckMutation = { reportCheck: { runId: string | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type RefuseCheckMutationVariables = Exact<{
  runId: string;
  reason: string;
}>;


export type RefuseCheckMutation = { refuseCheck: { runId: string | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type OperatorRoleQueryVariables = Exact<{ [key: string]: never; }>;


export type OperatorRoleQuery = { me: { isOperator: boolean } | null };

export type OperatorAlertsQueryVariables = Exact<{ [key: string]: never; }>;


export type OperatorAlertsQuery = { operatorAlerts: Array<{ id: string, code: OperatorAlertCode, severity: AlertSeverity, message: string, advice: string, since: string | null }> };

export type QueueStatesQueryVariables = Exact<{ [key: string]: never; }>;


export type QueueStatesQuery = { queueStates: { outboxWaiting: number, outboxSince: string | null, queues: Array<{ name: string, description: string, everySeconds: number | null, waiting: number, active: number, delayed: number, failed: number, waitingSince: string | null, lastFailedAt: string | null }> } };

export type FailedQueueJobsQueryVariables = Exact<{
  queue: string;
  first?: number | null | undefined;
}>;


export type FailedQueueJobsQuery = { failedQueueJobs: Array<{ id: string, queue: string, payload: unknown, reason: string, tries: number, addedAt: string, failedAt: string }> };

export type RetryQueueJobMutationVariables = Exact<{
  queue: string;
  id: string;
}>;


export type RetryQueueJobMutation = { retryQueueJob: { done: boolean, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type DiscardQueueJobMutationVariables = Exact<{
  queue: string;
  id: string;
}>;


export type DiscardQueueJobMutation = { discardQueueJob: { done: boolean, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type WriterTransactionFieldsFragment = { id: string, kind: string, subject: string, nonce: number, hash: `0x${string}` | null, state: ChainTransactionState, replacements: number, error: string | null, createdAt: string, updatedAt: string };

export type ChainWriterQueryVariables = Exact<{ [key: string]: never; }>;


export type ChainWriterQuery = { chainWriter: { address: `0x${string}`, balance: string, nonce: number, pendingNonce: number, gasPrice: string, transactionsLeft: number, openCount: number, open: Array<{ id: string, kind: string, subject: string, nonce: number, hash: `0x${string}` | null, state: ChainTransactionState, replacements: number, error: string | null, createdAt: string, updatedAt: string }>, failed: Array<{ id: string, kind: string, subject: string, nonce: number, hash: `0x${string}` | null, state: ChainTransactionState, replacements: number, error: string | null, createdAt: string, updatedAt: string }> } };

export type PlatformHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type PlatformHealthQuery = { platformHealth: { chainBlock: number | null, chainBlockAt: string | null, subgraphBlock: number | null, followerBlock: number | null, workerSeenAt: string | null, apiSeenAt: string | null, nodesWanted: number, nodesOffline: number, troubles: Array<{ part: PlatformPart, details: string, since: string }> } };

export type ReviewedNodeFieldsFragment = { id: `0x${string}`, name: string | null, online: boolean | null, availability: Availability | null, spec: unknown, uptimeBps: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, tasksCompleted: number, tasksFailed: number, powPasses: number, powFailures: number, underReview: boolean, registeredAt: string, typeEvidence: { method: TypeEvidenceMethod, statement: string | null, expiresAt: string | null } | null, provider: { id: `0x${string}` } };

export type NodesToReviewQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type NodesToReviewQuery = { nodesToReview: Array<{ reason: ReviewReason, node: { id: `0x${string}`, name: string | null, online: boolean | null, availability: Availability | null, spec: unknown, uptimeBps: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, tasksCompleted: number, tasksFailed: number, powPasses: number, powFailures: number, underReview: boolean, registeredAt: string, typeEvidence: { method: TypeEvidenceMethod, statement: string | null, expiresAt: string | null } | null, provider: { id: `0x${string}` } } }> };

export type PlatformNodesQueryVariables = Exact<{
  first: number;
}>;


export type PlatformNodesQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, online: boolean | null, availability: Availability | null, spec: unknown, uptimeBps: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, tasksCompleted: number, tasksFailed: number, powPasses: number, powFailures: number, underReview: boolean, registeredAt: string, typeEvidence: { method: TypeEvidenceMethod, statement: string | null, expiresAt: string | null } | null, provider: { id: `0x${string}` } }> };

export type PlatformQueryVariables = Exact<{ [key: string]: never; }>;


export type PlatformQuery = { platform: { chainId: number, feeBps: number, blobUrl: string, fileRecipient: string, matcher: `0x${string}`, minWindowSeconds: number, transferGraceSeconds: number, block: number | null, contracts: { aiigoToken: `0x${string}`, stakingPool: `0x${string}`, nodeRegistry: `0x${string}`, powVerifier: `0x${string}`, taskMarketplace: `0x${string}`, escrow: `0x${string}`, arbitration: `0x${string}`, bonusDistributor: `0x${string}`, stakerLocks: `0x${string}`, aiigoGovernor: `0x${string}`, aiigoTimelock: `0x${string}`, guardianCouncil: `0x${string}`, partnerBonds: `0x${string}`, communityRewards: `0x${string}`, daoTreasury: `0x${string}`, communityRewardsVesting: `0x${string}`, teamVesting: `0x${string}`, privateSaleVesting: `0x${string}` }, paymentTokens: Array<{ symbol: TokenSymbol, address: `0x${string}`, decimals: number }>, status: { well: boolean, troubles: Array<{ part: PlatformPart, since: string }> } } };

export type ShownPlatformQueryVariables = Exact<{ [key: string]: never; }>;


export type ShownPlatformQuery = { platform: { chainId: number, rpcUrl: string | null, paymentTokens: Array<{ symbol: TokenSymbol, address: `0x${string}`, decimals: number, usd: string | null }>, status: { well: boolean, troubles: Array<{ part: PlatformPart, since: string }> }, developmentWallets: Array<{ name: string, address: `0x${string}` }> } };

export type AgentPlatformQueryVariables = Exact<{ [key: string]: never; }>;


export type AgentPlatformQuery = { platform: { chainId: number, blobUrl: string, rpcUrl: string | null } };

export type QuoteQueryVariables = Exact<{
  input: QuoteInput;
}>;


export type QuoteQuery = { quote: { token: `0x${string}`, symbol: string, decimals: number, usage: string, unit: string, registeredCount: number, nodeCount: number, ownerCount: number, availableCount: number, summary: string, lowestRate: string | null, medianRate: string | null, highestRate: string | null, lowestCost: string | null, medianCost: string | null, suggestedBudget: string | null, feeBps: number, thin: boolean, maxRate: string | null, rejections: Array<{ filter: string, nodes: number, onlyThis: number }>, smallestChange: { filter: string, nodeId: `0x${string}`, distance: number, message: string } | null, forecast: { expectedRate: string, lowRate: string, highRate: string, expectedCost: string, lowCost: string, highCost: string, basis: ForecastBasis, samples: number } | null, wait: { expectedSeconds: number, p90Seconds: number, samples: number } | null } };

export type MatchPreviewQueryVariables = Exact<{
  input: QuoteInput;
}>;


export type MatchPreviewQuery = { matchPreview: { version: number, considered: number, matched: number, summary: string, candidates: Array<{ nodeId: `0x${string}`, provider: `0x${string}`, rate: string, score: number, penalty: number, terms: Array<{ name: string, value: number, weight: number }> }>, rejections: Array<{ filter: string, nodes: number, onlyThis: number, nearest: Array<{ nodeId: `0x${string}`, distance: number, message: string }> }>, bestMissed: Array<{ filter: string, nodeId: `0x${string}`, distance: number, message: string }>, smallestChange: { filter: string, nodeId: `0x${string}`, distance: number, message: string } | null } };

export type PriceIndexQueryVariables = Exact<{
  resourceType: ResourceType;
  resourceClass?: string | null | undefined;
  region?: string | null | undefined;
  token?: string | null | undefined;
  dollars?: boolean;
}>;


export type PriceIndexQuery = { priceIndex: Array<{ resourceType: ResourceType, resourceClass: string, region: string, token: `0x${string}`, symbol: string, decimals: number, unit: string, p10: string, median: string, p90: string, volume: string, usage: string, trades: number, asks: number, providers: number, thin: boolean, soldBps: number | null, changedAt: string, usd?: { p10: string, median: string, p90: string, per: string } | null }> };

export type PriceTableQueryVariables = Exact<{
  token: string;
  dollars: boolean;
}>;


export type PriceTableQuery = { cpu: Array<{ resourceType: ResourceType, region: string, unit: string, providers: number, thin: boolean, soldBps: number | null, trades: number, usd?: { p10: string, median: string, p90: string, per: string } | null }>, gpu: Array<{ resourceType: ResourceType, region: string, unit: string, providers: number, thin: boolean, soldBps: number | null, trades: number, usd?: { p10: string, median: string, p90: string, per: string } | null }>, network: Array<{ resourceType: ResourceType, region: string, unit: string, providers: number, thin: boolean, soldBps: number | null, trades: number, usd?: { p10: string, median: string, p90: string, per: string } | null }>, mobile: Array<{ resourceType: ResourceType, region: string, unit: string, providers: number, thin: boolean, soldBps: number | null, trades: number, usd?: { p10: string, median: string, p90: string, per: string } | null }>, iot: Array<{ resourceType: ResourceType, region: string, unit: string, providers: number, thin: boolean, soldBps: number | null, trades: number, usd?: { p10: string, median: string, p90: string, per: string } | null }> };

export type PriceTableRowFragment = { resourceType: ResourceType, region: string, unit: string, providers: number, thin: boolean, soldBps: number | null, trades: number, usd?: { p10: string, median: string, p90: string, per: string } | null };

export type PriceCandlesQueryVariables = Exact<{
  input: PriceCandlesInput;
  first?: number | null | undefined;
}>;


export type PriceCandlesQuery = { priceCandles: Array<{ startsAt: string, open: string, high: string, low: string, close: string, p10: string, median: string, p90: string, volume: string, usage: string, trades: number, asks: number, providers: number, thin: boolean }> };

export type WatchPriceTicksSubscriptionVariables = Exact<{
  resourceType: ResourceType;
  afterSeq?: number | null | undefined;
}>;


export type WatchPriceTicksSubscription = { priceTicks: { seq: number, resourceClass: string, region: string, token: `0x${string}`, p10: string, median: string, p90: string, providers: number, thin: boolean, at: string } };

export type SuggestedAskQueryVariables = Exact<{
  resourceType: ResourceType;
  resourceClass?: string | null | undefined;
  region?: string | null | undefined;
  token?: string | null | undefined;
}>;


export type SuggestedAskQuery = { suggestedAsk: { low: string, suggested: string, high: string } | null };

export type EarningsEstimateQueryVariables = Exact<{
  input: EarningsInput;
}>;


export type EarningsEstimateQuery = { earningsEstimate: { token: `0x${string}`, symbol: string, decimals: number, gross: string, fee: string, net: string, stakingRewards: string, bonuses: string, feeBps: number, utilizationBps: number, utilizationAssumed: boolean, indexRate: string | null } };

export type ShownNodesQueryVariables = Exact<{
  provider: string;
  first: number;
  skip: number;
}>;


export type ShownNodesQuery = { nodes: Array<{ unbondingStake: string, underReview: boolean, banned: boolean, id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, tasks: Array<{ id: `0x${string}`, jobId: `0x${string}`, state: TaskState, units: number, dueAt: string | null }>, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type ShownNodeQueryVariables = Exact<{
  id: string;
  first: number;
}>;


export type ShownNodeQuery = { node: { unbondingStake: string, slashed: string, underReview: boolean, banned: boolean, registeredAt: string, id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, benchmark: { answeredAt: string, checkedAt: string, weightBps: number, cpuOperationsPerSecond: number, memoryMibPerSecond: number, networkUpKibPerSecond: number | null, networkDownKibPerSecond: number | null, diskWriteMibPerSecond: number | null, diskReadMibPerSecond: number | null, gpuGflops: number | null, verifiedHashesPerSecond: number } | null, typeEvidence: { statement: string | null, at: string | null, method: TypeEvidenceMethod, expiresAt: string | null } | null, tasks: Array<{ id: `0x${string}`, jobId: `0x${string}`, state: TaskState, attempt: number, units: number, token: `0x${string}`, usage: string | null, cost: string | null, providerAmount: string | null, approved: boolean | null, updatedAt: string }>, challenges: Array<{ id: `0x${string}`, state: ChallengeState, nonceCount: number, issuedAt: string, elapsedSeconds: string | null, hashesPerSecond: string | null }>, penalties: Array<{ id: `0x${string}`, reason: PenaltyReason, refId: `0x${string}`, timestamp: string, transaction: `0x${string}` }>, stakeMovements: Array<{ id: `0x${string}`, kind: StakeMovementKind, amount: string, timestamp: string, transaction: `0x${string}` }>, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> } | null };

export type BondHistoryQueryVariables = Exact<{
  node: string;
  filter: string;
  first: number;
}>;


export type BondHistoryQuery = { partnerBond: { slashed: string } | null, bondMovements: Array<{ id: `0x${string}`, kind: BondMovementKind, account: `0x${string}`, amount: string, reason: PenaltyReason | null, timestamp: string, transaction: `0x${string}` }> };

export type ProviderDisputesQueryVariables = Exact<{
  provider: `0x${string}`;
  first: number;
}>;


export type ProviderDisputesQuery = { disputes: Array<{ id: `0x${string}`, state: DisputeState, ruling: Ruling, openedAt: string, commitBy: string | null, revealBy: string | null, task: { id: `0x${string}`, jobId: `0x${string}`, token: `0x${string}`, cost: string | null, providerAmount: string | null }, node: { id: `0x${string}`, name: string | null } }> };

export type ProviderDisputeQueryVariables = Exact<{
  id: string;
}>;


export type ProviderDisputeQuery = { job: { id: string, name: string, state: JobState, token: `0x${string}`, disputeReason: string | null, result: { nodeId: `0x${string}` | null, usage: string, cost: string | null, exitCode: number } | null, task: { id: `0x${string}`, usage: string | null, cost: string | null, providerAmount: string | null, refund: string | null, dispute: { state: DisputeState, ruling: Ruling, bond: string, bondReturned: string | null, openedAt: string, commitBy: string | null, revealBy: string | null, resolvedAt: string | null } | null } | null, node: { id: `0x${string}`, name: string | null } | null } | null };

export type MoneyPeriodFieldsFragment = { startsAt: string, token: `0x${string}`, symbol: string, decimals: number, tasks: number, amount: string, usd: string | null };

export type EarningsQueryVariables = Exact<{
  provider?: `0x${string}` | null | undefined;
  nodeId?: `0x${string}` | null | undefined;
  from: string;
  to?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type EarningsQuery = { earnings: Array<{ startsAt: string, token: `0x${string}`, symbol: string, decimals: number, tasks: number, amount: string, usd: string | null }> };

export type SpendingQueryVariables = Exact<{
  buyer: `0x${string}`;
  from: string;
  to?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type SpendingQuery = { spending: Array<{ startsAt: string, token: `0x${string}`, symbol: string, decimals: number, tasks: number, amount: string, usd: string | null }> };

export type BonusesQueryVariables = Exact<{
  provider: `0x${string}`;
  first?: number | null | undefined;
}>;


export type BonusesQuery = { bonusProofs: Array<{ epoch: number, startsAt: string, endsAt: string, amount: string, referral: string, uptime: string, performance: string, proof: Array<`0x${string}`> }>, bonusClaims: Array<{ amount: string, timestamp: string, epoch: { id: `0x${string}` } }> };

export type SubgraphTasksQueryVariables = Exact<{
  where?: Task_Filter | null | undefined;
  block?: Block_Height | null | undefined;
  first: number;
}>;


export type SubgraphTasksQuery = { tasks: Array<{ id: `0x${string}`, jobId: `0x${string}`, state: TaskState, buyer: `0x${string}`, provider: `0x${string}` | null, token: `0x${string}`, resourceType: ResourceType, budget: string, maxRate: string, maxUsage: string, attempt: number, rate: string | null, usage: string | null, cost: string | null, fee: string | null, providerAmount: string | null, refund: string | null, rebate: string | null, approved: boolean | null, prepaid: boolean, createdAt: string, updatedAt: string, updatedBlock: string, node: { id: `0x${string}` } | null }> };

export type SubgraphNodesQueryVariables = Exact<{
  where?: Node_Filter | null | undefined;
  block?: Block_Height | null | undefined;
  first: number;
}>;


export type SubgraphNodesQuery = { nodes: Array<{ id: `0x${string}`, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, unbondingStake: string, slashed: string, openAssignments: number, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, hashesPerSecond: string, underReview: boolean, banned: boolean, registeredAt: string, updatedBlock: string, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type SubgraphMovementsQueryVariables = Exact<{
  where?: EscrowMovement_Filter | null | undefined;
  block?: Block_Height | null | undefined;
  first: number;
}>;


export type SubgraphMovementsQuery = { escrowMovements: Array<{ id: `0x${string}`, kind: EscrowMovementKind, token: `0x${string}`, account: `0x${string}`, amount: string, prepaid: boolean, block: string, timestamp: string, transaction: `0x${string}`, task: { id: `0x${string}` } | null }> };

export type SubgraphPenaltiesQueryVariables = Exact<{
  where?: Penalty_Filter | null | undefined;
  block?: Block_Height | null | undefined;
  first: number;
}>;


export type SubgraphPenaltiesQuery = { penalties: Array<{ id: `0x${string}`, reason: PenaltyReason, refId: `0x${string}`, block: string, timestamp: string, transaction: `0x${string}`, node: { id: `0x${string}`, provider: { id: `0x${string}` } } }> };

export type SubgraphStakeMovementsQueryVariables = Exact<{
  where?: StakeMovement_Filter | null | undefined;
  block?: Block_Height | null | undefined;
  first: number;
}>;


export type SubgraphStakeMovementsQuery = { stakeMovements: Array<{ id: `0x${string}`, kind: StakeMovementKind, amount: string, reason: PenaltyReason | null, refId: `0x${string}` | null, block: string, timestamp: string, transaction: `0x${string}`, node: { id: `0x${string}`, provider: { id: `0x${string}` } } }> };

export type SubgraphDisputesQueryVariables = Exact<{
  where?: Dispute_Filter | null | undefined;
  block?: Block_Height | null | undefined;
  first: number;
}>;


export type SubgraphDisputesQuery = { disputes: Array<{ id: `0x${string}`, buyer: `0x${string}`, provider: `0x${string}` | null, state: DisputeState, ruling: Ruling, bond: string, bondReturned: string | null, reasonHash: `0x${string}`, commitBy: string | null, revealBy: string | null, node: { id: `0x${string}` }, seats: Array<{ vote: Ruling, silent: boolean }> }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SessionFieldsFragmentDoc = new TypedDocumentString(`
    fragment SessionFields on Session {
  accessToken
  refreshToken
  expiresAt
  address
}
    `, {"fragmentName":"SessionFields"}) as unknown as TypedDocumentString<SessionFieldsFragment, unknown>;
export const UserErrorFieldsFragmentDoc = new TypedDocumentString(`
    fragment UserErrorFields on UserError {
  code
  field
  message
}
    `, {"fragmentName":"UserErrorFields"}) as unknown as TypedDocumentString<UserErrorFieldsFragment, unknown>;
export const EvidenceFieldsFragmentDoc = new TypedDocumentString(`
    fragment EvidenceFields on Evidence {
  id
  side
  author
  text
  addedAt
  files {
    name
    cid
    sha256
    size
  }
}
    `, {"fragmentName":"EvidenceFields"}) as unknown as TypedDocumentString<EvidenceFieldsFragment, unknown>;
export const CaseFieldsFragmentDoc = new TypedDocumentString(`
    fragment CaseFields on ArbitrationCase {
  jobId
  taskId
  state
  phase
  openedAt
  commitBy
  revealBy
  commitment
  vote
  ruling
  votes {
    arbitrator
    vote
  }
}
    `, {"fragmentName":"CaseFields"}) as unknown as TypedDocumentString<CaseFieldsFragment, unknown>;
export const BenchmarkTaskFieldsFragmentDoc = new TypedDocumentString(`
    fragment BenchmarkTaskFields on BenchmarkTask {
  id
  nodeId
  stage
  seed
  size
  expiresAt
}
    `, {"fragmentName":"BenchmarkTaskFields"}) as unknown as TypedDocumentString<BenchmarkTaskFieldsFragment, unknown>;
export const ProposalFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProposalFields on Proposal {
  id
  proposer
  targets
  values
  calldatas
  description
  createdAt
  voteStart
  voteEnd
  eta
  state
  vetoed
  forVotes
  againstVotes
  abstainVotes
}
    `, {"fragmentName":"ProposalFields"}) as unknown as TypedDocumentString<ProposalFieldsFragment, unknown>;
export const JobGroupProgressFieldsFragmentDoc = new TypedDocumentString(`
    fragment JobGroupProgressFields on JobGroupProgress {
  groupId
  states {
    state
    count
  }
  total
  done
  succeeded
  share
  amounts {
    token
    deposit
    cost
  }
  updatedAt
}
    `, {"fragmentName":"JobGroupProgressFields"}) as unknown as TypedDocumentString<JobGroupProgressFieldsFragment, unknown>;
export const JobGroupFieldsFragmentDoc = new TypedDocumentString(`
    fragment JobGroupFields on JobGroup {
  id
  name
  createdAt
  progress {
    ...JobGroupProgressFields
  }
}
    fragment JobGroupProgressFields on JobGroupProgress {
  groupId
  states {
    state
    count
  }
  total
  done
  succeeded
  share
  amounts {
    token
    deposit
    cost
  }
  updatedAt
}`, {"fragmentName":"JobGroupFields"}) as unknown as TypedDocumentString<JobGroupFieldsFragment, unknown>;
export const JobGroupMemberFieldsFragmentDoc = new TypedDocumentString(`
    fragment JobGroupMemberFields on JobGroupMember {
  jobId
  key
  element
  name
  state
  specHash
  taskId
  fundingSigned
  taskRequest {
    token
    budget
  }
  approved
  exitCode
  cost
  reasonCode
  reason
  needs
  replicas
  checkState
}
    `, {"fragmentName":"JobGroupMemberFields"}) as unknown as TypedDocumentString<JobGroupMemberFieldsFragment, unknown>;
export const TransactionFieldsFragmentDoc = new TypedDocumentString(`
    fragment TransactionFields on TransactionRequest {
  to
  data
  value
  approval {
    token
    spender
    amount
  }
}
    `, {"fragmentName":"TransactionFields"}) as unknown as TypedDocumentString<TransactionFieldsFragment, unknown>;
export const JobFieldsFragmentDoc = new TypedDocumentString(`
    fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}
    `, {"fragmentName":"JobFields"}) as unknown as TypedDocumentString<JobFieldsFragment, unknown>;
export const JobProgressFieldsFragmentDoc = new TypedDocumentString(`
    fragment JobProgressFields on JobProgress {
  seq
  attempt
  nodeId
  phase
  percent
  usage
  cost
  servedAt
  artifactsAt
  note
  at
}
    `, {"fragmentName":"JobProgressFields"}) as unknown as TypedDocumentString<JobProgressFieldsFragment, unknown>;
export const NodeFieldsFragmentDoc = new TypedDocumentString(`
    fragment NodeFields on Node {
  id
  name
  availability
  pausedReason
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
  typeEvidence {
    method
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  hashesPerSecond
  powPasses
  powFailures
  tasksCompleted
  tasksFailed
  openAssignments
  provider {
    id
  }
  asks(first: 10) {
    token
    rate
  }
}
    `, {"fragmentName":"NodeFields"}) as unknown as TypedDocumentString<NodeFieldsFragment, unknown>;
export const NodeBenchmarkFieldsFragmentDoc = new TypedDocumentString(`
    fragment NodeBenchmarkFields on NodeBenchmark {
  answeredAt
  checkedAt
  weightBps
  cpuOperationsPerSecond
  memoryMibPerSecond
  networkUpKibPerSecond
  networkDownKibPerSecond
  diskWriteMibPerSecond
  diskReadMibPerSecond
  gpuGflops
  verifiedHashesPerSecond
}
    `, {"fragmentName":"NodeBenchmarkFields"}) as unknown as TypedDocumentString<NodeBenchmarkFieldsFragment, unknown>;
export const TaskRequestFieldsFragmentDoc = new TypedDocumentString(`
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}
    `, {"fragmentName":"TaskRequestFields"}) as unknown as TypedDocumentString<TaskRequestFieldsFragment, unknown>;
export const OfferFieldsFragmentDoc = new TypedDocumentString(`
    fragment OfferFields on Offer {
  id
  jobId
  taskId
  nodeId
  state
  attempt
  rate
  token
  expiresAt
  dueAt
  addedSeconds
  addedUsage
  addedBudget
  specHash
  stopRequestedAt
  terms
  spec
  checkpoint {
    attempt
    sequence
    cid
    sha256
    size
    mac
  }
  needs {
    jobId
    specHash
    manifestCid
    manifestSha256
  }
  taskRequest {
    ...TaskRequestFields
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}`, {"fragmentName":"OfferFields"}) as unknown as TypedDocumentString<OfferFieldsFragment, unknown>;
export const CheckRunFieldsFragmentDoc = new TypedDocumentString(`
    fragment CheckRunFields on CheckRunWork {
  id
  jobId
  taskId
  nodeId
  attempt
  dueAt
  spec
  needs {
    jobId
    specHash
    manifestCid
    manifestSha256
  }
  taskRequest {
    ...TaskRequestFields
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}`, {"fragmentName":"CheckRunFields"}) as unknown as TypedDocumentString<CheckRunFieldsFragment, unknown>;
export const WriterTransactionFieldsFragmentDoc = new TypedDocumentString(`
    fragment WriterTransactionFields on WriterTransaction {
  id
  kind
  subject
  nonce
  hash
  state
  replacements
  error
  createdAt
  updatedAt
}
    `, {"fragmentName":"WriterTransactionFields"}) as unknown as TypedDocumentString<WriterTransactionFieldsFragment, unknown>;
export const ReviewedNodeFieldsFragmentDoc = new TypedDocumentString(`
    fragment ReviewedNodeFields on Node {
  id
  name
  online
  availability
  spec
  uptimeBps
  typeEvidence {
    method
    statement
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  tasksCompleted
  tasksFailed
  powPasses
  powFailures
  underReview
  registeredAt
  provider {
    id
  }
}
    `, {"fragmentName":"ReviewedNodeFields"}) as unknown as TypedDocumentString<ReviewedNodeFieldsFragment, unknown>;
export const PriceTableRowFragmentDoc = new TypedDocumentString(`
    fragment PriceTableRow on PriceIndex {
  resourceType
  region
  unit
  providers
  thin
  soldBps
  trades
  usd @include(if: $dollars) {
    p10
    median
    p90
    per
  }
}
    `, {"fragmentName":"PriceTableRow"}) as unknown as TypedDocumentString<PriceTableRowFragment, unknown>;
export const MoneyPeriodFieldsFragmentDoc = new TypedDocumentString(`
    fragment MoneyPeriodFields on MoneyPeriod {
  startsAt
  token
  symbol
  decimals
  tasks
  amount
  usd
}
    `, {"fragmentName":"MoneyPeriodFields"}) as unknown as TypedDocumentString<MoneyPeriodFieldsFragment, unknown>;
export const SiweNonceDocument = new TypedDocumentString(`
    mutation SiweNonce {
  siweNonce {
    nonce
    expiresAt
    serverTime
    domain
    uri
    chainId
    statement
  }
}
    `) as unknown as TypedDocumentString<SiweNonceMutation, SiweNonceMutationVariables>;
export const SiweVerifyDocument = new TypedDocumentString(`
    mutation SiweVerify($message: String!, $signature: Bytes!) {
  siweVerify(message: $message, signature: $signature) {
    session {
      ...SessionFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment SessionFields on Session {
  accessToken
  refreshToken
  expiresAt
  address
}
fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<SiweVerifyMutation, SiweVerifyMutationVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($refreshToken: String!) {
  refreshSession(refreshToken: $refreshToken) {
    session {
      ...SessionFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment SessionFields on Session {
  accessToken
  refreshToken
  expiresAt
  address
}
fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut($refreshToken: String!) {
  signOut(refreshToken: $refreshToken)
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($name: String!) {
  createApiKey(name: $name) {
    key
    apiKey {
      id
      name
      prefix
      createdAt
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation RevokeApiKey($id: ID!) {
  revokeApiKey(id: $id) {
    apiKey {
      id
      revokedAt
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    address
    createdAt
    nodeIds
    apiKeys {
      id
      name
      prefix
      createdAt
      lastUsedAt
      revokedAt
    }
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const WalletStepsDocument = new TypedDocumentString(`
    "What the signed-in wallet can do next."
query WalletSteps {
  walletSteps {
    at
    roles
    payouts {
      kind
      contract
      token
      symbol
      decimals
      amount
      usd
      nodeId
      lockId
      epoch
      until
    }
    actions {
      kind
      until
      since
      jobId
      nodeId
      proposalId
      lockId
      name
    }
    nodes {
      nodeId
      name
      trustLevel
      underReview
      banned
      next {
        level
        stake
        powPasses
        tasks
        bond
        usd
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WalletStepsQuery, WalletStepsQueryVariables>;
export const ChainBlockDocument = new TypedDocumentString(`
    query ChainBlock {
  _meta {
    block {
      number
      hash
    }
    hasIndexingErrors
  }
}
    `) as unknown as TypedDocumentString<ChainBlockQuery, ChainBlockQueryVariables>;
export const ProtocolTotalsDocument = new TypedDocumentString(`
    query ProtocolTotals {
  protocol(id: "0x01") {
    nodeCount
    activeNodeCount
    providerCount
    taskCount
    tasksSettled
    tasksExpired
    tasksCancelled
    tasksDisputed
    tasksResolved
    staked
    slashed
  }
  tokenTotals_collection(first: 20) {
    id
    locked
    claimable
    feesHeld
    volume
    fees
    rebates
    refunds
  }
}
    `) as unknown as TypedDocumentString<ProtocolTotalsQuery, ProtocolTotalsQueryVariables>;
export const EscrowBalancesDocument = new TypedDocumentString(`
    query EscrowBalances($account: Bytes!) {
  escrowBalances(where: {account: $account}, first: 100) {
    token
    claimable
    deposited
    credited
    spent
    withdrawn
  }
}
    `) as unknown as TypedDocumentString<EscrowBalancesQuery, EscrowBalancesQueryVariables>;
export const ArbitrationCasesDocument = new TypedDocumentString(`
    query ArbitrationCases($first: Int, $after: String, $undecided: Boolean) {
  arbitrationCases(first: $first, after: $after, undecided: $undecided) {
    edges {
      cursor
      node {
        ...CaseFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment CaseFields on ArbitrationCase {
  jobId
  taskId
  state
  phase
  openedAt
  commitBy
  revealBy
  commitment
  vote
  ruling
  votes {
    arbitrator
    vote
  }
}`) as unknown as TypedDocumentString<ArbitrationCasesQuery, ArbitrationCasesQueryVariables>;
export const ArbitrationCaseDocument = new TypedDocumentString(`
    query ArbitrationCase($jobId: ID!) {
  arbitrationCase(jobId: $jobId) {
    ...CaseFields
    job {
      ...JobFields
      spec
      taskRequest {
        ...TaskRequestFields
      }
    }
    evidence {
      ...EvidenceFields
    }
  }
}
    fragment EvidenceFields on Evidence {
  id
  side
  author
  text
  addedAt
  files {
    name
    cid
    sha256
    size
  }
}
fragment CaseFields on ArbitrationCase {
  jobId
  taskId
  state
  phase
  openedAt
  commitBy
  revealBy
  commitment
  vote
  ruling
  votes {
    arbitrator
    vote
  }
}
fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}
fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}`) as unknown as TypedDocumentString<ArbitrationCaseQuery, ArbitrationCaseQueryVariables>;
export const ArbitrationCaseLogDocument = new TypedDocumentString(`
    query ArbitrationCaseLog($jobId: ID!, $afterSeq: Int, $first: Int) {
  arbitrationCase(jobId: $jobId) {
    jobId
    logParts(afterSeq: $afterSeq, first: $first) {
      seq
      lines
      attempt
      stream
      text
      at
    }
  }
}
    `) as unknown as TypedDocumentString<ArbitrationCaseLogQuery, ArbitrationCaseLogQueryVariables>;
export const DisputeEvidenceDocument = new TypedDocumentString(`
    query DisputeEvidence($jobId: ID!) {
  disputeEvidence(jobId: $jobId) {
    ...EvidenceFields
  }
}
    fragment EvidenceFields on Evidence {
  id
  side
  author
  text
  addedAt
  files {
    name
    cid
    sha256
    size
  }
}`) as unknown as TypedDocumentString<DisputeEvidenceQuery, DisputeEvidenceQueryVariables>;
export const DisputedSpecDocument = new TypedDocumentString(`
    query DisputedSpec($id: ID!) {
  job(id: $id) {
    id
    spec
    taskRequest {
      ...TaskRequestFields
    }
    result {
      attempt
      nodeId
    }
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}`) as unknown as TypedDocumentString<DisputedSpecQuery, DisputedSpecQueryVariables>;
export const AddEvidenceDocument = new TypedDocumentString(`
    mutation AddEvidence($input: AddEvidenceInput!) {
  addEvidence(input: $input) {
    evidence {
      ...EvidenceFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment EvidenceFields on Evidence {
  id
  side
  author
  text
  addedAt
  files {
    name
    cid
    sha256
    size
  }
}`) as unknown as TypedDocumentString<AddEvidenceMutation, AddEvidenceMutationVariables>;
export const CommitVoteDocument = new TypedDocumentString(`
    mutation CommitVote($jobId: ID!, $commitment: Bytes!) {
  commitVote(jobId: $jobId, commitment: $commitment) {
    transaction {
      ...TransactionFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment TransactionFields on TransactionRequest {
  to
  data
  value
  approval {
    token
    spender
    amount
  }
}`) as unknown as TypedDocumentString<CommitVoteMutation, CommitVoteMutationVariables>;
export const RevealVoteDocument = new TypedDocumentString(`
    mutation RevealVote($jobId: ID!) {
  revealVote(jobId: $jobId) {
    call {
      to
      taskId
      commitment
      revealBy
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<RevealVoteMutation, RevealVoteMutationVariables>;
export const DisputedTaskDocument = new TypedDocumentString(`
    "The disputed task's own words, as the chain's events have them."
query DisputedTask($id: ID!) {
  task(id: $id) {
    id
    jobId
    dispute {
      reasonHash
    }
  }
}
    `) as unknown as TypedDocumentString<DisputedTaskQuery, DisputedTaskQueryVariables>;
export const ArbitratorRewardsDocument = new TypedDocumentString(`
    query ArbitratorRewards($arbitrator: String!, $first: Int!) {
  arbitratorRewards(
    where: {arbitrator: $arbitrator}
    first: $first
    orderBy: timestamp
    orderDirection: desc
  ) {
    token
    amount
    timestamp
    transaction
    dispute {
      id
      ruling
    }
  }
}
    `) as unknown as TypedDocumentString<ArbitratorRewardsQuery, ArbitratorRewardsQueryVariables>;
export const WatchArbitrationCasesDocument = new TypedDocumentString(`
    subscription WatchArbitrationCases($afterSeq: Int) {
  arbitrationCases(afterSeq: $afterSeq) {
    seq
    kind
    jobId
    phase
    at
  }
}
    `) as unknown as TypedDocumentString<WatchArbitrationCasesSubscription, WatchArbitrationCasesSubscriptionVariables>;
export const BeginBenchmarkDocument = new TypedDocumentString(`
    mutation BeginBenchmark($nodeId: Bytes!) {
  beginBenchmark(nodeId: $nodeId) {
    task {
      ...BenchmarkTaskFields
    }
    retryAt
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment BenchmarkTaskFields on BenchmarkTask {
  id
  nodeId
  stage
  seed
  size
  expiresAt
}`) as unknown as TypedDocumentString<BeginBenchmarkMutation, BeginBenchmarkMutationVariables>;
export const AnswerBenchmarkDocument = new TypedDocumentString(`
    mutation AnswerBenchmark($id: ID!, $input: AnswerBenchmarkInput!) {
  answerBenchmark(id: $id, input: $input) {
    task {
      ...BenchmarkTaskFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment BenchmarkTaskFields on BenchmarkTask {
  id
  nodeId
  stage
  seed
  size
  expiresAt
}`) as unknown as TypedDocumentString<AnswerBenchmarkMutation, AnswerBenchmarkMutationVariables>;
export const TakeBenchmarkCheckDocument = new TypedDocumentString(`
    mutation TakeBenchmarkCheck($nodeId: Bytes!) {
  takeBenchmarkCheck(nodeId: $nodeId) {
    check {
      id
      parts {
        stage
        seed
        part
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<TakeBenchmarkCheckMutation, TakeBenchmarkCheckMutationVariables>;
export const ReportBenchmarkCheckDocument = new TypedDocumentString(`
    mutation ReportBenchmarkCheck($id: ID!, $nodeId: Bytes!, $digests: [String!]!) {
  reportBenchmarkCheck(id: $id, nodeId: $nodeId, digests: $digests) {
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<ReportBenchmarkCheckMutation, ReportBenchmarkCheckMutationVariables>;
export const StoreGrantDocument = new TypedDocumentString(`
    query StoreGrant {
  storeGrant {
    token
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<StoreGrantQuery, StoreGrantQueryVariables>;
export const FileGrantDocument = new TypedDocumentString(`
    query FileGrant($jobId: ID!, $cid: String) {
  fileGrant(jobId: $jobId, cid: $cid) {
    token
    expiresAt
    isComplete
  }
}
    `) as unknown as TypedDocumentString<FileGrantQuery, FileGrantQueryVariables>;
export const KeyRequestsDocument = new TypedDocumentString(`
    query KeyRequests($jobId: ID, $open: Boolean) {
  keyRequests(jobId: $jobId, open: $open) {
    id
    jobId
    wallet
    attempt
    nodeId
    recipient
    signature
    requestedAt
    releasedAt
    releasedBy
  }
}
    `) as unknown as TypedDocumentString<KeyRequestsQuery, KeyRequestsQueryVariables>;
export const RequestJobKeyDocument = new TypedDocumentString(`
    mutation RequestJobKey($input: RequestJobKeyInput!) {
  requestJobKey(input: $input) {
    sealedKey
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<RequestJobKeyMutation, RequestJobKeyMutationVariables>;
export const ReleaseJobKeyDocument = new TypedDocumentString(`
    mutation ReleaseJobKey($requestId: ID!, $sealedKey: String!) {
  releaseJobKey(requestId: $requestId, sealedKey: $sealedKey) {
    request {
      id
      releasedAt
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<ReleaseJobKeyMutation, ReleaseJobKeyMutationVariables>;
export const DeleteJobFilesDocument = new TypedDocumentString(`
    mutation DeleteJobFiles($jobId: ID!) {
  deleteJobFiles(jobId: $jobId) {
    jobId
    userErrors {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteJobFilesMutation, DeleteJobFilesMutationVariables>;
export const ProposalsDocument = new TypedDocumentString(`
    query Proposals($voter: Bytes!, $first: Int!, $skip: Int!) {
  proposals(first: $first, skip: $skip, orderBy: createdAt, orderDirection: desc) {
    ...ProposalFields
    votes(where: {voter: $voter}, first: 1) {
      support
      weight
    }
  }
}
    fragment ProposalFields on Proposal {
  id
  proposer
  targets
  values
  calldatas
  description
  createdAt
  voteStart
  voteEnd
  eta
  state
  vetoed
  forVotes
  againstVotes
  abstainVotes
}`) as unknown as TypedDocumentString<ProposalsQuery, ProposalsQueryVariables>;
export const StakerLocksDocument = new TypedDocumentString(`
    "The locks of a wallet, latest first, and who votes with them."
query StakerLocks($id: ID!) {
  staker(id: $id) {
    yieldClaimed
    burnt
    locks(first: 100, orderBy: lockedAt, orderDirection: desc) {
      id
      amount
      shares
      endsAt
      availableAt
      lockedAt
      burnt
      withdrawn
    }
  }
}
    `) as unknown as TypedDocumentString<StakerLocksQuery, StakerLocksQueryVariables>;
export const DaoRecordsDocument = new TypedDocumentString(`
    "What the DAO holds and has decided, as the chain's events tell it."
query DaoRecords($first: Int!) {
  protocol(id: "0x01") {
    treasury
    pausedUntil
    feeBps
    rebateBps
  }
  parameterChanges(first: $first, orderBy: block, orderDirection: desc) {
    id
    contract
    name
    value
    timestamp
    transaction
  }
  treasuryMovements(first: $first, orderBy: block, orderDirection: desc) {
    id
    kind
    token
    to
    amount
    timestamp
  }
  vestingWallets(first: 20) {
    id
    owner
    released
  }
  councils(first: 1) {
    members
    threshold
  }
  councilDecisions(first: 20, orderBy: block, orderDirection: desc) {
    id
    kind
    subject
    timestamp
  }
}
    `) as unknown as TypedDocumentString<DaoRecordsQuery, DaoRecordsQueryVariables>;
export const DaoDocument = new TypedDocumentString(`
    "What the DAO has and goes by now, for anybody."
query Dao {
  dao {
    at
    treasury
    holdings {
      symbol
      token
      amount
    }
    vesting {
      row
      wallet
      owner
      allocation
      vested
      released
      start
      cliff
      end
    }
    votingDelaySeconds
    votingPeriodSeconds
    timelockSeconds
    proposalThreshold
    totalStaked
    unbondingSeconds
  }
}
    `) as unknown as TypedDocumentString<DaoQuery, DaoQueryVariables>;
export const ProposalStandingsDocument = new TypedDocumentString(`
    query ProposalStandings($ids: [BigInt!]!) {
  proposalStandings(ids: $ids) {
    id
    stage
    quorum
  }
}
    `) as unknown as TypedDocumentString<ProposalStandingsQuery, ProposalStandingsQueryVariables>;
export const JobGroupQuoteDocument = new TypedDocumentString(`
    query JobGroupQuote($input: JobGroupQuoteInput!) {
  jobGroupQuote(input: $input) {
    jobs
    steps {
      key
      jobs
      atOnce
      quote {
        token
        symbol
        decimals
        registeredCount
        nodeCount
        ownerCount
        availableCount
        summary
        lowestCost
        suggestedBudget
        forecast {
          expectedCost
        }
        smallestChange {
          message
        }
      }
    }
    costs {
      token
      symbol
      decimals
      jobs
      unpriced
      lowestCost
      expectedCost
      highCost
      suggestedBudget
      deposit
    }
    atOnce
    rounds
    seconds
    warnings {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<JobGroupQuoteQuery, JobGroupQuoteQueryVariables>;
export const SubmitJobGroupDocument = new TypedDocumentString(`
    mutation SubmitJobGroup($input: SubmitJobGroupInput!) {
  submitJobGroup(input: $input) {
    group {
      ...JobGroupFields
    }
    warnings {
      ...UserErrorFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment JobGroupProgressFields on JobGroupProgress {
  groupId
  states {
    state
    count
  }
  total
  done
  succeeded
  share
  amounts {
    token
    deposit
    cost
  }
  updatedAt
}
fragment JobGroupFields on JobGroup {
  id
  name
  createdAt
  progress {
    ...JobGroupProgressFields
  }
}`) as unknown as TypedDocumentString<SubmitJobGroupMutation, SubmitJobGroupMutationVariables>;
export const FundJobGroupDocument = new TypedDocumentString(`
    mutation FundJobGroup($groupId: ID!, $jobIds: [ID!]!, $signature: Bytes!) {
  fundJobGroup(groupId: $groupId, jobIds: $jobIds, signature: $signature) {
    group {
      id
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<FundJobGroupMutation, FundJobGroupMutationVariables>;
export const CancelJobGroupDocument = new TypedDocumentString(`
    mutation CancelJobGroup($groupId: ID!) {
  cancelJobGroup(groupId: $groupId) {
    cancelled
    funded
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<CancelJobGroupMutation, CancelJobGroupMutationVariables>;
export const JobGroupDocument = new TypedDocumentString(`
    query JobGroup($id: ID!) {
  jobGroup(id: $id) {
    ...JobGroupFields
    members {
      ...JobGroupMemberFields
    }
  }
}
    fragment JobGroupProgressFields on JobGroupProgress {
  groupId
  states {
    state
    count
  }
  total
  done
  succeeded
  share
  amounts {
    token
    deposit
    cost
  }
  updatedAt
}
fragment JobGroupFields on JobGroup {
  id
  name
  createdAt
  progress {
    ...JobGroupProgressFields
  }
}
fragment JobGroupMemberFields on JobGroupMember {
  jobId
  key
  element
  name
  state
  specHash
  taskId
  fundingSigned
  taskRequest {
    token
    budget
  }
  approved
  exitCode
  cost
  reasonCode
  reason
  needs
  replicas
  checkState
}`) as unknown as TypedDocumentString<JobGroupQuery, JobGroupQueryVariables>;
export const JobGroupRequestsDocument = new TypedDocumentString(`
    "What a group's jobs are to be paid for: compared with the buyer's own specifications before it signs."
query JobGroupRequests($id: ID!) {
  jobGroup(id: $id) {
    members {
      jobId
      key
      element
      state
      specHash
      taskId
      fundingSigned
      needs
      taskRequest {
        ...TaskRequestFields
      }
    }
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}`) as unknown as TypedDocumentString<JobGroupRequestsQuery, JobGroupRequestsQueryVariables>;
export const JobGroupsDocument = new TypedDocumentString(`
    query JobGroups($first: Int!, $after: String) {
  jobGroups(first: $first, after: $after) {
    edges {
      cursor
      node {
        ...JobGroupFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment JobGroupProgressFields on JobGroupProgress {
  groupId
  states {
    state
    count
  }
  total
  done
  succeeded
  share
  amounts {
    token
    deposit
    cost
  }
  updatedAt
}
fragment JobGroupFields on JobGroup {
  id
  name
  createdAt
  progress {
    ...JobGroupProgressFields
  }
}`) as unknown as TypedDocumentString<JobGroupsQuery, JobGroupsQueryVariables>;
export const WatchJobGroupDocument = new TypedDocumentString(`
    subscription WatchJobGroup($groupId: ID!) {
  jobGroupUpdated(groupId: $groupId) {
    ...JobGroupProgressFields
  }
}
    fragment JobGroupProgressFields on JobGroupProgress {
  groupId
  states {
    state
    count
  }
  total
  done
  succeeded
  share
  amounts {
    token
    deposit
    cost
  }
  updatedAt
}`) as unknown as TypedDocumentString<WatchJobGroupSubscription, WatchJobGroupSubscriptionVariables>;
export const SubmitJobDocument = new TypedDocumentString(`
    mutation SubmitJob($input: SubmitJobInput!) {
  submitJob(input: $input) {
    job {
      ...JobFields
    }
    taskId
    taskRequest {
      ...TaskRequestFields
    }
    funding {
      ...TransactionFields
    }
    fundingFromBalance {
      ...TransactionFields
    }
    warnings {
      ...UserErrorFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}
fragment TransactionFields on TransactionRequest {
  to
  data
  value
  approval {
    token
    spender
    amount
  }
}
fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}`) as unknown as TypedDocumentString<SubmitJobMutation, SubmitJobMutationVariables>;
export const FundFromBalanceDocument = new TypedDocumentString(`
    mutation FundFromBalance($jobId: ID!, $signature: Bytes!) {
  fundFromBalance(jobId: $jobId, signature: $signature) {
    job {
      ...JobFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}`) as unknown as TypedDocumentString<FundFromBalanceMutation, FundFromBalanceMutationVariables>;
export const FundingPermitDocument = new TypedDocumentString(`
    query FundingPermit($jobId: ID!) {
  fundingPermit(jobId: $jobId) {
    typedData
    nonce
    deadline
  }
}
    `) as unknown as TypedDocumentString<FundingPermitQuery, FundingPermitQueryVariables>;
export const PermitTransactionDocument = new TypedDocumentString(`
    query PermitTransaction($jobId: ID!, $signature: Bytes!) {
  permitTransaction(jobId: $jobId, signature: $signature) {
    ...TransactionFields
  }
}
    fragment TransactionFields on TransactionRequest {
  to
  data
  value
  approval {
    token
    spender
    amount
  }
}`) as unknown as TypedDocumentString<PermitTransactionQuery, PermitTransactionQueryVariables>;
export const DepositTransactionDocument = new TypedDocumentString(`
    query DepositTransaction($token: Bytes!, $amount: BigInt!) {
  depositTransaction(token: $token, amount: $amount) {
    ...TransactionFields
  }
}
    fragment TransactionFields on TransactionRequest {
  to
  data
  value
  approval {
    token
    spender
    amount
  }
}`) as unknown as TypedDocumentString<DepositTransactionQuery, DepositTransactionQueryVariables>;
export const DepositPermitDocument = new TypedDocumentString(`
    query DepositPermit($token: Bytes!, $amount: BigInt!) {
  depositPermit(token: $token, amount: $amount) {
    typedData
    nonce
    deadline
  }
}
    `) as unknown as TypedDocumentString<DepositPermitQuery, DepositPermitQueryVariables>;
export const DepositPermitTransactionDocument = new TypedDocumentString(`
    query DepositPermitTransaction($token: Bytes!, $amount: BigInt!, $deadline: DateTime!, $signature: Bytes!) {
  depositPermitTransaction(
    token: $token
    amount: $amount
    deadline: $deadline
    signature: $signature
  ) {
    ...TransactionFields
  }
}
    fragment TransactionFields on TransactionRequest {
  to
  data
  value
  approval {
    token
    spender
    amount
  }
}`) as unknown as TypedDocumentString<DepositPermitTransactionQuery, DepositPermitTransactionQueryVariables>;
export const OpenDisputeDocument = new TypedDocumentString(`
    mutation OpenDispute($jobId: ID!, $reason: String!) {
  openDispute(jobId: $jobId, reason: $reason) {
    job {
      ...JobFields
    }
    transaction {
      ...TransactionFields
    }
    deposit {
      ...TransactionFields
    }
    bond
    reasonHash
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment TransactionFields on TransactionRequest {
  to
  data
  value
  approval {
    token
    spender
    amount
  }
}
fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}`) as unknown as TypedDocumentString<OpenDisputeMutation, OpenDisputeMutationVariables>;
export const CancelJobDocument = new TypedDocumentString(`
    mutation CancelJob($jobId: ID!) {
  cancelJob(jobId: $jobId) {
    job {
      ...JobFields
    }
    transaction {
      ...TransactionFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment TransactionFields on TransactionRequest {
  to
  data
  value
  approval {
    token
    spender
    amount
  }
}
fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}`) as unknown as TypedDocumentString<CancelJobMutation, CancelJobMutationVariables>;
export const StopJobDocument = new TypedDocumentString(`
    mutation StopJob($jobId: ID!) {
  stopJob(jobId: $jobId) {
    job {
      id
      state
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<StopJobMutation, StopJobMutationVariables>;
export const ApproveResultDocument = new TypedDocumentString(`
    mutation ApproveResult($jobId: ID!, $signature: Bytes!) {
  approveResult(jobId: $jobId, signature: $signature) {
    job {
      ...JobFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}
fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}`) as unknown as TypedDocumentString<ApproveResultMutation, ApproveResultMutationVariables>;
export const ResultToApproveDocument = new TypedDocumentString(`
    query ResultToApprove($id: ID!) {
  job(id: $id) {
    state
    taskId
    spec
    check {
      state
      reason
      dueAt
    }
    result {
      attempt
      nodeId
      resultHash
      cost
    }
  }
}
    `) as unknown as TypedDocumentString<ResultToApproveQuery, ResultToApproveQueryVariables>;
export const JobDocument = new TypedDocumentString(`
    query Job($id: ID!) {
  job(id: $id) {
    ...JobFields
    stopRequestedAt
    group {
      id
      name
    }
    check {
      state
      cause
      reason
      dueAt
      at
      runs {
        nodeId
        state
        outcome
        exitCode
        reason
        assignedAt
        reportedAt
      }
    }
    checkpoint {
      attempt
      sequence
      cid
      sha256
      size
      at
    }
    finality {
      confirmations
      required
      final
    }
    attemptList {
      id
      number
      nodeId
      nodeName
      provider
      state
      rate
      score
      offeredAt
      expiresAt
      reason
      endedAt
      extension {
        dueAt
        addedUsage
        addedBudget
      }
    }
  }
}
    fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}`) as unknown as TypedDocumentString<JobQuery, JobQueryVariables>;
export const JobServingDocument = new TypedDocumentString(`
    "Where a job serves its files, and to whom."
query JobServing($id: ID!) {
  job(id: $id) {
    id
    state
    taskId
    spec
    taskRequest {
      ...TaskRequestFields
    }
    attemptList {
      number
      nodeId
      state
      progress {
        servedAt
      }
    }
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}`) as unknown as TypedDocumentString<JobServingQuery, JobServingQueryVariables>;
export const JobHistoryDocument = new TypedDocumentString(`
    query JobHistory($id: ID!) {
  job(id: $id) {
    id
    history {
      id
      attemptId
      from
      to
      cause
      actor
      transaction
      reason
      at
    }
  }
}
    `) as unknown as TypedDocumentString<JobHistoryQuery, JobHistoryQueryVariables>;
export const JobSpecDocument = new TypedDocumentString(`
    query JobSpec($id: ID!) {
  job(id: $id) {
    id
    spec
    specHash
    taskRequest {
      ...TaskRequestFields
    }
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}`) as unknown as TypedDocumentString<JobSpecQuery, JobSpecQueryVariables>;
export const JobToFundDocument = new TypedDocumentString(`
    "What a wallet compares a job's request with before it pays."
query JobToFund($id: ID!) {
  job(id: $id) {
    id
    spec
    needs
    taskRequest {
      ...TaskRequestFields
    }
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}`) as unknown as TypedDocumentString<JobToFundQuery, JobToFundQueryVariables>;
export const JobRequestDocument = new TypedDocumentString(`
    "The request of a job that another one needs."
query JobRequest($id: ID!) {
  job(id: $id) {
    id
    taskRequest {
      ...TaskRequestFields
    }
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}`) as unknown as TypedDocumentString<JobRequestQuery, JobRequestQueryVariables>;
export const JobWithTaskDocument = new TypedDocumentString(`
    "A job with its on-chain counterpart, from both sources in one query."
query JobWithTask($id: ID!) {
  job(id: $id) {
    ...JobFields
    task {
      id
      state
      attempt
      rate
      usage
      cost
      fee
      providerAmount
      refund
      rebate
      approved
      addedBudget
      settleAfter
      updatedBlock
      dispute {
        state
        ruling
        bond
        bondReturned
        arbitratorsAmount
        commitBy
        revealBy
      }
      escrowMovements(first: 100, orderBy: block) {
        kind
        token
        account
        amount
        transaction
      }
    }
    node {
      id
      name
      tier
      region
      online
      trustLevel
      provider {
        id
      }
    }
  }
}
    fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}`) as unknown as TypedDocumentString<JobWithTaskQuery, JobWithTaskQueryVariables>;
export const JobsDocument = new TypedDocumentString(`
    query Jobs($first: Int, $after: String, $state: JobState) {
  jobs(first: $first, after: $after, state: $state) {
    edges {
      cursor
      node {
        ...JobFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment JobFields on Job {
  id
  buyer
  name
  state
  resourceType
  specHash
  token
  budget
  maxRate
  maxUsage
  units
  taskId
  attempts
  maxAttempts
  fundBy
  assignBy
  workSeconds
  windowSeconds
  nodeId
  dueAt
  settleAfter
  fundingSigned
  approved
  disputeReason
  reasonCode
  reason
  refunded
  createdAt
  updatedAt
  result {
    attempt
    nodeId
    manifestCid
    manifestSha256
    resultHash
    usage
    cost
    exitCode
    outputs {
      name
      cid
      sha256
      size
    }
  }
}`) as unknown as TypedDocumentString<JobsQuery, JobsQueryVariables>;
export const JobLogPartsDocument = new TypedDocumentString(`
    query JobLogParts($jobId: ID!, $afterSeq: Int, $first: Int) {
  jobLogParts(jobId: $jobId, afterSeq: $afterSeq, first: $first) {
    seq
    lines
    attempt
    stream
    text
    at
  }
}
    `) as unknown as TypedDocumentString<JobLogPartsQuery, JobLogPartsQueryVariables>;
export const JobLogsDocument = new TypedDocumentString(`
    query JobLogs($jobId: ID!, $afterSeq: Int, $first: Int) {
  jobLogs(jobId: $jobId, afterSeq: $afterSeq, first: $first) {
    seq
    attempt
    stream
    text
    end
    at
  }
}
    `) as unknown as TypedDocumentString<JobLogsQuery, JobLogsQueryVariables>;
export const WatchJobStatusDocument = new TypedDocumentString(`
    subscription WatchJobStatus($jobId: ID!, $afterSeq: Int) {
  jobStatus(jobId: $jobId, afterSeq: $afterSeq) {
    seq
    jobId
    state
    attempt
    nodeId
    reason
    keyWanted
    at
  }
}
    `) as unknown as TypedDocumentString<WatchJobStatusSubscription, WatchJobStatusSubscriptionVariables>;
export const WatchJobProgressDocument = new TypedDocumentString(`
    subscription WatchJobProgress($jobId: ID!, $afterSeq: Int) {
  jobProgress(jobId: $jobId, afterSeq: $afterSeq) {
    ...JobProgressFields
  }
}
    fragment JobProgressFields on JobProgress {
  seq
  attempt
  nodeId
  phase
  percent
  usage
  cost
  servedAt
  artifactsAt
  note
  at
}`) as unknown as TypedDocumentString<WatchJobProgressSubscription, WatchJobProgressSubscriptionVariables>;
export const WatchJobLogsDocument = new TypedDocumentString(`
    subscription WatchJobLogs($jobId: ID!, $afterSeq: Int) {
  jobLogs(jobId: $jobId, afterSeq: $afterSeq) {
    seq
    attempt
    stream
    text
    end
    at
  }
}
    `) as unknown as TypedDocumentString<WatchJobLogsSubscription, WatchJobLogsSubscriptionVariables>;
export const JobArtifactsDocument = new TypedDocumentString(`
    query JobArtifacts($id: ID!) {
  job(id: $id) {
    artifacts {
      name
      size
      cid
      sha256
      storedSize
      mac
      attempt
      storedAt
    }
  }
}
    `) as unknown as TypedDocumentString<JobArtifactsQuery, JobArtifactsQueryVariables>;
export const CapacityDocument = new TypedDocumentString(`
    query Capacity($resourceType: ResourceType, $region: String) {
  capacity(resourceType: $resourceType, region: $region) {
    asOf
    tiers {
      resourceType
      region
      tier
      nodes
      supplyUnits
      freeUnits
      uptimeBps
      plannedUnits
      targetUnits
      headroomUnits
    }
    demand {
      resourceType
      region
      runningUnits
      waitingUnits
      demandUnits
      plannedUnits
    }
    alerts {
      code
      severity
      resourceType
      region
      tier
      message
      since
    }
    plans {
      tier
      resourceType
      region
      cloud
      units
      upUnits
    }
    benchmarks {
      resourceType
      region
      token
      ownedRate
      ownedNodes
      communityRate
    }
  }
}
    `) as unknown as TypedDocumentString<CapacityQuery, CapacityQueryVariables>;
export const SetTierCapacityDocument = new TypedDocumentString(`
    mutation SetTierCapacity($input: SetTierCapacityInput!) {
  setTierCapacity(input: $input) {
    plans {
      tier
      resourceType
      region
      cloud
      units
      upUnits
    }
    userErrors {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SetTierCapacityMutation, SetTierCapacityMutationVariables>;
export const MarketStatsDocument = new TypedDocumentString(`
    query MarketStats {
  marketStats {
    asOf
    kpis {
      name
      title
      unit
      target
      value
      display
      met
      note
      definition
    }
  }
}
    `) as unknown as TypedDocumentString<MarketStatsQuery, MarketStatsQueryVariables>;
export const BonusProofsDocument = new TypedDocumentString(`
    query BonusProofs($provider: Bytes!, $first: Int! = 26) {
  bonusProofs(provider: $provider, first: $first) {
    epoch
    startsAt
    endsAt
    account
    amount
    referral
    uptime
    performance
    root
    proof
  }
}
    `) as unknown as TypedDocumentString<BonusProofsQuery, BonusProofsQueryVariables>;
export const SetReferrerDocument = new TypedDocumentString(`
    mutation SetReferrer($referrer: Bytes!) {
  setReferrer(referrer: $referrer) {
    referrer
    userErrors {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SetReferrerMutation, SetReferrerMutationVariables>;
export const UpsertNodeDocument = new TypedDocumentString(`
    mutation UpsertNode($input: UpsertNodeInput!) {
  upsertNode(input: $input) {
    node {
      id
      name
      availability
      online
      spec
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<UpsertNodeMutation, UpsertNodeMutationVariables>;
export const SetAvailabilityDocument = new TypedDocumentString(`
    mutation SetAvailability($nodeId: Bytes!, $availability: Availability!, $reason: String) {
  setAvailability(nodeId: $nodeId, availability: $availability, reason: $reason) {
    node {
      id
      availability
      online
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<SetAvailabilityMutation, SetAvailabilityMutationVariables>;
export const AuditNodeDocument = new TypedDocumentString(`
    mutation AuditNode($input: AuditNodeInput!) {
  auditNode(input: $input) {
    node {
      id
      typeEvidence {
        method
        expiresAt
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<AuditNodeMutation, AuditNodeMutationVariables>;
export const HeartbeatDocument = new TypedDocumentString(`
    mutation Heartbeat($input: HeartbeatInput!) {
  heartbeat(input: $input) {
    nextHeartbeatSeconds
    endedOfferIds
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<HeartbeatMutation, HeartbeatMutationVariables>;
export const NodeDocument = new TypedDocumentString(`
    query Node($id: ID!) {
  node(id: $id) {
    ...NodeFields
    benchmark {
      ...NodeBenchmarkFields
    }
  }
}
    fragment NodeFields on Node {
  id
  name
  availability
  pausedReason
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
  typeEvidence {
    method
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  hashesPerSecond
  powPasses
  powFailures
  tasksCompleted
  tasksFailed
  openAssignments
  provider {
    id
  }
  asks(first: 10) {
    token
    rate
  }
}
fragment NodeBenchmarkFields on NodeBenchmark {
  answeredAt
  checkedAt
  weightBps
  cpuOperationsPerSecond
  memoryMibPerSecond
  networkUpKibPerSecond
  networkDownKibPerSecond
  diskWriteMibPerSecond
  diskReadMibPerSecond
  gpuGflops
  verifiedHashesPerSecond
}`) as unknown as TypedDocumentString<NodeQuery, NodeQueryVariables>;
export const NodesDocument = new TypedDocumentString(`
    query Nodes($ids: [Bytes!]!) {
  nodes(where: {id_in: $ids}, first: 1000) {
    ...NodeFields
  }
}
    fragment NodeFields on Node {
  id
  name
  availability
  pausedReason
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
  typeEvidence {
    method
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  hashesPerSecond
  powPasses
  powFailures
  tasksCompleted
  tasksFailed
  openAssignments
  provider {
    id
  }
  asks(first: 10) {
    token
    rate
  }
}`) as unknown as TypedDocumentString<NodesQuery, NodesQueryVariables>;
export const NodesOfProviderDocument = new TypedDocumentString(`
    query NodesOfProvider($provider: String!) {
  nodes(where: {provider: $provider}, first: 1000) {
    ...NodeFields
  }
}
    fragment NodeFields on Node {
  id
  name
  availability
  pausedReason
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
  typeEvidence {
    method
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  hashesPerSecond
  powPasses
  powFailures
  tasksCompleted
  tasksFailed
  openAssignments
  provider {
    id
  }
  asks(first: 10) {
    token
    rate
  }
}`) as unknown as TypedDocumentString<NodesOfProviderQuery, NodesOfProviderQueryVariables>;
export const ActiveNodesDocument = new TypedDocumentString(`
    "Who is there to take jobs."
query ActiveNodes($where: Node_filter!, $first: Int! = 100) {
  nodes(where: $where, first: $first) {
    ...NodeFields
  }
}
    fragment NodeFields on Node {
  id
  name
  availability
  pausedReason
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
  typeEvidence {
    method
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  hashesPerSecond
  powPasses
  powFailures
  tasksCompleted
  tasksFailed
  openAssignments
  provider {
    id
  }
  asks(first: 10) {
    token
    rate
  }
}`) as unknown as TypedDocumentString<ActiveNodesQuery, ActiveNodesQueryVariables>;
export const OpenChallengesDocument = new TypedDocumentString(`
    "Open proof-of-work challenges of some nodes: those whose seed is known."
query OpenChallenges($nodeIds: [String!]!) {
  challenges(
    where: {node_in: $nodeIds, state: OPEN}
    orderBy: issuedAt
    first: 100
  ) {
    id
    state
    seed
    target
    nonceCount
    issuedAt
    deadline
    node {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<OpenChallengesQuery, OpenChallengesQueryVariables>;
export const WatchNodeAvailabilityDocument = new TypedDocumentString(`
    subscription WatchNodeAvailability {
  nodeAvailability {
    seq
    nodeId
    availability
    online
    at
  }
}
    `) as unknown as TypedDocumentString<WatchNodeAvailabilitySubscription, WatchNodeAvailabilitySubscriptionVariables>;
export const OffersDocument = new TypedDocumentString(`
    query Offers($nodeIds: [Bytes!]!) {
  offers(nodeIds: $nodeIds) {
    ...OfferFields
  }
  checkRuns(nodeIds: $nodeIds) {
    ...CheckRunFields
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}
fragment OfferFields on Offer {
  id
  jobId
  taskId
  nodeId
  state
  attempt
  rate
  token
  expiresAt
  dueAt
  addedSeconds
  addedUsage
  addedBudget
  specHash
  stopRequestedAt
  terms
  spec
  checkpoint {
    attempt
    sequence
    cid
    sha256
    size
    mac
  }
  needs {
    jobId
    specHash
    manifestCid
    manifestSha256
  }
  taskRequest {
    ...TaskRequestFields
  }
}
fragment CheckRunFields on CheckRunWork {
  id
  jobId
  taskId
  nodeId
  attempt
  dueAt
  spec
  needs {
    jobId
    specHash
    manifestCid
    manifestSha256
  }
  taskRequest {
    ...TaskRequestFields
  }
}`) as unknown as TypedDocumentString<OffersQuery, OffersQueryVariables>;
export const AcceptOfferDocument = new TypedDocumentString(`
    mutation AcceptOffer($offerId: ID!, $attempt: Int!, $expiry: Int!, $signature: Bytes!) {
  acceptOffer(
    offerId: $offerId
    attempt: $attempt
    expiry: $expiry
    signature: $signature
  ) {
    offer {
      id
      state
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<AcceptOfferMutation, AcceptOfferMutationVariables>;
export const DeclineOfferDocument = new TypedDocumentString(`
    mutation DeclineOffer($offerId: ID!, $reason: String!) {
  declineOffer(offerId: $offerId, reason: $reason) {
    offer {
      id
      state
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<DeclineOfferMutation, DeclineOfferMutationVariables>;
export const ReportProgressDocument = new TypedDocumentString(`
    mutation ReportProgress($offerId: ID!, $input: ProgressInput!) {
  reportProgress(offerId: $offerId, input: $input) {
    offer {
      id
      state
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<ReportProgressMutation, ReportProgressMutationVariables>;
export const ReportCheckpointDocument = new TypedDocumentString(`
    mutation ReportCheckpoint($offerId: ID!, $input: CheckpointInput!) {
  reportCheckpoint(offerId: $offerId, input: $input) {
    storedSequence
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<ReportCheckpointMutation, ReportCheckpointMutationVariables>;
export const ReportArtifactsDocument = new TypedDocumentString(`
    mutation ReportArtifacts($offerId: ID!, $artifacts: [ArtifactInput!]!) {
  reportArtifacts(offerId: $offerId, artifacts: $artifacts) {
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<ReportArtifactsMutation, ReportArtifactsMutationVariables>;
export const AppendLogsDocument = new TypedDocumentString(`
    mutation AppendLogs($offerId: ID!, $firstLine: Int!, $parts: [LogPartInput!]!) {
  appendLogs(offerId: $offerId, firstLine: $firstLine, parts: $parts) {
    storedLines
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<AppendLogsMutation, AppendLogsMutationVariables>;
export const SubmitResultDocument = new TypedDocumentString(`
    mutation SubmitResult($offerId: ID!, $input: SubmitResultInput!) {
  submitResult(offerId: $offerId, input: $input) {
    offer {
      id
      state
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<SubmitResultMutation, SubmitResultMutationVariables>;
export const WatchOffersDocument = new TypedDocumentString(`
    subscription WatchOffers($nodeIds: [Bytes!]!, $afterSeq: [OfferCursor!]) {
  offers(nodeIds: $nodeIds, afterSeq: $afterSeq) {
    seq
    nodeId
    kind
    offerId
    deadline
    reason
    at
    offer {
      ...OfferFields
    }
    checkRun {
      ...CheckRunFields
    }
  }
}
    fragment TaskRequestFields on TaskRequest {
  jobId
  buyer
  token
  budget
  maxRate
  maxUsage
  resourceType
  units
  workSeconds
  windowSeconds
  fundBy
  assignBy
  maxFeeBps
  matcher
  specHash
}
fragment OfferFields on Offer {
  id
  jobId
  taskId
  nodeId
  state
  attempt
  rate
  token
  expiresAt
  dueAt
  addedSeconds
  addedUsage
  addedBudget
  specHash
  stopRequestedAt
  terms
  spec
  checkpoint {
    attempt
    sequence
    cid
    sha256
    size
    mac
  }
  needs {
    jobId
    specHash
    manifestCid
    manifestSha256
  }
  taskRequest {
    ...TaskRequestFields
  }
}
fragment CheckRunFields on CheckRunWork {
  id
  jobId
  taskId
  nodeId
  attempt
  dueAt
  spec
  needs {
    jobId
    specHash
    manifestCid
    manifestSha256
  }
  taskRequest {
    ...TaskRequestFields
  }
}`) as unknown as TypedDocumentString<WatchOffersSubscription, WatchOffersSubscriptionVariables>;
export const IndexedTaskDocument = new TypedDocumentString(`
    "What a task's assignment or result is on chain: what indexedTaskSchema of the chain package takes."
query IndexedTask($id: ID!) {
  task(id: $id) {
    id
    state
    attempt
    buyer
    token
    budget
    maxUsage
    assignBy
    windowSeconds
    terms
    provider
    node {
      id
    }
    rate
    unitsPerSecond
    assignedAt
    dueAt
    addedBudget
    addedUsage
    usage
    cost
    resultHash
    settleAfter
  }
}
    `) as unknown as TypedDocumentString<IndexedTaskQuery, IndexedTaskQueryVariables>;
export const ReportCheckDocument = new TypedDocumentString(`
    mutation ReportCheck($runId: ID!, $input: ReportCheckInput!) {
  reportCheck(runId: $runId, input: $input) {
    runId
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<ReportCheckMutation, ReportCheckMutationVariables>;
export const RefuseCheckDocument = new TypedDocumentString(`
    mutation RefuseCheck($runId: ID!, $reason: String!) {
  refuseCheck(runId: $runId, reason: $reason) {
    runId
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<RefuseCheckMutation, RefuseCheckMutationVariables>;
export const OperatorRoleDocument = new TypedDocumentString(`
    "Whether the wallet may ask for the rest."
query OperatorRole {
  me {
    isOperator
  }
}
    `) as unknown as TypedDocumentString<OperatorRoleQuery, OperatorRoleQueryVariables>;
export const OperatorAlertsDocument = new TypedDocumentString(`
    query OperatorAlerts {
  operatorAlerts {
    id
    code
    severity
    message
    advice
    since
  }
}
    `) as unknown as TypedDocumentString<OperatorAlertsQuery, OperatorAlertsQueryVariables>;
export const QueueStatesDocument = new TypedDocumentString(`
    query QueueStates {
  queueStates {
    outboxWaiting
    outboxSince
    queues {
      name
      description
      everySeconds
      waiting
      active
      delayed
      failed
      waitingSince
      lastFailedAt
    }
  }
}
    `) as unknown as TypedDocumentString<QueueStatesQuery, QueueStatesQueryVariables>;
export const FailedQueueJobsDocument = new TypedDocumentString(`
    query FailedQueueJobs($queue: String!, $first: Int) {
  failedQueueJobs(queue: $queue, first: $first) {
    id
    queue
    payload
    reason
    tries
    addedAt
    failedAt
  }
}
    `) as unknown as TypedDocumentString<FailedQueueJobsQuery, FailedQueueJobsQueryVariables>;
export const RetryQueueJobDocument = new TypedDocumentString(`
    mutation RetryQueueJob($queue: String!, $id: ID!) {
  retryQueueJob(queue: $queue, id: $id) {
    done
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<RetryQueueJobMutation, RetryQueueJobMutationVariables>;
export const DiscardQueueJobDocument = new TypedDocumentString(`
    mutation DiscardQueueJob($queue: String!, $id: ID!) {
  discardQueueJob(queue: $queue, id: $id) {
    done
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<DiscardQueueJobMutation, DiscardQueueJobMutationVariables>;
export const ChainWriterDocument = new TypedDocumentString(`
    query ChainWriter {
  chainWriter {
    address
    balance
    nonce
    pendingNonce
    gasPrice
    transactionsLeft
    openCount
    open {
      ...WriterTransactionFields
    }
    failed {
      ...WriterTransactionFields
    }
  }
}
    fragment WriterTransactionFields on WriterTransaction {
  id
  kind
  subject
  nonce
  hash
  state
  replacements
  error
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<ChainWriterQuery, ChainWriterQueryVariables>;
export const PlatformHealthDocument = new TypedDocumentString(`
    query PlatformHealth {
  platformHealth {
    chainBlock
    chainBlockAt
    subgraphBlock
    followerBlock
    workerSeenAt
    apiSeenAt
    nodesWanted
    nodesOffline
    troubles {
      part
      details
      since
    }
  }
}
    `) as unknown as TypedDocumentString<PlatformHealthQuery, PlatformHealthQueryVariables>;
export const NodesToReviewDocument = new TypedDocumentString(`
    query NodesToReview($first: Int) {
  nodesToReview(first: $first) {
    reason
    node {
      ...ReviewedNodeFields
    }
  }
}
    fragment ReviewedNodeFields on Node {
  id
  name
  online
  availability
  spec
  uptimeBps
  typeEvidence {
    method
    statement
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  tasksCompleted
  tasksFailed
  powPasses
  powFailures
  underReview
  registeredAt
  provider {
    id
  }
}`) as unknown as TypedDocumentString<NodesToReviewQuery, NodesToReviewQueryVariables>;
export const PlatformNodesDocument = new TypedDocumentString(`
    "The platform's own nodes."
query PlatformNodes($first: Int!) {
  nodes(where: {tier_not: COMMUNITY}, orderBy: registeredAt, first: $first) {
    ...ReviewedNodeFields
  }
}
    fragment ReviewedNodeFields on Node {
  id
  name
  online
  availability
  spec
  uptimeBps
  typeEvidence {
    method
    statement
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  tasksCompleted
  tasksFailed
  powPasses
  powFailures
  underReview
  registeredAt
  provider {
    id
  }
}`) as unknown as TypedDocumentString<PlatformNodesQuery, PlatformNodesQueryVariables>;
export const PlatformDocument = new TypedDocumentString(`
    query Platform {
  platform {
    chainId
    contracts {
      aiigoToken
      stakingPool
      nodeRegistry
      powVerifier
      taskMarketplace
      escrow
      arbitration
      bonusDistributor
      stakerLocks
      aiigoGovernor
      aiigoTimelock
      guardianCouncil
      partnerBonds
      communityRewards
      daoTreasury
      communityRewardsVesting
      teamVesting
      privateSaleVesting
    }
    paymentTokens {
      symbol
      address
      decimals
    }
    feeBps
    blobUrl
    fileRecipient
    matcher
    minWindowSeconds
    transferGraceSeconds
    status {
      well
      troubles {
        part
        since
      }
    }
    block
  }
}
    `) as unknown as TypedDocumentString<PlatformQuery, PlatformQueryVariables>;
export const ShownPlatformDocument = new TypedDocumentString(`
    "The platform as clients show it: with dollars, with its chain's node, and with the wallets of a local chain."
query ShownPlatform {
  platform {
    chainId
    rpcUrl
    paymentTokens {
      symbol
      address
      decimals
      usd
    }
    status {
      well
      troubles {
        part
        since
      }
    }
    developmentWallets {
      name
      address
    }
  }
}
    `) as unknown as TypedDocumentString<ShownPlatformQuery, ShownPlatformQueryVariables>;
export const AgentPlatformDocument = new TypedDocumentString(`
    "Where an agent finds the platform."
query AgentPlatform {
  platform {
    chainId
    blobUrl
    rpcUrl
  }
}
    `) as unknown as TypedDocumentString<AgentPlatformQuery, AgentPlatformQueryVariables>;
export const QuoteDocument = new TypedDocumentString(`
    query Quote($input: QuoteInput!) {
  quote(input: $input) {
    token
    symbol
    decimals
    usage
    unit
    registeredCount
    nodeCount
    ownerCount
    availableCount
    summary
    rejections {
      filter
      nodes
      onlyThis
    }
    smallestChange {
      filter
      nodeId
      distance
      message
    }
    lowestRate
    medianRate
    highestRate
    lowestCost
    medianCost
    suggestedBudget
    feeBps
    thin
    maxRate
    forecast {
      expectedRate
      lowRate
      highRate
      expectedCost
      lowCost
      highCost
      basis
      samples
    }
    wait {
      expectedSeconds
      p90Seconds
      samples
    }
  }
}
    `) as unknown as TypedDocumentString<QuoteQuery, QuoteQueryVariables>;
export const MatchPreviewDocument = new TypedDocumentString(`
    query MatchPreview($input: QuoteInput!) {
  matchPreview(input: $input) {
    candidates {
      nodeId
      provider
      rate
      score
      penalty
      terms {
        name
        value
        weight
      }
    }
    rejections {
      filter
      nodes
      onlyThis
      nearest {
        nodeId
        distance
        message
      }
    }
    bestMissed {
      filter
      nodeId
      distance
      message
    }
    smallestChange {
      filter
      nodeId
      distance
      message
    }
    version
    considered
    matched
    summary
  }
}
    `) as unknown as TypedDocumentString<MatchPreviewQuery, MatchPreviewQueryVariables>;
export const PriceIndexDocument = new TypedDocumentString(`
    query PriceIndex($resourceType: ResourceType!, $resourceClass: String, $region: String, $token: String, $dollars: Boolean! = false) {
  priceIndex(
    resourceType: $resourceType
    resourceClass: $resourceClass
    region: $region
    token: $token
  ) {
    resourceType
    resourceClass
    region
    token
    symbol
    decimals
    unit
    p10
    median
    p90
    volume
    usage
    trades
    asks
    providers
    thin
    soldBps
    changedAt
    usd @include(if: $dollars) {
      p10
      median
      p90
      per
    }
  }
}
    `) as unknown as TypedDocumentString<PriceIndexQuery, PriceIndexQueryVariables>;
export const PriceTableDocument = new TypedDocumentString(`
    query PriceTable($token: String!, $dollars: Boolean!) {
  cpu: priceIndex(resourceType: CPU, resourceClass: "ALL", token: $token) {
    ...PriceTableRow
  }
  gpu: priceIndex(resourceType: GPU, resourceClass: "ALL", token: $token) {
    ...PriceTableRow
  }
  network: priceIndex(resourceType: NETWORK, resourceClass: "ALL", token: $token) {
    ...PriceTableRow
  }
  mobile: priceIndex(resourceType: MOBILE, resourceClass: "ALL", token: $token) {
    ...PriceTableRow
  }
  iot: priceIndex(resourceType: IOT, resourceClass: "ALL", token: $token) {
    ...PriceTableRow
  }
}
    fragment PriceTableRow on PriceIndex {
  resourceType
  region
  unit
  providers
  thin
  soldBps
  trades
  usd @include(if: $dollars) {
    p10
    median
    p90
    per
  }
}`) as unknown as TypedDocumentString<PriceTableQuery, PriceTableQueryVariables>;
export const PriceCandlesDocument = new TypedDocumentString(`
    query PriceCandles($input: PriceCandlesInput!, $first: Int) {
  priceCandles(input: $input, first: $first) {
    startsAt
    open
    high
    low
    close
    p10
    median
    p90
    volume
    usage
    trades
    asks
    providers
    thin
  }
}
    `) as unknown as TypedDocumentString<PriceCandlesQuery, PriceCandlesQueryVariables>;
export const WatchPriceTicksDocument = new TypedDocumentString(`
    subscription WatchPriceTicks($resourceType: ResourceType!, $afterSeq: Int) {
  priceTicks(resourceType: $resourceType, afterSeq: $afterSeq) {
    seq
    resourceClass
    region
    token
    p10
    median
    p90
    providers
    thin
    at
  }
}
    `) as unknown as TypedDocumentString<WatchPriceTicksSubscription, WatchPriceTicksSubscriptionVariables>;
export const SuggestedAskDocument = new TypedDocumentString(`
    query SuggestedAsk($resourceType: ResourceType!, $resourceClass: String, $region: String, $token: String) {
  suggestedAsk(
    resourceType: $resourceType
    resourceClass: $resourceClass
    region: $region
    token: $token
  ) {
    low
    suggested
    high
  }
}
    `) as unknown as TypedDocumentString<SuggestedAskQuery, SuggestedAskQueryVariables>;
export const EarningsEstimateDocument = new TypedDocumentString(`
    query EarningsEstimate($input: EarningsInput!) {
  earningsEstimate(input: $input) {
    token
    symbol
    decimals
    gross
    fee
    net
    stakingRewards
    bonuses
    feeBps
    utilizationBps
    utilizationAssumed
    indexRate
  }
}
    `) as unknown as TypedDocumentString<EarningsEstimateQuery, EarningsEstimateQueryVariables>;
export const ShownNodesDocument = new TypedDocumentString(`
    "The nodes of a wallet, with the tasks that they have now."
query ShownNodes($provider: String!, $first: Int!, $skip: Int!) {
  nodes(
    where: {provider: $provider}
    orderBy: registeredAt
    first: $first
    skip: $skip
  ) {
    ...NodeFields
    unbondingStake
    underReview
    banned
    tasks(
      where: {state_in: [ASSIGNED, SUBMITTED, DISPUTED]}
      orderBy: assignedAt
      orderDirection: desc
      first: 5
    ) {
      id
      jobId
      state
      units
      dueAt
    }
  }
}
    fragment NodeFields on Node {
  id
  name
  availability
  pausedReason
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
  typeEvidence {
    method
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  hashesPerSecond
  powPasses
  powFailures
  tasksCompleted
  tasksFailed
  openAssignments
  provider {
    id
  }
  asks(first: 10) {
    token
    rate
  }
}`) as unknown as TypedDocumentString<ShownNodesQuery, ShownNodesQueryVariables>;
export const ShownNodeDocument = new TypedDocumentString(`
    "One node with its history, the newest first."
query ShownNode($id: ID!, $first: Int!) {
  node(id: $id) {
    ...NodeFields
    benchmark {
      ...NodeBenchmarkFields
    }
    unbondingStake
    slashed
    underReview
    banned
    registeredAt
    typeEvidence {
      statement
      at
    }
    tasks(orderBy: createdAt, orderDirection: desc, first: $first) {
      id
      jobId
      state
      attempt
      units
      token
      usage
      cost
      providerAmount
      approved
      updatedAt
    }
    challenges(orderBy: issuedAt, orderDirection: desc, first: $first) {
      id
      state
      nonceCount
      issuedAt
      elapsedSeconds
      hashesPerSecond
    }
    penalties(orderBy: timestamp, orderDirection: desc, first: $first) {
      id
      reason
      refId
      timestamp
      transaction
    }
    stakeMovements(orderBy: timestamp, orderDirection: desc, first: $first) {
      id
      kind
      amount
      timestamp
      transaction
    }
  }
}
    fragment NodeFields on Node {
  id
  name
  availability
  pausedReason
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
  typeEvidence {
    method
    expiresAt
  }
  resourceType
  units
  region
  tier
  state
  trustLevel
  reputation
  activeStake
  hashesPerSecond
  powPasses
  powFailures
  tasksCompleted
  tasksFailed
  openAssignments
  provider {
    id
  }
  asks(first: 10) {
    token
    rate
  }
}
fragment NodeBenchmarkFields on NodeBenchmark {
  answeredAt
  checkedAt
  weightBps
  cpuOperationsPerSecond
  memoryMibPerSecond
  networkUpKibPerSecond
  networkDownKibPerSecond
  diskWriteMibPerSecond
  diskReadMibPerSecond
  gpuGflops
  verifiedHashesPerSecond
}`) as unknown as TypedDocumentString<ShownNodeQuery, ShownNodeQueryVariables>;
export const BondHistoryDocument = new TypedDocumentString(`
    "A node's partner bond in the chain's events, the newest first."
query BondHistory($node: ID!, $filter: String!, $first: Int!) {
  partnerBond(id: $node) {
    slashed
  }
  bondMovements(
    where: {bond: $filter}
    orderBy: block
    orderDirection: desc
    first: $first
  ) {
    id
    kind
    account
    amount
    reason
    timestamp
    transaction
  }
}
    `) as unknown as TypedDocumentString<BondHistoryQuery, BondHistoryQueryVariables>;
export const ProviderDisputesDocument = new TypedDocumentString(`
    "Disputes about results of a wallet's nodes, the newest first."
query ProviderDisputes($provider: Bytes!, $first: Int!) {
  disputes(
    where: {provider: $provider}
    orderBy: openedAt
    orderDirection: desc
    first: $first
  ) {
    id
    state
    ruling
    openedAt
    commitBy
    revealBy
    task {
      id
      jobId
      token
      cost
      providerAmount
    }
    node {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ProviderDisputesQuery, ProviderDisputesQueryVariables>;
export const ProviderDisputeDocument = new TypedDocumentString(`
    "A disputed job as the provider of its result sees it."
query ProviderDispute($id: ID!) {
  job(id: $id) {
    id
    name
    state
    token
    disputeReason
    result {
      nodeId
      usage
      cost
      exitCode
    }
    task {
      id
      usage
      cost
      providerAmount
      refund
      dispute {
        state
        ruling
        bond
        bondReturned
        openedAt
        commitBy
        revealBy
        resolvedAt
      }
    }
    node {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ProviderDisputeQuery, ProviderDisputeQueryVariables>;
export const EarningsDocument = new TypedDocumentString(`
    query Earnings($provider: Bytes, $nodeId: Bytes, $from: DateTime!, $to: DateTime, $first: Int) {
  earnings(
    provider: $provider
    nodeId: $nodeId
    from: $from
    to: $to
    first: $first
  ) {
    ...MoneyPeriodFields
  }
}
    fragment MoneyPeriodFields on MoneyPeriod {
  startsAt
  token
  symbol
  decimals
  tasks
  amount
  usd
}`) as unknown as TypedDocumentString<EarningsQuery, EarningsQueryVariables>;
export const SpendingDocument = new TypedDocumentString(`
    query Spending($buyer: Bytes!, $from: DateTime!, $to: DateTime, $first: Int) {
  spending(buyer: $buyer, from: $from, to: $to, first: $first) {
    ...MoneyPeriodFields
  }
}
    fragment MoneyPeriodFields on MoneyPeriod {
  startsAt
  token
  symbol
  decimals
  tasks
  amount
  usd
}`) as unknown as TypedDocumentString<SpendingQuery, SpendingQueryVariables>;
export const BonusesDocument = new TypedDocumentString(`
    "A provider's bonuses with their proofs, and which it has claimed."
query Bonuses($provider: Bytes!, $first: Int) {
  bonusProofs(provider: $provider, first: $first) {
    epoch
    startsAt
    endsAt
    amount
    referral
    uptime
    performance
    proof
  }
  bonusClaims(
    where: {account: $provider}
    first: 100
    orderBy: timestamp
    orderDirection: desc
  ) {
    amount
    timestamp
    epoch {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<BonusesQuery, BonusesQueryVariables>;
export const SubgraphTasksDocument = new TypedDocumentString(`
    query SubgraphTasks($where: Task_filter, $block: Block_height, $first: Int!) {
  tasks(where: $where, block: $block, first: $first, orderBy: id) {
    id
    jobId
    state
    buyer
    provider
    token
    resourceType
    budget
    maxRate
    maxUsage
    attempt
    rate
    usage
    cost
    fee
    providerAmount
    refund
    rebate
    approved
    prepaid
    createdAt
    updatedAt
    updatedBlock
    node {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SubgraphTasksQuery, SubgraphTasksQueryVariables>;
export const SubgraphNodesDocument = new TypedDocumentString(`
    query SubgraphNodes($where: Node_filter, $block: Block_height, $first: Int!) {
  nodes(where: $where, block: $block, first: $first, orderBy: id) {
    id
    resourceType
    units
    region
    tier
    state
    trustLevel
    reputation
    activeStake
    unbondingStake
    slashed
    openAssignments
    powPasses
    powFailures
    tasksCompleted
    tasksFailed
    hashesPerSecond
    underReview
    banned
    registeredAt
    updatedBlock
    provider {
      id
    }
    asks(first: 10) {
      token
      rate
    }
  }
}
    `) as unknown as TypedDocumentString<SubgraphNodesQuery, SubgraphNodesQueryVariables>;
export const SubgraphMovementsDocument = new TypedDocumentString(`
    query SubgraphMovements($where: EscrowMovement_filter, $block: Block_height, $first: Int!) {
  escrowMovements(where: $where, block: $block, first: $first, orderBy: id) {
    id
    kind
    token
    account
    amount
    prepaid
    block
    timestamp
    transaction
    task {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SubgraphMovementsQuery, SubgraphMovementsQueryVariables>;
export const SubgraphPenaltiesDocument = new TypedDocumentString(`
    query SubgraphPenalties($where: Penalty_filter, $block: Block_height, $first: Int!) {
  penalties(where: $where, block: $block, first: $first, orderBy: id) {
    id
    reason
    refId
    block
    timestamp
    transaction
    node {
      id
      provider {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SubgraphPenaltiesQuery, SubgraphPenaltiesQueryVariables>;
export const SubgraphStakeMovementsDocument = new TypedDocumentString(`
    query SubgraphStakeMovements($where: StakeMovement_filter, $block: Block_height, $first: Int!) {
  stakeMovements(where: $where, block: $block, first: $first, orderBy: id) {
    id
    kind
    amount
    reason
    refId
    block
    timestamp
    transaction
    node {
      id
      provider {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SubgraphStakeMovementsQuery, SubgraphStakeMovementsQueryVariables>;
export const SubgraphDisputesDocument = new TypedDocumentString(`
    query SubgraphDisputes($where: Dispute_filter, $block: Block_height, $first: Int!) {
  disputes(where: $where, block: $block, first: $first, orderBy: id) {
    id
    buyer
    provider
    state
    ruling
    bond
    bondReturned
    reasonHash
    commitBy
    revealBy
    node {
      id
    }
    seats(first: 3) {
      vote
      silent
    }
  }
}
    `) as unknown as TypedDocumentString<SubgraphDisputesQuery, SubgraphDisputesQueryVariables>;