// The defences that the attack suite is known to need: `without` stands in `src/<file>` exactly once and is replaced by
// `instead`; `test` is the attack that then succeeds.
export const weakenings = [
  {
    file: 'CommunityRewards.sol',
    without: 'if (last != 0 && block.timestamp < last + MIN_INTERVAL) {',
    instead: 'if (false) {',
    test: 'test_DistributingAllDayLong_CountsOnce',
  },
  {
    file: 'CommunityRewards.sol',
    without: 'if (locks.totalStaked() == 0) revert Errors.CommunityRewards_NobodyStakes();',
    instead: '',
    test: 'test_FirstStaker_GetsNoMoreThanTheSecondsItStaked',
  },
  {
    file: 'CommunityRewards.sol',
    without: 'duration = Math.min(duration, left + amount / rate);',
    instead: 'duration = Math.max(duration, rate == 0 ? 0 : left);',
    test: 'test_Donation_DoesNotStopTheStream',
  },
  {
    file: 'BonusDistributor.sol',
    without: 'hasClaimed[epoch][account] = true;',
    instead: '',
    test: 'test_Claim_Twice_PaysOnce',
  },
  {
    file: 'BonusDistributor.sol',
    without: 'abi.encode(epoch, account, amount)',
    instead: 'abi.encode(uint256(1), account, amount)',
    test: 'test_Claim_ReplayedInAnotherEpoch_IsRefused',
  },
  {
    file: 'BonusDistributor.sol',
    without: 'if (!MerkleProof.verifyCalldata(proof, posted.root, leaf)) {',
    instead: 'if (proof.length == 0 && leaf != posted.root) {',
    test: 'test_Claim_WithAnotherPath_IsRefused',
  },
  {
    file: 'BonusDistributor.sol',
    without: 'if (amount > left) revert',
    instead: 'if (amount > left + budget() + reserved) revert',
    test: 'test_Claim_OfAnOverpromisingTree_LeavesOtherEpochsWhole',
  },
  {
    file: 'BonusDistributor.sol',
    without: 'if (block.timestamp < posted.opensAt || block.timestamp >= closesAt) {',
    instead: 'if (block.timestamp >= closesAt) {',
    test: 'test_Claim_BeforeACancellation_IsTooEarly',
  },
  {
    file: 'BonusDistributor.sol',
    without: 'if (block.timestamp >= posted.opensAt) {',
    instead: 'if (false) {',
    test: 'test_Cancellation_OfOpenClaims_IsTooLate',
  },
  {
    file: 'BonusDistributor.sol',
    without: 'if (block.timestamp < nextPostAt) revert',
    instead: 'if (false) revert',
    test: 'test_StolenOperatorKey_ReachesOneCapAWeek',
  },
  {
    file: 'PartnerBonds.sol',
    without: 'if (amount == 0) return 0;',
    instead: 'if (amount == 0 || bond.availableAt != 0) return 0;',
    test: 'test_SlashEvasion_ByRelease_DoesNotHelp',
  },
  {
    file: 'PartnerBonds.sol',
    without: 'if (block.timestamp < bond.availableAt) revert',
    instead: 'if (false) revert',
    test: 'test_SlashEvasion_ByWithdrawal_ComesTooEarly',
  },
  {
    file: 'PartnerBonds.sol',
    without: 'if (bond.availableAt != 0) revert',
    instead: 'if (false) revert',
    test: 'test_StrangersTopUps_HoldNobodyBack',
  },
  {
    file: 'GuardianCouncil.sol',
    without:
      'if (!vote.voters.add(msg.sender)) revert Errors.GuardianCouncil_AlreadyVoted(msg.sender, vote.expiresAt);',
    instead: 'vote.voters.add(address(uint160(uint256(keccak256(abi.encode(vote.voters.length()))))));',
    test: 'test_AMinority_NeverActs',
  },
  {
    file: 'GuardianCouncil.sol',
    without: 'if (block.timestamp >= vote.expiresAt) {',
    instead: 'if (vote.expiresAt == 0) {',
    test: 'test_OldVotes_DoNotAddUp',
  },
  {
    file: 'GuardianCouncil.sol',
    without: '++_term;',
    instead: '',
    test: 'test_RemovedMembers_LeaveNoVotes',
  },
]
