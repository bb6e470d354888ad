// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { TestBase } from "../support/TestBase.sol";
import { RewardsHandler } from "./RewardsHandler.sol";

/// @notice Invariants of the Community Rewards:
/// 1. What was given (the allocation and donations) is held in the wallet, the splitter, the stream or the bonuses, or
/// was paid.
/// 2. What was distributed is the stakers' part plus the bonuses' part, to the last unit.
/// 3. Bonuses: the reserve is the sum of what posted epochs may still claim, and is covered; no epoch pays more than
/// its total.
/// 4. The stream's rate never falls and its end never comes nearer while it runs (checked at each distribution).
/// 5. A claim works exactly when it is due, once; no account without the role posts, cancels or moves the share.
/// 6. In the end nothing is reserved: the unclaimed rest is budget again.
contract RewardsInvariants is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private constant ALLOCATION = 400_000_000e18;

    RewardsHandler private handler;

    function setUp() external {
        handler = new RewardsHandler();
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
        targets[0] = FuzzSelector(address(handler), new bytes4[](11));
        targets[0].selectors[0] = handler.passesTime.selector;
        targets[0].selectors[1] = handler.donates.selector;
        targets[0].selectors[2] = handler.movesShare.selector;
        targets[0].selectors[3] = handler.distributesRewards.selector;
        targets[0].selectors[4] = handler.claimsYield.selector;
        targets[0].selectors[5] = handler.leavesOrComes.selector;
        targets[0].selectors[6] = handler.postsEpoch.selector;
        targets[0].selectors[7] = handler.cancelsEpoch.selector;
        targets[0].selectors[8] = handler.claimsBonus.selector;
        targets[0].selectors[9] = handler.closesEpoch.selector;
        targets[0].selectors[10] = handler.triesForbiddenMoves.selector;
    }

    /// @dev One campaign for all of them: forge would run one for each.
    function invariant_TheBooksAreRight() external view {
        _whatWasGivenIsHeldOrPaid();
        _theSplitIsExact();
        _theReserveIsWhatEpochsMayClaim();
    }

    function _whatWasGivenIsHeldOrPaid() private view {
        uint256 held =
            handler.heldByVesting() + handler.heldByRewards() + handler.yieldReserve() + handler.heldByBonuses();
        eq(held + handler.yieldPaid() + handler.claimed(), ALLOCATION + handler.donated(), "conserved");
    }

    function _theSplitIsExact() private view {
        eq(handler.toStaking() + handler.toBonuses(), handler.distributed(), "split");
        check(handler.toBonuses() * 10 >= handler.distributed(), "at least a tenth for the bonuses");
    }

    function _theReserveIsWhatEpochsMayClaim() private view {
        eq(handler.reserved(), handler.outstanding(), "reserve");
        check(handler.heldByBonuses() >= handler.reserved(), "covered");
        eq(handler.paidByEpochs(), handler.claimed(), "paid");
    }

    function afterInvariant() external {
        handler.everythingEnds();
        eq(handler.reserved(), 0, "nothing is reserved");
    }
}
