// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import { BonusDistributor } from "../../src/BonusDistributor.sol";
import { GuardianCouncil } from "../../src/GuardianCouncil.sol";
import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { IVetoable } from "../../src/interfaces/IVetoable.sol";
import { TestBase } from "./TestBase.sol";

/// @notice Stands in for the marketplace: remembers pauses, refuses more than 14 days and anyone but the council.
contract PauseSink {
    error TooLong(uint40 pauseSeconds);
    error NotPaused();

    address public guardian;
    uint256 public pauses;
    uint40 public lastPause;

    function connect(address guardian_) external {
        guardian = guardian_;
    }

    function pause(uint40 pauseSeconds) external {
        require(msg.sender == guardian, "not the guardian");
        if (pauseSeconds > 14 days) revert TooLong(pauseSeconds);
        ++pauses;
        lastPause = pauseSeconds;
    }

    function unpause() external {
        require(msg.sender == guardian, "not the guardian");
        if (lastPause == 0) revert NotPaused();
        lastPause = 0;
    }
}

/// @notice Stands in for the governor: remembers what was stopped.
contract VetoSink {
    address public guardian;
    uint256 public vetoes;
    bytes32 public lastDescription;

    function connect(address guardian_) external {
        guardian = guardian_;
    }

    function veto(address[] calldata, uint256[] calldata, bytes[] calldata, bytes32 descriptionHash)
        external
        returns (uint256)
    {
        require(msg.sender == guardian, "not the guardian");
        ++vetoes;
        lastDescription = descriptionHash;
        return 0;
    }
}

/// @notice A council of five with a threshold of three, over a bonus distributor with one posted epoch.
abstract contract CouncilTest is TestBase {
    uint256 internal constant START = 1_800_000_000;
    uint256 internal constant THRESHOLD = 3;

    AiigoToken internal token;
    BonusDistributor internal bonuses;
    PauseSink internal market;
    VetoSink internal vetoes;
    GuardianCouncil internal council;
    address internal admin = account("admin");
    address internal operator = account("operator");
    address internal stranger = account("stranger");
    address[] internal people;

    function setUp() public virtual {
        vm.warp(START);
        people = [account("ann"), account("ben"), account("cem"), account("dao"), account("eva")];
        address[] memory holders = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (holders[0], amounts[0]) = (address(this), 1_000_000_000e18);
        token = new AiigoToken(holders, amounts);
        market = new PauseSink();
        vetoes = new VetoSink();
        address councilAt = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        bonuses = new BonusDistributor(token, admin, operator, councilAt, 1_000_000e18);
        council = new GuardianCouncil(
            admin, ITaskMarketplace(address(market)), bonuses, IVetoable(address(vetoes)), people, THRESHOLD
        );
        market.connect(address(council));
        vetoes.connect(address(council));
        token.transfer(address(bonuses), 10_000_000e18);
        vm.prank(operator);
        bonuses.post(1, "root", 1e18);
    }

    function votesToPause(uint256 member, uint40 pauseSeconds) internal {
        vm.prank(people[member]);
        council.votePause(pauseSeconds);
    }

    function votesToUnpause(uint256 member) internal {
        vm.prank(people[member]);
        council.voteUnpause();
    }

    function votesToCancel(uint256 member, uint256 epoch) internal {
        vm.prank(people[member]);
        council.voteCancelEpoch(epoch);
    }
}
