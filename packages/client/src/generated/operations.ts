/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How bad it is. */
export type AlertSeverity =
  | 'CRITICAL'
  | 'INFO'
  | 'WARNING';

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

/** Whether a provider wants work for a node. DRAINING finishes what is open and takes nothing new. */
export type Availability =
  | 'AVAILABLE'
  | 'DRAINING'
  | 'UNAVAILABLE';

/** What is wrong with capacity. */
export type CapacityAlertCode =
  | 'BELOW_TARGET'
  | 'OVERFLOW'
  | 'PLAN_NOT_MET'
  | 'SLA_MISSED'
  | 'WAITING_WITHOUT_SUPPLY';

/** ISSUED: waits for its start, which fixes the seed; nobody can work at it yet. It lapses at its deadline, without harm. */
export type ChallengeState =
  | 'FAILED'
  | 'ISSUED'
  | 'OPEN'
  | 'PASSED';

/** Whose reserved instances a CLOUD node is one of. */
export type CloudProvider =
  | 'AWS'
  | 'AZURE'
  | 'GCP';

/** What a job asks of trust: STANDARD of VERIFIED and up, ENTERPRISE of TRUSTED and up, DIRECT of PARTNER. */
export type Contract =
  | 'DIRECT'
  | 'ENTERPRISE'
  | 'STANDARD';

/** OPENED: its panel is not drawn yet. DRAWN: the panel votes. CONCLUDED: the ruling is taken. */
export type DisputeState =
  | 'CONCLUDED'
  | 'DRAWN'
  | 'OPENED';

