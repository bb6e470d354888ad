// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import { NodeRegistry } from "../../src/NodeRegistry.sol";
import { PartnerBonds } from "../../src/PartnerBonds.sol";
import { StakingPool } from "../../src/StakingPool.sol";
import { IEscrow } from "../../src/interfaces/IEscrow.sol";
import { IStakerLocks } from "../../src/interfaces/IStakerLocks.sol";
import { IPartnerBonds } from "../../src/interfaces/IPartnerBonds.sol";
import { Ask, NodeSpec, NodeState, ResourceType, TrustLevel } from "../../src/types/DataTypes.sol";
import { TreasuryOf } from "../support/BondsTest.sol";
import { TestBase } from "../support/TestBase.sol";

/// @notice Stands in for the stakers' locks.
contract NoYield {
    function onCollateralChanged(bytes8, address, uint256) external { }
}

/// @notice The registry, the pool and the bonds as they are deployed; the marketplace and the proof of work are people
/// here.
contract PartnerLevelTest is TestBase {
    uint256 private constant MINIMUM = 50_000e18;
    uint256 private constant STAKE = 10_000e18;

    AiigoToken private token;
    NodeRegistry private registry;
    StakingPool private pool;
    PartnerBonds private bonds;
    address private admin = account("admin");
    address private treasury = account("treasury");
    address private provider = account("provider");
    address private market = account("market");
    address private pow = account("pow");
    address private stranger = account("stranger");
    bytes8 private nodeId;

    function setUp() public {
        vm.warp(1_800_000_000);
        IEscrow escrow = IEscrow(address(new TreasuryOf(treasury)));
        address[] memory holders = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (holders[0], amounts[0]) = (provider, 1_000_000_000e18);
        token = new AiigoToken(holders, amounts);
        uint256 nonce = vm.getNonce(address(this));
        address poolAt = vm.computeCreateAddress(address(this), nonce + 2);
        address bondsAt = vm.computeCreateAddress(address(this), nonce + 3);
        registry = new NodeRegistry(
            admin, account("operator"), StakingPool(poolAt), IPartnerBonds(bondsAt), escrow, market, pow, 0
        );
        pool = new StakingPool(token, registry, escrow, IStakerLocks(address(new NoYield())), 100e18, 45 days);
        bonds = new PartnerBonds(token, admin, account("operator"), registry, escrow, MINIMUM, 45 days);

        vm.startPrank(provider);
        token.approve(address(pool), type(uint256).max);
        token.approve(address(bonds), type(uint256).max);
        NodeSpec memory spec = NodeSpec(ResourceType.CPU, 4, "EU", "spec");
        nodeId = registry.register("node", spec, new Ask[](0), STAKE);
        vm.stopPrank();
        vm.startPrank(pow);
        for (uint256 i; i < 10; ++i) {
            registry.recordPow(nodeId, true, 1, "challenge");
        }
        vm.stopPrank();
        _succeeds(99);
    }

    function test_TrustedNode_WhenItsProviderCommits_IsAPartner() external {
        _succeeds(1);
        _levelIs(TrustLevel.TRUSTED);
        _commits();
        _levelIs(TrustLevel.PARTNER);
    }

    function test_Partner_WhenTheReleaseIsAskedFor_IsTrustedAgain() external {
        _succeeds(1);
        _commits();
        vm.prank(provider);
        bonds.requestRelease(nodeId);
        _levelIs(TrustLevel.TRUSTED);
    }

    function test_Partner_WhenTheMinimumIsRaised_IsTrustedOnceSomebodyLooks() external {
        _succeeds(1);
        _commits();
        vm.prank(admin);
        bonds.setMinimumBond(MINIMUM + 1);
        vm.prank(stranger);
        bonds.refresh(nodeId);
        _levelIs(TrustLevel.TRUSTED);
        vm.prank(provider);
        bonds.topUp(nodeId, 1);
        _levelIs(TrustLevel.PARTNER);
    }

    function test_Partner_WhenBanned_LosesHalfOfStakeAndBond() external {
        _succeeds(1);
        _commits();
        vm.prank(admin);
        registry.ban(nodeId, "report");
        eq(bonds.bondOf(nodeId).amount, MINIMUM / 2, "bond");
        eq(pool.activeStake(nodeId), STAKE / 2, "stake");
        eq(token.balanceOf(treasury), MINIMUM / 2 + STAKE / 2, "treasury");
        _levelIs(TrustLevel.NONE);
        eq(uint256(registry.node(nodeId).state), uint256(NodeState.SLASHED), "state");
        vm.prank(provider);
        bonds.topUp(nodeId, MINIMUM);
        _levelIs(TrustLevel.NONE);
    }

    function test_Partner_WhenBannedAfterLeaving_LosesHalfAllTheSame() external {
        _succeeds(1);
        _commits();
        vm.startPrank(provider);
        bonds.requestRelease(nodeId);
        pool.unbond(nodeId, STAKE);
        vm.stopPrank();
        vm.warp(block.timestamp + 45 days - 1);
        vm.prank(admin);
        registry.ban(nodeId, "report");
        eq(token.balanceOf(treasury), MINIMUM / 2 + STAKE / 2, "treasury");
        vm.warp(block.timestamp + 1);
        vm.startPrank(provider);
        eq(bonds.withdraw(nodeId, provider), MINIMUM / 2, "the rest of the bond");
        eq(pool.withdrawUnbonded(nodeId, provider), STAKE / 2, "the rest of the stake");
    }

    function test_NodeThatIsNotTrusted_BecomesAPartnerWithItsLastTask() external {
        _levelIs(TrustLevel.VERIFIED);
        _commits();
        _levelIs(TrustLevel.VERIFIED);
        _succeeds(1);
        _levelIs(TrustLevel.PARTNER);
    }

    function test_UnknownNode_ChangesNothing() external {
        bonds.refresh("nothing");
        eq(uint256(registry.node("nothing").state), uint256(NodeState.NONE), "state");
        eq(registry.providerOf("nothing"), address(0), "provider");
    }

    function _commits() private {
        vm.prank(provider);
        bonds.commit(nodeId, 9990, MINIMUM);
    }

    function _succeeds(uint256 tasks) private {
        vm.startPrank(market);
        for (uint256 i; i < tasks; ++i) {
            registry.recordSuccess(nodeId);
        }
        vm.stopPrank();
    }

    function _levelIs(TrustLevel expected) private view {
        eq(uint256(registry.node(nodeId).trustLevel), uint256(expected), "trust level");
    }
}
