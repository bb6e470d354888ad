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

export type BlockChangedFilter = {
  number_gte: number;
};

export type Block_Height = {
  hash?: `0x${string}` | null | undefined;
  number?: number | null | undefined;
  number_gte?: number | null | undefined;
};

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

/** Where a dispute stands on chain. FINAL: nobody can vote any more, and the ruling is not executed yet. */
export type DisputePhase =
  | 'COMMIT'
  | 'CONCLUDED'
  | 'DRAW'
  | 'FINAL'
  | 'REVEAL';

/** A side of a dispute. */
export type DisputeSide =
  | 'BUYER'
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

/** TRADES: learnt from what was paid lately. ASKS: reasoned from who would take the job now. */
export type ForecastBasis =
  | 'ASKS'
  | 'TRADES';

/** Length of a candle; hours and days in UTC. */
export type Granularity =
  | 'DAY'
  | 'HOUR';

export type HeartbeatInput = {
  /** Raised by the agent each time it starts. */
  generation?: number | null | undefined;
  nodeId: `0x${string}`;
  /** How long the last call to the platform took, milliseconds. */
  roundTripMs?: number | null | undefined;
  /** Offers whose jobs are running on the node now. */
  runningOfferIds: Array<string>;
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

/** What the platform wants of a node. */
export type OfferEventKind =
  | 'ASSIGNED'
  | 'CLOSED'
  | 'OFFERED'
  | 'WITHDRAWN';

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

export type ProgressInput = {
  note?: string | null | undefined;
  /** 0-100, where known. */
  percent?: number | null | undefined;
  /** What the agent does, e.g. FETCHING, RUNNING, UPLOADING. */
  phase?: string | null | undefined;
};

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
  /** { model, minVramGiB, minRamGiB, minBandwidthMbps } */
  hardware?: unknown;
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

/** MISUSE: for the buyer, and the node is banned. TIMED_OUT: no majority in time, paid as submitted. */
export type Ruling =
  | 'BUYER'
  | 'MISUSE'
  | 'NONE'
  | 'PROVIDER'
  | 'TIMED_OUT';

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

export type SubmitJobInput = {
  /** Chosen by the client: sending the same one again returns the job it made before. */
  clientRequestId?: string | null | undefined;
  /** The identity of spec.files.recipient, sealed to platform.fileRecipient; base64. None unless spec.files.privacy is platform. */
  sealedKey?: string | null | undefined;
  /** The job specification (JobSpec). Program and inputs are in the blob store already. */
  spec: unknown;
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

export type TaskAction =
  | 'ASSIGNED'
  | 'CANCELLED'
  | 'DISPUTED'
  | 'EXPIRED'
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
  /** { memoryMiB, hardware: { model, vramGiB, ramGiB, bandwidthMbps }, tflops, executors } */
  spec: unknown;
  /** Parallel units (GPUs, cores); 1 for unit-based types. */
  units: number;
};

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


export type ArbitrationCaseQuery = { arbitrationCase: { jobId: string, taskId: `0x${string}`, state: CaseState, phase: DisputePhase, openedAt: string, commitBy: string, revealBy: string, commitment: `0x${string}` | null, vote: Ruling | null, ruling: Ruling | null, job: { spec: unknown, id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` }, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, evidence: Array<{ id: string, side: DisputeSide, author: `0x${string}`, text: string, addedAt: string, files: Array<{ name: string, cid: string, sha256: string, size: number }> }>, votes: Array<{ arbitrator: `0x${string}`, vote: Ruling }> | null } | null };

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

export type TaskRequestFieldsFragment = { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` };

export type TransactionFieldsFragment = { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null };

export type JobFieldsFragment = { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null };

export type SubmitJobMutationVariables = Exact<{
  input: SubmitJobInput;
}>;


export type SubmitJobMutation = { submitJob: { taskId: `0x${string}` | null, job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } | null, funding: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, fundingFromBalance: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, warnings: Array<{ code: string, field: string | null, message: string }>, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type FundFromBalanceMutationVariables = Exact<{
  jobId: string;
  signature: `0x${string}`;
}>;


export type FundFromBalanceMutation = { fundFromBalance: { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type DepositTransactionQueryVariables = Exact<{
  token: `0x${string}`;
  amount: bigint | string;
}>;


export type DepositTransactionQuery = { depositTransaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } };

export type OpenDisputeMutationVariables = Exact<{
  jobId: string;
  reason: string;
}>;


export type OpenDisputeMutation = { openDispute: { bond: string | null, reasonHash: `0x${string}` | null, job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, transaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, deposit: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type CancelJobMutationVariables = Exact<{
  jobId: string;
}>;


export type CancelJobMutation = { cancelJob: { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, transaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ApproveResultMutationVariables = Exact<{
  jobId: string;
  signature: `0x${string}`;
}>;


export type ApproveResultMutation = { approveResult: { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type JobQueryVariables = Exact<{
  id: string;
}>;


export type JobQuery = { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, finality: { confirmations: number, required: number, final: boolean } | null, history: Array<{ id: string, number: number | null, nodeId: `0x${string}`, provider: `0x${string}`, state: AttemptState, rate: string, score: unknown, offeredAt: string, expiresAt: string, reason: string | null, endedAt: string | null }>, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null };

export type JobSpecQueryVariables = Exact<{
  id: string;
}>;


export type JobSpecQuery = { job: { id: string, spec: unknown, specHash: `0x${string}`, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } } | null };

export type JobWithTaskQueryVariables = Exact<{
  id: string;
}>;


export type JobWithTaskQuery = { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, task: { id: `0x${string}`, state: TaskState, attempt: number, rate: string | null, usage: string | null, cost: string | null, fee: string | null, providerAmount: string | null, refund: string | null, rebate: string | null, approved: boolean | null, settleAfter: string | null, updatedBlock: string, dispute: { state: DisputeState, ruling: Ruling, bond: string, bondReturned: string | null, arbitratorsAmount: string | null, commitBy: string | null, revealBy: string | null } | null, escrowMovements: Array<{ kind: EscrowMovementKind, token: `0x${string}`, account: `0x${string}`, amount: string, transaction: `0x${string}` }> } | null, node: { id: `0x${string}`, name: string | null, tier: Tier, region: string, online: boolean | null, trustLevel: TrustLevel, provider: { id: `0x${string}` } } | null, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null };

export type JobsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  state?: JobState | null | undefined;
}>;


export type JobsQuery = { jobs: { edges: Array<{ cursor: string, node: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, nodeId: `0x${string}` | null, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

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

export type WatchJobLogsSubscriptionVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
}>;


export type WatchJobLogsSubscription = { jobLogs: Array<{ seq: number, attempt: number, stream: LogStream, text: string, end: LogEnd, at: string }> };

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

export type NodeQueryVariables = Exact<{
  id: string;
}>;


export type NodeQuery = { node: { id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> } | null };

export type NodesQueryVariables = Exact<{
  ids: Array<`0x${string}`>;
}>;


export type NodesQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type NodesOfProviderQueryVariables = Exact<{
  provider: string;
}>;


export type NodesOfProviderQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type ActiveNodesQueryVariables = Exact<{
  resourceType: ResourceType;
}>;


export type ActiveNodesQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, availability: Availability | null, pausedReason: string | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, typeEvidence: { method: TypeEvidenceMethod, expiresAt: string | null } | null, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type OpenChallengesQueryVariables = Exact<{
  nodeIds: Array<string>;
}>;


export type OpenChallengesQuery = { challenges: Array<{ id: `0x${string}`, state: ChallengeState, seed: `0x${string}` | null, target: string, nonceCount: number, issuedAt: string, deadline: string, node: { id: `0x${string}` } }> };

export type WatchNodeAvailabilitySubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchNodeAvailabilitySubscription = { nodeAvailability: { seq: number, nodeId: `0x${string}`, availability: Availability, online: boolean, at: string } };

export type OfferFieldsFragment = { id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, state: AttemptState, attempt: number, rate: string, token: `0x${string}`, expiresAt: string, dueAt: string | null, specHash: `0x${string}`, terms: unknown, spec: unknown, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } };

export type OffersQueryVariables = Exact<{
  nodeIds: Array<`0x${string}`>;
}>;


export type OffersQuery = { offers: Array<{ id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, state: AttemptState, attempt: number, rate: string, token: `0x${string}`, expiresAt: string, dueAt: string | null, specHash: `0x${string}`, terms: unknown, spec: unknown, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } }> };

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


export type WatchOffersSubscription = { offers: { seq: number, nodeId: `0x${string}`, kind: OfferEventKind, offerId: string, deadline: string, reason: string | null, at: string, offer: { id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, state: AttemptState, attempt: number, rate: string, token: `0x${string}`, expiresAt: string, dueAt: string | null, specHash: `0x${string}`, terms: unknown, spec: unknown, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, units: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } } } };

export type IndexedTaskQueryVariables = Exact<{
  id: string;
}>;


export type IndexedTaskQuery = { task: { id: `0x${string}`, state: TaskState, attempt: number, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxUsage: string, assignBy: string, windowSeconds: string, terms: string, provider: `0x${string}` | null, rate: string | null, unitsPerSecond: number | null, assignedAt: string | null, dueAt: string | null, usage: string | null, cost: string | null, resultHash: `0x${string}` | null, settleAfter: string | null, node: { id: `0x${string}` } | null } | null };

export type PlatformQueryVariables = Exact<{ [key: string]: never; }>;


export type PlatformQuery = { platform: { chainId: number, feeBps: number, blobUrl: string, fileRecipient: string, matcher: `0x${string}`, minWindowSeconds: number, transferGraceSeconds: number, block: number | null, contracts: { aiigoToken: `0x${string}`, stakingPool: `0x${string}`, nodeRegistry: `0x${string}`, powVerifier: `0x${string}`, taskMarketplace: `0x${string}`, escrow: `0x${string}`, arbitration: `0x${string}` }, paymentTokens: Array<{ symbol: TokenSymbol, address: `0x${string}`, decimals: number, usd: string | null }>, status: { well: boolean, troubles: Array<{ part: PlatformPart, since: string }> }, developmentWallets: Array<{ name: string, address: `0x${string}` }> } };

export type QuoteQueryVariables = Exact<{
  input: QuoteInput;
}>;


export type QuoteQuery = { quote: { token: `0x${string}`, symbol: string, decimals: number, usage: string, unit: string, registeredCount: number, nodeCount: number, availableCount: number, summary: string, lowestRate: string | null, medianRate: string | null, highestRate: string | null, lowestCost: string | null, medianCost: string | null, suggestedBudget: string | null, feeBps: number, thin: boolean, maxRate: string | null, rejections: Array<{ filter: string, nodes: number, onlyThis: number }>, smallestChange: { filter: string, nodeId: `0x${string}`, distance: number, message: string } | null, usd: { expectedCost: string | null, suggestedBudget: string | null } | null, forecast: { expectedRate: string, lowRate: string, highRate: string, expectedCost: string, lowCost: string, highCost: string, basis: ForecastBasis, samples: number } | null, wait: { expectedSeconds: number, p90Seconds: number, samples: number } | null } };

export type MatchPreviewQueryVariables = Exact<{
  input: QuoteInput;
}>;


export type MatchPreviewQuery = { matchPreview: { version: number, considered: number, matched: number, summary: string, candidates: Array<{ nodeId: `0x${string}`, provider: `0x${string}`, rate: string, score: number, penalty: number, terms: Array<{ name: string, value: number, weight: number }> }>, rejections: Array<{ filter: string, nodes: number, onlyThis: number, nearest: Array<{ nodeId: `0x${string}`, distance: number, message: string }> }>, bestMissed: Array<{ filter: string, nodeId: `0x${string}`, distance: number, message: string }>, smallestChange: { filter: string, nodeId: `0x${string}`, distance: number, message: string } | null } };

export type PriceIndexQueryVariables = Exact<{
  resourceType: ResourceType;
  resourceClass?: string | null | undefined;
  region?: string | null | undefined;
  token?: string | null | undefined;
}>;


export type PriceIndexQuery = { priceIndex: Array<{ resourceType: ResourceType, resourceClass: string, region: string, token: `0x${string}`, symbol: string, decimals: number, unit: string, p10: string, median: string, p90: string, volume: string, usage: string, trades: number, asks: number, providers: number, thin: boolean, soldBps: number | null, changedAt: string, usd: { p10: string, median: string, p90: string, per: string } | null }> };

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
  specHash
  terms
  spec
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
export const JobDocument = new TypedDocumentString(`
    query Job($id: ID!) {
  job(id: $id) {
    ...JobFields
    finality {
      confirmations
      required
      final
    }
    history {
      id
      number
      nodeId
      provider
      state
      rate
      score
      offeredAt
      expiresAt
      reason
      endedAt
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
query ActiveNodes($resourceType: ResourceType!) {
  nodes(where: {state: ACTIVE, resourceType: $resourceType}, first: 1000) {
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
  specHash
  terms
  spec
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
  specHash
  terms
  spec
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
    usage
    cost
    resultHash
    settleAfter
  }
}
    `) as unknown as TypedDocumentString<IndexedTaskQuery, IndexedTaskQueryVariables>;
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
    }
    paymentTokens {
      symbol
      address
      decimals
      usd
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
    developmentWallets {
      name
      address
    }
  }
}
    `) as unknown as TypedDocumentString<PlatformQuery, PlatformQueryVariables>;
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
    usd {
      expectedCost
      suggestedBudget
    }
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
    query PriceIndex($resourceType: ResourceType!, $resourceClass: String, $region: String, $token: String) {
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
    usd {
      p10
      median
      p90
      per
    }
  }
}
    `) as unknown as TypedDocumentString<PriceIndexQuery, PriceIndexQueryVariables>;
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