/** A device, and what it is thought to do. Only resourceType has no default. */
export type EarningsInput = {
  /** Yearly yield of it, basis points. */
  apyBps?: number;
  /** Referral, uptime and performance bonuses, AIIGO base units. */
  bonuses?: bigint | string;
  /** Time looked at; a month is 730 hours. */
  hours?: number;
  /** NETWORK, MOBILE, IOT: GB, tasks or data points a day. */
  perDay?: bigint | string | null | undefined;
  /** GPU and CPU: price of the whole device per hour, base units. Not together with rate. */
  pricePerHour?: bigint | string | null | undefined;
  /** Base units per unit of usage; without it and pricePerHour the median of the price index. */
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

export type LogLineInput = {
  /** When it was written; now when not given. */
  at?: string | null | undefined;
  /** The agent’s own numbering within the attempt, from 1; sending one again changes nothing. */
  sourceSeq: number;
  stream: LogStream;
  text: string;
};

/** Where a line of a log comes from. */
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
  /** Highest rate accepted, base units per unit of usage. */
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

export type SubmitJobInput = {
  /** Chosen by the client: sending the same one again returns the job it made before. */
  clientRequestId?: string | null | undefined;
  /** The job specification (JobSpec). Program and inputs are in the blob store already. */
  spec: unknown;
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

export type TaskState =
  | 'ASSIGNED'
  | 'CANCELLED'
  | 'DISPUTED'
  | 'EXPIRED'
  | 'FUNDED'
  | 'RESOLVED'
  | 'SETTLED'
  | 'SUBMITTED';

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


export type SiweNonceMutation = { siweNonce: { nonce: string, expiresAt: string, domain: string, uri: string, chainId: number, statement: string } };

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

export type TaskRequestFieldsFragment = { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` };

export type TransactionFieldsFragment = { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null };

export type JobFieldsFragment = { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null };

export type SubmitJobMutationVariables = Exact<{
  input: SubmitJobInput;
}>;


export type SubmitJobMutation = { submitJob: { taskId: `0x${string}` | null, job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } | null, funding: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, fundingFromBalance: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type FundFromBalanceMutationVariables = Exact<{
  jobId: string;
  signature: `0x${string}`;
}>;


export type FundFromBalanceMutation = { fundFromBalance: { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type DepositTransactionQueryVariables = Exact<{
  token: `0x${string}`;
  amount: bigint | string;
}>;


export type DepositTransactionQuery = { depositTransaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } };

export type OpenDisputeMutationVariables = Exact<{
  jobId: string;
  reason: string;
}>;


export type OpenDisputeMutation = { openDispute: { bond: string | null, reasonHash: `0x${string}` | null, job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, transaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, deposit: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type CancelJobMutationVariables = Exact<{
  jobId: string;
}>;


export type CancelJobMutation = { cancelJob: { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, transaction: { to: `0x${string}`, data: `0x${string}`, value: string, approval: { token: `0x${string}`, spender: `0x${string}`, amount: string } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type ApproveResultMutationVariables = Exact<{
  jobId: string;
  signature: `0x${string}`;
}>;


export type ApproveResultMutation = { approveResult: { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type JobQueryVariables = Exact<{
  id: string;
}>;


export type JobQuery = { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, history: Array<{ id: string, number: number | null, nodeId: `0x${string}`, provider: `0x${string}`, state: AttemptState, rate: string, score: unknown, offeredAt: string, expiresAt: string, reason: string | null, endedAt: string | null }>, result: { attempt: number, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null };

export type JobSpecQueryVariables = Exact<{
  id: string;
}>;


export type JobSpecQuery = { job: { id: string, spec: unknown, specHash: `0x${string}`, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } } | null };

export type JobWithTaskQueryVariables = Exact<{
  id: string;
}>;


export type JobWithTaskQuery = { job: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, task: { id: `0x${string}`, state: TaskState, attempt: number, rate: string | null, usage: string | null, cost: string | null, fee: string | null, providerAmount: string | null, refund: string | null, rebate: string | null, approved: boolean | null, settleAfter: string | null, updatedBlock: string, dispute: { state: DisputeState, ruling: Ruling, bond: string, bondReturned: string | null, arbitratorsAmount: string | null, commitBy: string | null, revealBy: string | null } | null, escrowMovements: Array<{ kind: EscrowMovementKind, token: `0x${string}`, account: `0x${string}`, amount: string, transaction: `0x${string}` }> } | null, node: { id: `0x${string}`, name: string | null, tier: Tier, region: string, online: boolean | null, trustLevel: TrustLevel, provider: { id: `0x${string}` } } | null, result: { attempt: number, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } | null };

export type JobsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  state?: JobState | null | undefined;
}>;


export type JobsQuery = { jobs: { edges: Array<{ cursor: string, node: { id: string, buyer: `0x${string}`, name: string, state: JobState, resourceType: ResourceType, specHash: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, units: number, taskId: `0x${string}`, attempts: number, maxAttempts: number, fundBy: string, assignBy: string, workSeconds: number, windowSeconds: number, nodeId: `0x${string}` | null, dueAt: string | null, settleAfter: string | null, approved: boolean, disputeReason: string | null, reasonCode: string | null, reason: string | null, refunded: boolean, createdAt: string, updatedAt: string, result: { attempt: number, manifestCid: string, manifestSha256: string, resultHash: `0x${string}`, usage: string, cost: string | null, exitCode: number, outputs: Array<{ name: string, cid: string, sha256: string, size: number }> } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type JobLogsQueryVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
  first?: number | null | undefined;
}>;


export type JobLogsQuery = { jobLogs: Array<{ seq: number, attempt: number, stream: LogStream, text: string, at: string }> };

export type WatchJobStatusSubscriptionVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
}>;


export type WatchJobStatusSubscription = { jobStatus: { seq: number, jobId: string, state: JobState, attempt: number, nodeId: `0x${string}` | null, reason: string | null, at: string } };

export type WatchJobLogsSubscriptionVariables = Exact<{
  jobId: string;
  afterSeq?: number | null | undefined;
}>;


export type WatchJobLogsSubscription = { jobLogs: { seq: number, attempt: number, stream: LogStream, text: string, at: string } };

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


export type MarketStatsQuery = { marketStats: { asOf: string, kpis: Array<{ name: KpiName, title: string, unit: KpiUnit, target: number, value: number | null, met: boolean | null, note: string | null, definition: string }> } };

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
}>;


export type SetAvailabilityMutation = { setAvailability: { node: { id: `0x${string}`, availability: Availability | null, online: boolean | null } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type HeartbeatMutationVariables = Exact<{
  input: HeartbeatInput;
}>;


export type HeartbeatMutation = { heartbeat: { nextHeartbeatSeconds: number, endedOfferIds: Array<string>, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type NodeFieldsFragment = { id: `0x${string}`, name: string | null, availability: Availability | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> };

export type NodeQueryVariables = Exact<{
  id: string;
}>;


export type NodeQuery = { node: { id: `0x${string}`, name: string | null, availability: Availability | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> } | null };

export type NodesQueryVariables = Exact<{
  ids: Array<`0x${string}`>;
}>;


export type NodesQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, availability: Availability | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type NodesOfProviderQueryVariables = Exact<{
  provider: string;
}>;


export type NodesOfProviderQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, availability: Availability | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type ActiveNodesQueryVariables = Exact<{
  resourceType: ResourceType;
}>;


export type ActiveNodesQuery = { nodes: Array<{ id: `0x${string}`, name: string | null, availability: Availability | null, online: boolean | null, lastHeartbeatAt: string | null, spec: unknown, uptimeBps: number | null, roundTripMs: number | null, resourceType: ResourceType, units: number, region: string, tier: Tier, state: NodeState, trustLevel: TrustLevel, reputation: number, activeStake: string, hashesPerSecond: string, powPasses: number, powFailures: number, tasksCompleted: number, tasksFailed: number, openAssignments: number, provider: { id: `0x${string}` }, asks: Array<{ token: `0x${string}`, rate: string }> }> };

export type OpenChallengesQueryVariables = Exact<{
  nodeIds: Array<string>;
}>;


export type OpenChallengesQuery = { challenges: Array<{ id: `0x${string}`, state: ChallengeState, seed: `0x${string}` | null, target: string, nonceCount: number, issuedAt: string, deadline: string, node: { id: `0x${string}` } }> };

export type WatchNodeAvailabilitySubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchNodeAvailabilitySubscription = { nodeAvailability: { seq: number, nodeId: `0x${string}`, availability: Availability, online: boolean, at: string } };

export type OfferFieldsFragment = { id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, state: AttemptState, attempt: number, rate: string, token: `0x${string}`, expiresAt: string, dueAt: string | null, specHash: `0x${string}`, spec: unknown, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } };

export type OffersQueryVariables = Exact<{
  nodeIds: Array<`0x${string}`>;
}>;


export type OffersQuery = { offers: Array<{ id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, state: AttemptState, attempt: number, rate: string, token: `0x${string}`, expiresAt: string, dueAt: string | null, specHash: `0x${string}`, spec: unknown, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } }> };

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
  lines: Array<LogLineInput>;
}>;


export type AppendLogsMutation = { appendLogs: { lastSourceSeq: number, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type SubmitResultMutationVariables = Exact<{
  offerId: string;
  input: SubmitResultInput;
}>;


export type SubmitResultMutation = { submitResult: { offer: { id: string, state: AttemptState } | null, userErrors: Array<{ code: string, field: string | null, message: string }> } };

export type WatchOffersSubscriptionVariables = Exact<{
  nodeIds: Array<`0x${string}`>;
  afterSeq?: Array<OfferCursor> | null | undefined;
}>;


export type WatchOffersSubscription = { offers: { seq: number, nodeId: `0x${string}`, kind: OfferEventKind, offerId: string, deadline: string, reason: string | null, at: string, offer: { id: string, jobId: string, taskId: `0x${string}`, nodeId: `0x${string}`, state: AttemptState, attempt: number, rate: string, token: `0x${string}`, expiresAt: string, dueAt: string | null, specHash: `0x${string}`, spec: unknown, taskRequest: { jobId: `0x${string}`, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxRate: string, maxUsage: string, resourceType: number, workSeconds: number, windowSeconds: number, fundBy: number, assignBy: number, maxFeeBps: number, matcher: `0x${string}`, specHash: `0x${string}` } } } };

export type IndexedTaskQueryVariables = Exact<{
  id: string;
}>;


export type IndexedTaskQuery = { task: { id: `0x${string}`, state: TaskState, attempt: number, buyer: `0x${string}`, token: `0x${string}`, budget: string, maxUsage: string, assignBy: string, windowSeconds: string, feeBps: number, rebateBps: number, provider: `0x${string}` | null, rate: string | null, unitsPerSecond: number | null, assignedAt: string | null, dueAt: string | null, cost: string | null, resultHash: `0x${string}` | null, settleAfter: string | null, node: { id: `0x${string}` } | null } | null };

export type PlatformQueryVariables = Exact<{ [key: string]: never; }>;


export type PlatformQuery = { platform: { chainId: number, feeBps: number, blobUrl: string, matcher: `0x${string}`, minWindowSeconds: number, transferGraceSeconds: number, block: number | null, contracts: { aiigoToken: `0x${string}`, stakingPool: `0x${string}`, nodeRegistry: `0x${string}`, powVerifier: `0x${string}`, taskMarketplace: `0x${string}`, escrow: `0x${string}`, arbitration: `0x${string}` }, paymentTokens: Array<{ symbol: TokenSymbol, address: `0x${string}`, decimals: number }> } };

export type QuoteQueryVariables = Exact<{
  input: QuoteInput;
}>;


export type QuoteQuery = { quote: { token: `0x${string}`, symbol: string, decimals: number, usage: string, unit: string, nodeCount: number, availableCount: number, lowestRate: string | null, medianRate: string | null, highestRate: string | null, lowestCost: string | null, medianCost: string | null, suggestedBudget: string | null, feeBps: number, thin: boolean, maxRate: string | null, forecast: { expectedRate: string, lowRate: string, highRate: string, expectedCost: string, lowCost: string, highCost: string, basis: ForecastBasis, samples: number } | null, wait: { expectedSeconds: number, p90Seconds: number, samples: number } | null } };

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


export type PriceIndexQuery = { priceIndex: Array<{ resourceType: ResourceType, resourceClass: string, region: string, token: `0x${string}`, symbol: string, decimals: number, unit: string, p10: string, median: string, p90: string, volume: string, usage: string, trades: number, asks: number, providers: number, thin: boolean, soldBps: number | null, changedAt: string }> };

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
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
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
export const JobLogsDocument = new TypedDocumentString(`
    query JobLogs($jobId: ID!, $afterSeq: Int, $first: Int) {
  jobLogs(jobId: $jobId, afterSeq: $afterSeq, first: $first) {
    seq
    attempt
    stream
    text
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
    mutation SetAvailability($nodeId: Bytes!, $availability: Availability!) {
  setAvailability(nodeId: $nodeId, availability: $availability) {
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
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
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
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
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
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
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
  online
  lastHeartbeatAt
  spec
  uptimeBps
  roundTripMs
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
    mutation AppendLogs($offerId: ID!, $lines: [LogLineInput!]!) {
  appendLogs(offerId: $offerId, lines: $lines) {
    lastSourceSeq
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
    feeBps
    rebateBps
    provider
    node {
      id
    }
    rate
    unitsPerSecond
    assignedAt
    dueAt
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
    }
    feeBps
    blobUrl
    matcher
    minWindowSeconds
    transferGraceSeconds
    block
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
    nodeCount
    availableCount
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