/** The people and things of the test cases, and one verb per event. Amounts are base units. */

export const ETH = '0x0000000000000000000000000000000000000000'
export const USDC = '0x00000000000000000000000000000000000005dc'
export const PROVIDER = '0x00000000000000000000000000000000000000aa'
export const OTHER_PROVIDER = '0x00000000000000000000000000000000000000ab'
export const BUYER = '0x00000000000000000000000000000000000000bb'
export const TREASURY = '0x00000000000000000000000000000000000000cc'
export const NODE = '0x0102030405060708'
export const OTHER_NODE = '0x1112131415161718'
export const NO_NODE = '0x0000000000000000'
export const AIIGO = 10n ** 18n

/** 32 bytes ending in `text` (hex). */
export const bytes32 = (text) => `0x${text.padStart(64, '0')}`
export const TASK = bytes32('7a5c')
export const JOB = bytes32('70b')
export const CHALLENGE = bytes32('c4a1')

export const resourceType = { GPU: 0, CPU: 1, NETWORK: 2, MOBILE: 3, IOT: 4 }
export const tier = { OWNED: 0, CLOUD: 1, COMMUNITY: 2 }
export const nodeState = { NONE: 0, PENDING: 1, VERIFIED: 2, ACTIVE: 3, INACTIVE: 4, REJECTED: 5, SLASHED: 6 }
export const creditKind = { PROVIDER: 0, TREASURY: 1, REFUND: 2, ARBITRATOR: 3, REBATE: 4 }
export const penaltyReason = { TASK_TIMEOUT: 0, MISUSE: 1, POW_FAILED: 2, REPEATED_FAILURES: 3 }

const of = (contract) => (name) => (params) => ({ contract, name, params })
const registry = of('NodeRegistry')
const pool = of('StakingPool')
const pow = of('PowVerifier')
const marketplace = of('TaskMarketplace')
const escrow = of('Escrow')

/** Registers a CPU node with 8 cores in the EU, unless told otherwise. */
export const nodeRegistered = ({ nodeId = NODE, provider = PROVIDER, salt = bytes32('5a17'), spec = {} } = {}) =>
  registry('NodeRegistered')({ nodeId, provider, salt, spec: nodeSpec(spec) })
export const nodeSpec = (overrides = {}) => ({
  resourceType: resourceType.CPU,
  units: 8,
  region: '0x4555000000000000',
  specHash: bytes32('59ec'),
  ...overrides,
})
export const nodeSpecChanged = registry('NodeSpecChanged')
export const askChanged = registry('AskChanged')
export const tierChanged = registry('TierChanged')
export const reputationChanged = registry('ReputationChanged')
export const trustLevelChanged = registry('TrustLevelChanged')
export const recordChanged = registry('RecordChanged')
export const nodePenalised = registry('NodePenalised')
export const registrationFeeChanged = registry('RegistrationFeeChanged')
export const nodeMoved = (from, to, nodeId = NODE) =>
  registry('NodeStateChanged')({ nodeId, from: nodeState[from], to: nodeState[to] })

export const staked = pool('Staked')
export const unbondingStarted = pool('UnbondingStarted')
export const unbondingWithdrawn = pool('UnbondingWithdrawn')
export const slashed = pool('Slashed')

export const challengeIssued = pow('ChallengeIssued')
export const challengeStarted = pow('ChallengeStarted')
export const challengePassed = pow('ChallengePassed')
export const challengeFailed = pow('ChallengeFailed')

export const BUDGET = 20_000_000n
export const RATE = 1_000n
/** Funds a CPU task of 20 USDC at 8 %, unless told otherwise. */
export const taskFunded = ({ taskId = TASK, ...overrides } = {}) =>
  marketplace('TaskFunded')({
    taskId,
    jobId: JOB,
    buyer: BUYER,
    feeBps: 800,
    request: {
      jobId: JOB,
      buyer: BUYER,
      token: USDC,
      budget: BUDGET,
      maxRate: 2_000n,
      maxUsage: 50_000n,
      resourceType: resourceType.CPU,
      workSeconds: 600,
      windowSeconds: 900,
      fundBy: 1_700_000_100,
      assignBy: 1_700_000_500,
      maxFeeBps: 800,
      matcher: ETH,
      specHash: bytes32('59ec'),
      ...overrides,
    },
  })
export const taskAssigned = ({
  taskId = TASK,
  nodeId = NODE,
  provider = PROVIDER,
  attempt = 1,
  dueAt = 1_700_000_700,
} = {}) => marketplace('TaskAssigned')({ taskId, nodeId, provider, attempt, rate: RATE, dueAt })
export const taskReleased = marketplace('TaskReleased')
export const taskReopened = marketplace('TaskReopened')
export const taskSubmitted = marketplace('TaskSubmitted')
export const taskSettled = marketplace('TaskSettled')
export const taskCancelled = marketplace('TaskCancelled')
export const taskExpired = marketplace('TaskExpired')
export const feeChanged = marketplace('FeeChanged')

export const locked = ({ taskId = TASK, token = USDC, payer = BUYER, amount = BUDGET } = {}) =>
  escrow('Locked')({ taskId, token, payer, amount })
export const credited = (kind, account, amount, { taskId = TASK, token = USDC } = {}) =>
  escrow('Credited')({ taskId, token, account, amount, kind: creditKind[kind] })
export const withdrawn = ({ token = USDC, account, to = account, amount }) =>
  escrow('Withdrawn')({ token, account, to, amount })
export const tokenAllowed = (token, allowed) => escrow('TokenAllowed')({ token, allowed })
export const treasuryChanged = escrow('TreasuryChanged')
