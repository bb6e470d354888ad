// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import "../../src/types/DataTypes.sol";
import { History } from "./History.sol";
import { SystemTest } from "./SystemTest.sol";

/// @notice The system with one node at work and somebody else's money in the escrow: what every attack is after.
abstract contract AttackTest is SystemTest {
    History internal constant history = History(address(vm));
    /// @dev In each token, of the victim.
    uint256 internal constant PREY = 50e15;

    address internal victim = person("victim");
    bytes8 internal nodeId;

    function setUp() public virtual override {
        super.setUp();
        nodeId = goesActive(provider, "node");
        fundAccount(victim);
        deposits(ETH, victim, PREY);
        deposits(address(token), victim, PREY);
    }

    function held(address paymentToken) internal view returns (uint256) {
        return paymentToken == ETH ? address(escrow).balance : IERC20(paymentToken).balanceOf(address(escrow));
    }

    /// @notice The amount `who` gets out when it takes its whole credit.
    function takesAll(address paymentToken, address who) internal returns (uint256 taken) {
        if (escrow.claimable(paymentToken, who) == 0) return 0;
        vm.prank(who);
        return escrow.withdraw(paymentToken, who);
    }

    /// @notice The victim takes out all it paid in, and nothing is missing.
    function checkPrey(address paymentToken) internal {
        eq(takesAll(paymentToken, victim), PREY, "the victim's money");
    }

    /// @notice Bytes of calldata with one bit of one argument word flipped.
    function flipped(bytes memory call, uint256 word, uint256 bit) internal pure returns (bytes memory altered) {
        altered = bytes.concat(call);
        uint256 at = 4 + word * 32 + 31 - bit / 8;
        altered[at] = altered[at] ^ bytes1(uint8(1 << (bit % 8)));
    }

    /// @notice Whether the marketplace takes the call; its effect stays.
    function takes(address who, bytes memory call) internal returns (bool done) {
        vm.prank(who);
        (done,) = address(market).call(call);
    }

    /// @notice Whether `target` would take the call; nothing stays.
    function wouldTake(address target, address who, bytes memory call) internal returns (bool done) {
        uint256 id = history.snapshotState();
        vm.prank(who);
        (done,) = target.call(call);
        history.revertToState(id);
    }
}
