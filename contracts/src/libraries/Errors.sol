// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { NodeState, Ruling, TaskState } from "../types/DataTypes.sol";

/// @title Errors
/// @notice Every custom error of the protocol, named `Contract_Reason(values)`.
library Errors {
    /* ------------------------------------------------ AiigoToken ------------------------------------------------ */

    error AiigoToken_TableMismatch(uint256 holders, uint256 amounts);
    /// @notice The distribution table must sum to the fixed supply exactly.
    error AiigoToken_SupplyMismatch(uint256 sum, uint256 supply);

    /* ----------------------------------------------- TokenVesting ----------------------------------------------- */

    error TokenVesting_NoDuration();
    /// @notice The start must lie within `maxDistance` seconds of the block's time, before or after it.
    error TokenVesting_StartOutOfBounds(uint64 start, uint256 nowSeconds, uint64 maxDistance);

    /* -------------------------------------------------- Escrow -------------------------------------------------- */

    error Escrow_NotMarketplace(address caller);
    error Escrow_TokenNotAllowed(address token);
    /// @notice The amount received is not exactly the deposit (wrong ETH value, or a token that takes a fee on
    /// transfer).
    error Escrow_WrongAmount(uint256 received, uint256 expected);
    error Escrow_CostAboveBudget(uint256 cost, uint256 budget);
    error Escrow_NothingToWithdraw(address token, address account);
    error Escrow_BalanceTooLow(address token, address account, uint256 balance, uint256 needed);
    error Escrow_ZeroAmount();
    error Escrow_TransferFailed(address to, uint256 amount);
    error Escrow_ZeroAddress();
    /// @notice A token or a treasury has to be a contract.
    error Escrow_NoCode(address account);
    /// @notice The token was never allowed.
    error Escrow_TokenUnknown(address token);

    /* --------------------------------------------------- Batch -------------------------------------------------- */

    /// @notice The item at `index` would end behind the end of the items.
    error Batch_ItemCutOff(uint256 index, uint256 end, uint256 length);
    /// @notice Too little gas is left to give the item at `index` its share: send more, or fewer items.
    error Batch_GasTooLow(uint256 index, uint256 gasLeft, uint256 needed);

    /* ------------------------------------------------ StakingPool ----------------------------------------------- */

    error StakingPool_NotRegistry(address caller);
    error StakingPool_NotProvider(bytes8 nodeId, address caller);
    error StakingPool_UnknownNode(bytes8 nodeId);
    error StakingPool_ZeroAmount();
    error StakingPool_ZeroAddress();
    error StakingPool_AmountAboveStake(uint256 amount, uint256 activeStake);
    error StakingPool_NothingUnbonding(bytes8 nodeId);
    error StakingPool_StillUnbonding(uint40 availableAt);
    /// @notice Stake stays until every dispute of the node is resolved, which anyone may do once its time is over.
    error StakingPool_DisputeOpen(bytes8 nodeId, uint16 openDisputes);

    /* ------------------------------------------------ StakerLocks ----------------------------------------------- */

    error StakerLocks_ZeroAddress();
    error StakerLocks_ZeroAmount();
    error StakerLocks_TermTooLong(uint40 termSeconds, uint40 maximum);
    error StakerLocks_NotOwner(uint256 lockId, address caller);
    error StakerLocks_AlreadyUnbonding(uint256 lockId, uint40 availableAt);
    error StakerLocks_NotUnbonding(uint256 lockId);
    error StakerLocks_StillUnbonding(uint256 lockId, uint40 availableAt);
    error StakerLocks_NothingToClaim(address staker);
    error StakerLocks_NotPool(address caller);
    error StakerLocks_TermNotOver(uint256 lockId, uint40 endsAt);
    error StakerLocks_TermWouldShorten(uint256 lockId, uint40 endsAt, uint40 current);
    error StakerLocks_NothingToEnd(uint256 lockId);
    error StakerLocks_StreamEndOutOfBounds(uint40 endsAt, uint256 nowSeconds, uint40 maxDuration);
    /// @notice A stream may be prolonged, never cut short.
    error StakerLocks_StreamWouldShorten(uint40 endsAt, uint40 promised);
    /// @notice Funding may raise the yield per second, never lower it, and must give at least one base unit per second.
    error StakerLocks_RateTooLow(uint256 rate, uint256 promised);

    /* --------------------------------------------- CommunityRewards --------------------------------------------- */

    error CommunityRewards_ZeroAddress();
    error CommunityRewards_TooSoon(uint256 nowSeconds, uint256 notBefore);
    /// @notice A stream without stakers would fall to the first staker.
    error CommunityRewards_NobodyStakes();
    error CommunityRewards_TooLittle(uint256 amount, uint256 minimum);
    error CommunityRewards_ShareOutOfBounds(uint16 bps, uint16 minimum, uint16 maximum);

    /* --------------------------------------------- BonusDistributor --------------------------------------------- */

    error BonusDistributor_ZeroAddress();
    error BonusDistributor_WrongEpoch(uint256 epoch, uint256 expected);
    error BonusDistributor_EmptyEpoch(uint256 epoch, bytes32 root, uint256 total);
    error BonusDistributor_AboveCap(uint256 total, uint256 cap);
    error BonusDistributor_AboveBudget(uint256 total, uint256 budget);
    error BonusDistributor_TooSoon(uint256 nowSeconds, uint40 notBefore);
    error BonusDistributor_NotPosted(uint256 epoch, uint8 state);
    error BonusDistributor_ClaimsOpen(uint256 epoch, uint40 opensAt);
    error BonusDistributor_ClaimsNotOpen(uint256 epoch, uint40 opensAt, uint40 closesAt);
    error BonusDistributor_ClaimsNotOver(uint256 epoch, uint40 closesAt);
    error BonusDistributor_AlreadyClaimed(uint256 epoch, address account);
    error BonusDistributor_ZeroAmount(uint256 epoch, address account);
    error BonusDistributor_WrongProof(uint256 epoch, address account, uint256 amount);
    /// @notice The tree promises more than the epoch's total.
    error BonusDistributor_AboveTotal(uint256 epoch, uint256 amount, uint256 left);
    error BonusDistributor_CapOutOfBounds(uint256 cap, uint256 maximum);

    /* ----------------------------------------------- AiigoGovernor ---------------------------------------------- */

    error AiigoGovernor_NotGuardian(address caller);
    error AiigoGovernor_VetoExpired(uint48 endedAt);
    /// @notice More than half of all votes there are were cast for it.
    error AiigoGovernor_VetoOverruled(uint256 proposalId, uint256 forVotes, uint256 supply);
    error AiigoGovernor_ParameterOutOfBounds(uint256 value, uint256 minimum, uint256 maximum);
    /// @notice Voters' stake must still be bound when the decision takes effect.
    error AiigoGovernor_UnbondingTooShort(uint256 unbondingSeconds, uint256 minimum);

    error AiigoTimelock_DelayOutOfBounds(uint256 delay, uint256 minimum, uint256 maximum);

    /* ------------------------------------------------ DaoTreasury ----------------------------------------------- */

    error DaoTreasury_ZeroAddress();
    error DaoTreasury_ZeroAmount();
    /// @notice More than the share of the treasury that may leave in one period.
    error DaoTreasury_AboveLimit(address token, uint256 amount, uint256 left);
    error DaoTreasury_AboveAllowance(uint256 amount, uint256 left);
    error DaoTreasury_AllowanceOutOfBounds(uint256 allowance, uint256 maximum);
    error DaoTreasury_TransferFailed(address to, uint256 amount);

    /* ----------------------------------------------- PartnerBonds ----------------------------------------------- */

    error PartnerBonds_ZeroAddress();
    error PartnerBonds_ZeroAmount(bytes8 nodeId);
    error PartnerBonds_NotProvider(bytes8 nodeId, address caller);
    error PartnerBonds_NotRegistry(address caller);
    error PartnerBonds_AlreadyCommitted(bytes8 nodeId, uint96 amount, uint40 availableAt);
    error PartnerBonds_SlaOutOfBounds(uint16 slaBps, uint16 minimum, uint16 maximum);
    error PartnerBonds_BondBelowMinimum(uint256 amount, uint256 minimum);
    error PartnerBonds_NoBond(bytes8 nodeId);
    error PartnerBonds_Releasing(bytes8 nodeId, uint40 availableAt);
    error PartnerBonds_NotReleasing(bytes8 nodeId);
    error PartnerBonds_StillBonded(bytes8 nodeId, uint40 availableAt);
    error PartnerBonds_DisputeOpen(bytes8 nodeId, uint16 openDisputes);
    error PartnerBonds_NoBreach(bytes8 nodeId, uint16 uptimeBps, uint16 slaBps);
    error PartnerBonds_BpsAboveMaximum(uint16 bps, uint16 maximum);
    error PartnerBonds_MinimumOutOfBounds(uint256 minimumBond, uint256 lowest, uint256 highest);

    /* ---------------------------------------------- GuardianCouncil --------------------------------------------- */

    error GuardianCouncil_ZeroAddress();
    error GuardianCouncil_NotMember(address caller);
    error GuardianCouncil_AlreadyVoted(address member, uint40 expiresAt);
    error GuardianCouncil_MembersOutOfBounds(uint256 count, uint256 minimum, uint256 maximum);
    error GuardianCouncil_MemberTwice(address member);
    error GuardianCouncil_ThresholdOutOfBounds(uint256 threshold, uint256 minimum, uint256 maximum);

    /* ----------------------------------------------- NodeRegistry ----------------------------------------------- */

    error NodeRegistry_NotProvider(bytes8 nodeId, address caller);
    error NodeRegistry_NotMarketplace(address caller);
    error NodeRegistry_NotPowVerifier(address caller);
    error NodeRegistry_NotStakingPool(address caller);
    error NodeRegistry_NotPartnerBonds(address caller);
    error NodeRegistry_NotUnderReview(bytes8 nodeId);
    error NodeRegistry_AccountBanned(address provider);
    error NodeRegistry_NotBanned(address provider);
    /// @notice A ban names the hash of its evidence.
    error NodeRegistry_NoEvidence(bytes8 nodeId);
    error NodeRegistry_FeeAboveMaximum(uint256 fee, uint256 maximum);
    error NodeRegistry_WrongFee(uint256 value, uint256 fee);
    error NodeRegistry_FeeTransferFailed(address treasury, uint256 fee);
    error NodeRegistry_StakeBelowMinimum(uint256 stake, uint256 minimum);
    error NodeRegistry_IdTaken(bytes8 nodeId);
    error NodeRegistry_EmptySpec();
    error NodeRegistry_ResourceTypeFixed(bytes8 nodeId);
    error NodeRegistry_TooManyAsks(uint256 count, uint256 maximum);
    error NodeRegistry_WrongState(bytes8 nodeId, NodeState state);
    error NodeRegistry_WrongResourceType(bytes8 nodeId, uint8 offered, uint8 asked);
    error NodeRegistry_ZeroAddress();

    /* ------------------------------------------------ PowVerifier ----------------------------------------------- */

    error PowVerifier_ZeroAddress();
    error PowVerifier_ChallengeExists(bytes32 challengeId);
    error PowVerifier_ChallengeOpen(bytes8 nodeId, bytes32 challengeId);
    error PowVerifier_ChallengeNotOpen(bytes32 challengeId, uint8 status);
    error PowVerifier_NodeNotEligible(bytes8 nodeId, NodeState state);
    error PowVerifier_TooSoon(bytes8 nodeId, uint256 notBefore);
    error PowVerifier_TargetOutOfBounds(uint256 target, uint256 minimum);
    error PowVerifier_TooEasy(uint256 target, uint256 maximum);
    /// @notice A node of the power that this one showed would need more than half of the time.
    error PowVerifier_TooHard(bytes8 nodeId, uint256 hashes, uint256 maximum);
    error PowVerifier_HeadStartOutOfBounds(uint40 headStartSeconds, uint40 maximum);
    /// @notice The seed is known to the builder of the starting block: no answer in it.
    error PowVerifier_AnswerTooEarly(bytes32 challengeId, uint48 startedIn);
    error PowVerifier_NonceCountOutOfBounds(uint8 nonceCount, uint8 minimum, uint8 maximum);
    error PowVerifier_DurationOutOfBounds(uint32 duration, uint32 maximum);
    error PowVerifier_NotWaiting(bytes32 challengeId, uint8 status);
    /// @notice The randomness comes from a block after the issue's.
    error PowVerifier_StartTooEarly(bytes32 challengeId, uint48 issuedIn);
    error PowVerifier_StartClosed(bytes32 challengeId, uint40 startBy);
    error PowVerifier_Expired(bytes32 challengeId, uint40 deadline);
    error PowVerifier_NotExpired(bytes32 challengeId, uint40 deadline);
    error PowVerifier_WrongNonceCount(uint256 count, uint8 expected);
    /// @notice The nonce at `index` gives a hash that is not below the target.
    error PowVerifier_NotSolved(uint256 index, uint256 nonce);

    /* ---------------------------------------------- TaskMarketplace --------------------------------------------- */

    error TaskMarketplace_NotBuyer(address caller, address buyer);
    error TaskMarketplace_NotProvider(address caller, address provider);
    error TaskMarketplace_NotMatcher(address caller, address matcher);
    error TaskMarketplace_TaskExists(bytes32 taskId);
    error TaskMarketplace_WrongState(bytes32 taskId, TaskState state);
    error TaskMarketplace_EmptyField();
    error TaskMarketplace_BudgetOutOfBounds(uint256 budget, uint256 maximum);
    error TaskMarketplace_WorkSecondsOutOfBounds(uint32 workSeconds, uint32 minimum, uint32 maximum);
    error TaskMarketplace_DueAtOutOfBounds(uint40 dueAt, uint256 earliest, uint256 latest);
    error TaskMarketplace_BelowAssignment(uint256 value, uint256 minimum);
    error TaskMarketplace_WindowSecondsOutOfBounds(uint32 windowSeconds, uint32 minimum, uint32 maximum);
    error TaskMarketplace_FundingClosed(uint40 fundBy, uint256 nowSeconds);
    error TaskMarketplace_AssignByOutOfBounds(uint40 assignBy, uint256 nowSeconds, uint256 latest);
    error TaskMarketplace_FeeAboveMaximum(uint16 feeBps, uint16 maxFeeBps);
    error TaskMarketplace_AssignmentClosed(uint40 assignBy, uint256 nowSeconds);
    error TaskMarketplace_AcceptanceExpired(uint40 expiry, uint256 nowSeconds);
    error TaskMarketplace_MaxRateOutOfBounds(uint120 maxRate, uint256 maximum);
    error TaskMarketplace_RateOutOfBounds(uint120 rate, uint120 maxRate);
    error TaskMarketplace_SelfDealing(address account);
    /// @notice The node's trust level allows small tasks only.
    error TaskMarketplace_TaskTooLarge(bytes8 nodeId, uint128 budget, uint120 cap);
    error TaskMarketplace_WrongSignature(address signer);
    error TaskMarketplace_Overdue(uint40 dueAt, uint256 nowSeconds);
    error TaskMarketplace_NotOverdue(uint40 dueAt, uint256 nowSeconds);
    error TaskMarketplace_UsageAboveMaximum(uint64 usage, uint256 maximum);
    error TaskMarketplace_EmptyResult();
    /// @notice The assignment or submission that was passed is not the one on chain.
    error TaskMarketplace_WrongCommitment(bytes32 taskId, bytes32 commitment);
    error TaskMarketplace_TooManyAttempts(uint8 attempts);
    error TaskMarketplace_WindowOpen(uint40 settleAfter, uint256 nowSeconds);
    error TaskMarketplace_WindowClosed(uint40 settleAfter, uint256 nowSeconds);
    error TaskMarketplace_ValueNotWanted(uint256 value);
    error TaskMarketplace_ZeroAddress();
    error TaskMarketplace_RebateAboveFee(uint16 rebateBps, uint16 feeBps);
    /// @notice No new tasks until then; everything else goes on.
    error TaskMarketplace_IsPaused(uint40 until);
    error TaskMarketplace_NotPaused();
    /// @notice The DAO decided this pause; only the DAO ends it early.
    error TaskMarketplace_PausedByAdmin(address caller);
    /// @notice No new tasks before disputes can be decided: see `openMarket`.
    error TaskMarketplace_NotOpen();
    error TaskMarketplace_AlreadyOpen();
    /// @notice The DAO has to name at least five arbitrators first.
    error TaskMarketplace_NoPanel();
    error TaskMarketplace_PauseOutOfBounds(uint40 forSeconds, uint40 maximum);
    /// @notice A pause may not follow another: new tasks must have been possible for a while.
    error TaskMarketplace_PausedTooRecently(uint256 notBefore);
    error TaskMarketplace_NotGuardian(address caller);
    error TaskMarketplace_StillAssignable(uint40 assignBy, uint256 nowSeconds);
    error TaskMarketplace_ParameterOutOfBounds(uint256 value, uint256 maximum);

    /* ------------------------------------------------ Arbitration ----------------------------------------------- */

    error Arbitration_ZeroAddress();
    error Arbitration_PeriodOutOfBounds(uint40 period, uint40 minimum, uint40 maximum);
    error Arbitration_NotMarketplace(address caller);
    error Arbitration_AlreadyArbitrator(address account);
    error Arbitration_NotArbitrator(address account);
    error Arbitration_TooManyArbitrators(uint256 count, uint256 maximum);
    /// @notice A removal has to leave enough arbitrators for a panel, even when both parties are arbitrators.
    error Arbitration_TooFewArbitrators(uint256 count, uint256 minimum);
    error Arbitration_TooFewEligible(uint256 eligible, uint256 panel);
    error Arbitration_DisputeExists(bytes32 taskId);
    error Arbitration_UnknownDispute(bytes32 taskId);
    error Arbitration_AlreadyDrawn(bytes32 taskId);
    /// @notice The panel comes from the hash of `drawBlock`, which exists only in later blocks.
    error Arbitration_DrawTooEarly(bytes32 taskId, uint256 drawBlock, uint256 nowBlock);
    error Arbitration_DrawClosed(bytes32 taskId, uint40 drawBy, uint256 nowSeconds);
    error Arbitration_NotOnPanel(bytes32 taskId, address account);
    error Arbitration_CommitClosed(bytes32 taskId, uint40 commitBy, uint256 nowSeconds);
    error Arbitration_EmptyCommitment();
    error Arbitration_AlreadyCommitted(bytes32 taskId, address arbitrator);
    /// @notice Votes open once all have committed, or after `commitBy`.
    error Arbitration_RevealTooEarly(bytes32 taskId, uint40 commitBy, uint256 nowSeconds);
    error Arbitration_RevealClosed(bytes32 taskId, uint40 revealBy, uint256 nowSeconds);
    error Arbitration_NotCommitted(bytes32 taskId, address arbitrator);
    error Arbitration_AlreadyRevealed(bytes32 taskId, address arbitrator);
    error Arbitration_InvalidVote(Ruling vote);
    error Arbitration_WrongReveal(bytes32 commitment, bytes32 revealed);
    /// @notice Final after `finalAt` at the latest.
    error Arbitration_NotFinal(bytes32 taskId, uint40 finalAt, uint256 nowSeconds);
    error Arbitration_AlreadyConcluded(bytes32 taskId, Ruling ruling);
}
