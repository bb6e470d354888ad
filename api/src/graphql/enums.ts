import {
  ALERT_SEVERITIES,
  ARCHITECTURES,
  ATTEMPT_STATES,
  AVAILABILITIES,
  BENCHMARK_STAGES,
  CAPACITY_ALERT_CODES,
  CASE_STATES,
  CHECK_CAUSES,
  CHECK_RUN_STATES,
  CHECK_STATES,
  CLOUD_PROVIDERS,
  CONTRACTS,
  DISPUTE_PHASES,
  DISPUTE_SIDES,
  GRANULARITIES,
  JOB_STATES,
  KPI_NAMES,
  KPI_UNITS,
  LOG_ENDS,
  LOG_STREAMS,
  OPERATOR_ALERT_CODES,
  PAYOUT_KINDS,
  PLATFORM_PARTS,
  PROPOSAL_STAGES,
  RESOURCE_TYPES,
  RULINGS,
  RUN_OUTCOMES,
  TIERS,
  TRUST_LEVELS,
  TYPE_EVIDENCE_METHODS,
  VERIFICATION_MODES,
  VESTING_ROWS,
  WALLET_ACTION_KINDS,
  WALLET_ROLES,
} from '@aiigo/domain'
import { CHAIN_TRANSACTION_STATES, KEY_RELEASERS, REVIEW_REASONS } from '@aiigo/storage'
import { registerEnumType } from 'type-graphql'

/** GraphQL enums whose names and values are the domain's words; those the subgraph has too are equal to its own. */
function enumOf<const T extends string>(
  name: string,
  values: readonly T[],
  description: string,
): { readonly [K in T]: K } {
  const object = Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in T]: K }
  registerEnumType(object, { name, description })
  return object
}

