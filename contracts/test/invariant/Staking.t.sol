// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { TestBase } from "../support/TestBase.sol";
import { StakingHandler } from "./StakingHandler.sol";

/// @notice Invariants of stakers' locks:
/// 1. Deposited is held plus withdrawn plus burnt; beside the locks the contract holds exactly the unpaid yield.
/// 2. Yield owed never exceeds yield funded and not yet paid.
/// 3. The totals are the sums of the locks; unbonding has no shares.
/// 4. Votes are exactly the stake: every staker has a delegate.
/// 5. The supply falls by exactly what was burnt, and never grows.
/// 6. In the end every staker leaves with everything, and only unearned yield stays.
contract StakingInvariants is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    StakingHandler private handler;

    function setUp() external {
        handler = new StakingHandler();
        handler.setUp();
    }

    /// @dev forge asks: which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev forge asks: which of their functions. The rest sets up and looks.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), new bytes4[](8));
        targets[0].selectors[0] = handler.locksTokens.selector;
        targets[0].selectors[1] = handler.unstakesLock.selector;
        targets[0].selectors[2] = handler.withdrawsLock.selector;
        targets[0].selectors[3] = handler.claimsYield.selector;
        targets[0].selectors[4] = handler.delegatesVotes.selector;
        targets[0].selectors[5] = handler.fundsStream.selector;
        targets[0].selectors[6] = handler.passesTime.selector;
        targets[0].selectors[7] = handler.triesForbiddenMoves.selector;
    }

    /// @dev One campaign for all of them: forge would run one for each.
    function invariant_TheBooksAreRight() external view {
        _depositsAreHeldWithdrawnOrBurnt();
        _yieldNeverExceedsFunding();
        _totalsAreTheSumsOfTheLocks();
        _votesAreTheStake();
        _supplyFallsByWhatWasBurnt();
    }

    function _depositsAreHeldWithdrawnOrBurnt() private view {
        (uint256 staked, uint256 unbonding,) = handler.totals();
        eq(handler.deposited(), staked + unbonding + handler.withdrawn() + handler.burnt(), "deposited");
        eq(handler.held(), staked + unbonding + handler.reserve(), "held");
    }

    function _yieldNeverExceedsFunding() private view {
        eq(handler.reserve(), handler.funded() - handler.claimed(), "reserve");
        check(handler.owedYield() <= handler.reserve(), "owed yield is covered");
    }

    function _totalsAreTheSumsOfTheLocks() private view {
        (uint256 staked, uint256 unbonding, uint256 shares) = handler.totals();
        (uint256 stakedSum, uint256 unbondingSum, uint256 sharesSum) = handler.sums();
        eq(staked, stakedSum, "staked");
        eq(unbonding, unbondingSum, "unbonding");
        eq(shares, sharesSum, "shares");
        check(shares >= staked && shares <= 2 * staked, "one to two shares each");
    }

    function _votesAreTheStake() private view {
        (uint256 staked,,) = handler.totals();
        eq(handler.votes(), staked, "votes");
    }

    function _supplyFallsByWhatWasBurnt() private view {
        eq(handler.supply(), 1_000_000_000e18 - handler.burnt(), "supply");
    }

    function afterInvariant() external {
        handler.everybodyLeaves();
        (uint256 staked, uint256 unbonding, uint256 shares) = handler.totals();
        eq(staked + unbonding + shares, 0, "nothing is locked");
        eq(handler.deposited(), handler.withdrawn() + handler.burnt(), "everything left");
        eq(handler.held(), handler.reserve(), "only yield that nobody earned stays");
        eq(handler.votes(), 0, "no votes");
    }
}
