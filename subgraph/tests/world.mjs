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
export const penaltyReason = {
  TASK_TIMEOUT: 0,
  MISUSE: 1,
  POW_FAILED: 2,
  REPEATED_FAILURES: 3,
  TASK_RELEASED: 4,
  DISPUTE_LOST: 5,
}
export const ruling = { NONE: 0, PROVIDER: 1, BUYER: 2, MISUSE: 3, TIMED_OUT: 4 }

const of =
  (contract) =>
  (name) =>
  (params = {}) => ({ contract, name, params })
const registry = of('NodeRegistry')
const pool = of('StakingPool')
const pow = of('PowVerifier')
const marketplace = of('TaskMarketplace')
const escrow = of('Escrow')
const arbitration = of('Arbitration')
const token = of('AiigoToken')
const locks = of('StakerLocks')
const governor = of('AiigoGovernor')
const timelock = of('AiigoTimelock')
const rewards = of('CommunityRewards')
const bonuses = of('BonusDistributor')
const bonds = of('PartnerBonds')
const council = of('GuardianCouncil')
const treasury = of('DaoTreasury')

/** Registers a CPU node with 8 cores in the EU by default. */
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
export const nodeBanned = registry('NodeBanned')
export const nodeExcluded = registry('NodeExcluded')
export const reviewClosed = registry('ReviewClosed')
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
/** Funds a CPU task of 20 USDC at 8 %, by default with the funding transaction. */
export const taskFunded = ({ taskId = TASK, feeBps = 800, rebateBps = 0, prepaid = false, ...overrides } = {}) =>
  marketplace('TaskFunded')({
    taskId,
    funding: BigInt(feeBps) + (BigInt(rebateBps) << 16n) + (3n << 32n) + (prepaid ? 1n << 48n : 0n),
    request: {
      jobId: JOB,
      buyer: BUYER,
      token: USDC,
      budget: BUDGET,
      maxRate: 2_000n,
      maxUsage: 50_000n,
      resourceType: resourceType.CPU,
      units: 8,
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
export const taskAssigned = ({ taskId = TASK, nodeId = NODE, provider = PROVIDER, attempt = 1 } = {}) =>
  marketplace('TaskAssigned')({ taskId, nodeId, provider, attempt, rate: RATE, unitsPerSecond: 8 })
export const taskExtended = marketplace('TaskExtended')
export const taskReleased = marketplace('TaskReleased')
export const taskReopened = marketplace('TaskReopened')
export const taskSubmitted = marketplace('TaskSubmitted')
export const taskSettled = marketplace('TaskSettled')
export const taskCancelled = marketplace('TaskCancelled')
export const taskExpired = marketplace('TaskExpired')
export const feeChanged = marketplace('FeeChanged')
export const tokenPolicyChanged = marketplace('TokenPolicyChanged')
export const paused = marketplace('Paused')
export const unpaused = marketplace('Unpaused')
export const batchItemFailed = marketplace('BatchItemFailed')
export const disputeOpened = marketplace('DisputeOpened')
export const disputeResolved = marketplace('DisputeResolved')
export const arbitratorCredited = marketplace('ArbitratorCredited')

export const withdrawn = ({ token = USDC, account, to = account, amount }) =>
  escrow('Withdrawn')({ token, account, to, amount })
export const tokenAllowed = (token, allowed) => escrow('TokenAllowed')({ token, allowed })
export const treasuryChanged = escrow('TreasuryChanged')
export const deposited = ({ token: of = USDC, account = BUYER, payer = account, amount }) =>
  escrow('Deposited')({ token: of, account, payer, amount })
export const feesWithdrawn = ({ token: of = USDC, treasury = TREASURY, amount }) =>
  escrow('FeesWithdrawn')({ token: of, treasury, amount })

export const ARBITRATORS = ['d1', 'd2', 'd3', 'd4', 'd5'].map((end) => `0x00000000000000000000000000000000000000${end}`)
export const arbitratorAdded = arbitration('ArbitratorAdded')
export const arbitratorRemoved = arbitration('ArbitratorRemoved')
export const arbitratorSilent = arbitration('ArbitratorSilent')
export const panelRequested = arbitration('DisputeOpened')
export const drawRescheduled = arbitration('DrawRescheduled')
export const panelDrawn = arbitration('PanelDrawn')
export const voteCommitted = arbitration('VoteCommitted')
export const voteRevealed = arbitration('VoteRevealed')
export const disputeConcluded = arbitration('DisputeConcluded')

export const transfer = token('Transfer')
export const approval = token('Approval')
/** The same event of whichever contract has it. */
export const by = (contract, name, params = {}) => of(contract)(name)(params)

export const locked = locks('Locked')
export const unstakeStarted = locks('UnstakeStarted')
export const lockWithdrawn = locks('Withdrawn')
export const yieldClaimed = locks('YieldClaimed')
export const yieldFunded = locks('YieldFunded')
export const delegateChanged = locks('DelegateChanged')
export const delegateVotesChanged = locks('DelegateVotesChanged')

export const proposalCreated = governor('ProposalCreated')
export const proposalQueued = governor('ProposalQueued')
export const proposalExecuted = governor('ProposalExecuted')
export const proposalCanceled = governor('ProposalCanceled')
export const voteCast = governor('VoteCast')
export const voteCastWithParams = governor('VoteCastWithParams')
export const callScheduled = timelock('CallScheduled')
export const callSalt = timelock('CallSalt')
export const callExecuted = timelock('CallExecuted')
export const operationCancelled = timelock('Cancelled')

export const distributed = rewards('Distributed')
export const epochPosted = bonuses('EpochPosted')
export const epochCancelled = bonuses('EpochCancelled')
export const epochClosed = bonuses('EpochClosed')
export const bonusClaimed = bonuses('BonusClaimed')

export const bondCommitted = bonds('Committed')
export const bondToppedUp = bonds('BondToppedUp')
export const bondReleaseRequested = bonds('ReleaseRequested')
export const bondWithdrawn = bonds('BondWithdrawn')
export const bondSlashed = bonds('BondSlashed')

export const councilChanged = council('CouncilChanged')
export const pauseVoted = council('PauseVoted')
export const unpauseVoted = council('UnpauseVoted')
export const epochCancelVoted = council('EpochCancelVoted')
export const pausePassed = council('PausePassed')
export const unpausePassed = council('UnpausePassed')
export const epochCancelPassed = council('EpochCancelPassed')

export const vetoVoted = council('VetoVoted')
export const vetoPassed = council('VetoPassed')
export const proposalVetoed = governor('ProposalVetoed')
export const commitmentBroken = bonds('CommitmentBroken')
export const termChanged = locks('TermChanged')
export const collateralChanged = locks('CollateralChanged')
export const marketOpened = marketplace('MarketOpened')
export const treasurySpent = treasury('Spent')
export const allowanceTaken = treasury('AllowanceTaken')
export const allowanceChanged = treasury('AllowanceChanged')