export const ResourceTypeEnum = enumOf('ResourceType', RESOURCE_TYPES, 'Kind of node; decides the unit of usage.')
export const TrustLevelEnum = enumOf('TrustLevel', TRUST_LEVELS, 'Earned by stake and record; PARTNER is the highest.')
export const TypeEvidenceMethodEnum = enumOf(
  'TypeEvidenceMethod',
  TYPE_EVIDENCE_METHODS,
  'PROOF_OF_WORK: the challenge on chain, which measures a processor. AUDIT: the operator looked at the device. DEVELOPMENT: the operator of a local chain signed for it; nobody looked.',
)
export const JobStateEnum = enumOf('JobState', JOB_STATES, 'Where a job stands.')
export const AttemptStateEnum = enumOf('AttemptState', ATTEMPT_STATES, "Where one node's try at a job stands.")
export const AvailabilityEnum = enumOf(
  'Availability',
  AVAILABILITIES,
  'Whether a provider wants work for a node. DRAINING finishes what is open and takes nothing new.',
)
export const OfferEventKindEnum = enumOf(
  'OfferEventKind',
  ['OFFERED', 'WITHDRAWN', 'ASSIGNED', 'EXTENDED', 'STOP', 'CLOSED', 'CHECK'],
  'What the platform wants of a node. STOP: the run, with a result of what there is. CHECK: a re-run of a job, to begin or ended.',
)
export const LogStreamEnum = enumOf('LogStream', LOG_STREAMS, 'Where a line of a log comes from; SYSTEM: the agent.')
export const LogEndEnum = enumOf(
  'LogEnd',
  LOG_ENDS,
  'NEWLINE: the line is over. RETURN: the next line of its stream is drawn over it, as progress is. OPEN: the next line of its stream goes on behind it.',
)
export const KeyReleaserEnum = enumOf('KeyReleaser', KEY_RELEASERS, 'Who released the key of a job’s files.')
export const RulingEnum = enumOf(
  'Ruling',
  ['NONE', ...RULINGS],
  'MISUSE: for the buyer, and the node is banned. TIMED_OUT: no majority in time, paid as submitted.',
)
export const DisputePhaseEnum = enumOf(
  'DisputePhase',
  DISPUTE_PHASES,
  'Where a dispute stands on chain. FINAL: nobody can vote any more, and the ruling is not executed yet.',
)
export const DisputeSideEnum = enumOf(
  'DisputeSide',
  DISPUTE_SIDES,
  'A side of a dispute; PLATFORM: its nodes, which run the job again.',
)
export const CaseStateEnum = enumOf(
  'CaseState',
  CASE_STATES,
  'Where a case stands for one arbitrator. MISSED: a deadline passed without the vote, or without its opening.',
)
export const CaseEventKindEnum = enumOf(
  'CaseEventKind',
  ['SEATED', 'PHASE', 'EVIDENCE'],
  'SEATED: drawn. PHASE: the dispute moved on. EVIDENCE: a side has added something.',
)
export const TokenSymbolEnum = enumOf('TokenSymbol', ['ETH', 'USDC', 'AIIGO'], 'Tokens a job can be paid in.')
export const GranularityEnum = enumOf('Granularity', GRANULARITIES, 'Length of a candle; hours and days in UTC.')
export const PeriodEnum = enumOf('Period', ['DAY'], 'Length of a period that money is added up by; days in UTC.')
export const ForecastBasisEnum = enumOf(
  'ForecastBasis',
  ['TRADES', 'ASKS'],
  'TRADES: learnt from what was paid lately. ASKS: reasoned from who would take the job now.',
)
export const TierEnum = enumOf(
  'Tier',
  TIERS,
  'Whose machines: OWNED and CLOUD are the platform’s, COMMUNITY everybody’s.',
)
export const ContractEnum = enumOf(
  'Contract',
  CONTRACTS,
  'What a job asks of trust: STANDARD of VERIFIED and up, ENTERPRISE of TRUSTED and up, DIRECT of PARTNER. A VERIFIED node of tier OWNED meets all.',
)
export const CloudProviderEnum = enumOf(
  'CloudProvider',
  CLOUD_PROVIDERS,
  'Whose reserved instances a CLOUD node is one of.',
)
export const CapacityAlertCodeEnum = enumOf('CapacityAlertCode', CAPACITY_ALERT_CODES, 'What is wrong with capacity.')
export const AlertSeverityEnum = enumOf('AlertSeverity', ALERT_SEVERITIES, 'How bad it is.')
export const KpiNameEnum = enumOf('KpiName', KPI_NAMES, 'A figure the marketplace is measured by.')
export const KpiUnitEnum = enumOf('KpiUnit', KPI_UNITS, 'What a KPI counts.')
export const PlatformPartEnum = enumOf(
  'PlatformPart',
  PLATFORM_PARTS,
  'A part that jobs depend on. FOLLOWER takes the chain into off-chain data; MARKET: many nodes fail at once, and no part shows why; OPERATOR: trouble that the operator has declared.',
)
export const ProposalStageEnum = enumOf(
  'ProposalStage',
  PROPOSAL_STAGES,
  'SUCCEEDED: passed, may be queued. QUEUED: in the timelock. DEFEATED: more votes against, or too few for the quorum.',
)
export const VestingRowEnum = enumOf('VestingRow', VESTING_ROWS, 'A row of the token distribution that vests.')
export const OperatorAlertCodeEnum = enumOf(
  'OperatorAlertCode',
  OPERATOR_ALERT_CODES,
  'What is wrong with the platform.',
)
export const ReviewReasonEnum = enumOf(
  'ReviewReason',
  REVIEW_REASONS,
  'Why the operator should look at a node. UNDER_REVIEW: it failed too often. RESULT_DIFFERED: within two weeks one of its results was shown to be wrong. AUDIT_MISSING: only an audit shows its type. AUDIT_ENDS: within two weeks. NEW: it is not active yet.',
)
export const ChainTransactionStateEnum = enumOf(
  'ChainTransactionState',
  CHAIN_TRANSACTION_STATES,
  'PREPARED: signed and saved. SENT: given to the chain. MINED: in a block. FAILED: reverted. REPLACED: its nonce was used by another.',
)
export const WalletRoleEnum = enumOf(
  'WalletRole',
  WALLET_ROLES,
  'A part that a wallet plays. BUYER: submitted a job. PROVIDER: has a node. STAKER: has a lock. ARBITRATOR: may be drawn for panels. OPERATOR: runs the platform.',
)
export const PayoutKindEnum = enumOf(
  'PayoutKind',
  PAYOUT_KINDS,
  'ESCROW_BALANCE: refunds, earnings, rewards of arbitrators, prepaid money. BONUS: of a provider, for a week. YIELD: of locks and collateral. UNBONDED_STAKE: of a node. UNBONDED_LOCK: of a staker. RELEASED_BOND: of a partner. VESTED_TOKENS: free in a vesting wallet.',
)
export const WalletActionKindEnum = enumOf(
  'WalletActionKind',
  WALLET_ACTION_KINDS,
  'FUND_JOB: it waits for its deposit. APPROVE_RESULT: or object to it. ANSWER_DISPUTE: with evidence, as the provider. COMMIT_VOTE, REVEAL_VOTE: as an arbitrator. VOTE_ON_PROPOSAL: of the DAO. SOLVE_CHALLENGE: a proof of work. START_NODE: it wants jobs and sends no heartbeats. AWAIT_REVIEW: the operator looks at the node, which is BASIC at most until then. END_LOCK: its term is over, so that ending it costs nothing.',
)
export const ProgramKindEnum = enumOf(
  'ProgramKind',
  ['wasm', 'container', 'readings', 'serve'],
  'wasm: a WASI preview 1 module. container: an image as an OCI archive. readings: data points of a sensor of the node. serve: the inputs are served to readers.',
)

export const ArchitectureEnum = enumOf('Architecture', ARCHITECTURES, 'Processor of an image, as OCI names it.')
export const FilePrivacyEnum = enumOf(
  'FilePrivacy',
  ['platform', 'private', 'none'],
  'platform: the platform releases the key to the assigned node. private: the buyer’s client alone. none: the files are stored as they are.',
)
export const VerificationModeEnum = enumOf('VerificationMode', VERIFICATION_MODES, 'How a result is checked.')
export const CheckStateEnum = enumOf(
  'CheckState',
  CHECK_STATES,
  'Where the check of a result stands. NOT_DRAWN: the draw left it out. MATCHED, DIFFERED: what another run gave; DIFFERED, too, when the provider keeps nothing to compare with. SKIPPED: no run could be compared.',
)
export const CheckCauseEnum = enumOf(
  'CheckCause',
  CHECK_CAUSES,
  'Why a result is checked. DRAWN: by lot. REPLICATED: it is one of several replicas. DISPUTE: its buyer disputes it.',
)
export const CheckRunStateEnum = enumOf(
  'CheckRunState',
  CHECK_RUN_STATES,
  'Where a re-run stands. FAILED: its node gave no report. INCOMPARABLE: a limit stopped one of the two programs.',
)
export const RunOutcomeEnum = enumOf('RunOutcome', RUN_OUTCOMES, 'How a program ended; EXITED: by itself.')
export const BenchmarkStageEnum = enumOf(
  'BenchmarkStage',
  BENCHMARK_STAGES,
  'CPU: products of matrices. MEMORY: a walk over a large buffer. TRANSFER: bytes to the blob store and back.',
)
