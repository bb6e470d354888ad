// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { TestBase } from "../support/TestBase.sol";
import { BondsHandler } from "./BondsHandler.sol";

/// @notice Invariants of partners' bonds:
/// 1. Deposited is held plus withdrawn plus slashed; the treasury has exactly what was slashed.
/// 2. The total is the sum of the bonds.
/// 3. A partner has a commitment within its bounds and an active bond of at least the minimum, and the registry was
/// told.
/// 4. Only a node's provider commits, asks for release and withdraws, and nothing leaves before its time.
/// 5. In the end everybody leaves with what was not slashed.
contract BondsInvariants is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    BondsHandler private handler;

    function setUp() external {
        handler = new BondsHandler();
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
        targets[0].selectors[0] = handler.commitsNode.selector;
        targets[0].selectors[1] = handler.topsUp.selector;
        targets[0].selectors[2] = bytes4(keccak256("asksForRelease(uint256)"));
        targets[0].selectors[3] = handler.withdrawsBond.selector;
        targets[0].selectors[4] = handler.slashesBond.selector;
        targets[0].selectors[5] = handler.movesMinimum.selector;
        targets[0].selectors[6] = handler.passesTime.selector;
        targets[0].selectors[7] = handler.triesForbiddenMoves.selector;
    }

    /// @dev One campaign for all of them: forge would run one for each.
    function invariant_TheBooksAreRight() external view {
        _depositsAreHeldWithdrawnOrSlashed();
        _theTotalIsTheSumOfTheBonds();
        _everyPartnerIsBonded();
    }

    function _depositsAreHeldWithdrawnOrSlashed() private view {
        eq(handler.deposited(), handler.held() + handler.withdrawn() + handler.slashed(), "deposited");
        eq(handler.heldByTreasury(), handler.slashed(), "treasury");
    }

    function _theTotalIsTheSumOfTheBonds() private view {
        eq(handler.totalBonded(), handler.sumOfBonds(), "sum");
        eq(handler.totalBonded(), handler.held(), "held");
    }

    function _everyPartnerIsBonded() private view {
        check(handler.everyPartnerIsBonded(), "partner without a bond");
    }

    function afterInvariant() external {
        handler.everybodyLeaves();
        eq(handler.held() + handler.totalBonded(), 0, "nothing stays");
        eq(handler.deposited(), handler.withdrawn() + handler.slashed(), "everything left");
    }
}
