// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";

import { INodeRegistry } from "../../src/interfaces/INodeRegistry.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

/// @notice Acts of providers and the operator on nodes.
contract NodeRegistryTest is SystemTest {
    /* -------------------------------------------------- register ------------------------------------------------ */

    function test_Register_RevertWhen_ValueIsNotTheFee() external {
        Ask[] memory list = asks();
        uint256[3] memory values = [0, REGISTRATION_FEE - 1, REGISTRATION_FEE + 1];
        for (uint256 i; i < values.length; ++i) {
            vm.prank(provider);
            vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_WrongFee.selector, values[i], REGISTRATION_FEE));
            registry.register{ value: values[i] }("node", spec(ResourceType.CPU), list, MIN_STAKE);
        }
    }

    function test_Register_RevertWhen_StakeIsBelowTheMinimum() external {
        _refuses(
            spec(ResourceType.CPU),
            asks(),
            MIN_STAKE - 1,
            abi.encodeWithSelector(Errors.NodeRegistry_StakeBelowMinimum.selector, MIN_STAKE - 1, MIN_STAKE)
        );
    }

    function test_Register_RevertWhen_IdIsTaken() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        _refuses(
            spec(ResourceType.CPU),
            asks(),
            MIN_STAKE,
            abi.encodeWithSelector(Errors.NodeRegistry_IdTaken.selector, nodeId)
        );
        check(registers(stranger, "node", MIN_STAKE) != nodeId, "another provider's salt");
    }

    function test_Register_RevertWhen_SpecIsEmpty() external {
        for (uint256 i; i < 3; ++i) {
            NodeSpec memory empty = spec(ResourceType.CPU);
            if (i == 0) empty.units = 0;
            if (i == 1) empty.region = 0;
            if (i == 2) empty.specHash = 0;
            _refuses(empty, asks(), MIN_STAKE, abi.encodeWithSelector(Errors.NodeRegistry_EmptySpec.selector));
        }
    }

    function test_Register_RevertWhen_TooManyAsks() external {
        _refuses(
            spec(ResourceType.CPU),
            new Ask[](17),
            MIN_STAKE,
            abi.encodeWithSelector(Errors.NodeRegistry_TooManyAsks.selector, 17, 16)
        );
    }

    function test_Register_RevertWhen_TheTreasuryRefuses() external {
        vm.etch(treasury, hex"5f5ffd");
        _refuses(
            spec(ResourceType.CPU),
            asks(),
            MIN_STAKE,
            abi.encodeWithSelector(Errors.NodeRegistry_FeeTransferFailed.selector, treasury, REGISTRATION_FEE)
        );
    }

    function test_Register_ForwardsTheFee_PullsTheStake() external {
        bytes8 nodeId = registry.nodeIdOf(provider, "node");
        uint256 before = token.balanceOf(provider);
        Ask[] memory list = asks();
        vm.expectEmit();
        emit INodeRegistry.NodeRegistered(nodeId, provider, "node", spec(ResourceType.CPU));
        vm.prank(provider);
        bytes8 returned = registry.register{ value: REGISTRATION_FEE }("node", spec(ResourceType.CPU), list, MIN_STAKE);
        vm.snapshotGasLastCall("gas", "register with 3 asks");

        eq(returned, nodeId, "id");
        eq(nodeId, bytes8(keccak256(abi.encode(provider, bytes32("node")))), "id formula");
        NodeWord memory node = registry.node(nodeId);
        eq(node.provider, provider, "provider");
        eq(registry.providerOf(nodeId), provider, "provider view");
        eq(uint256(node.state), uint256(NodeState.PENDING), "state");
        eq(uint256(node.tier), uint256(Tier.COMMUNITY), "tier");
        eq(uint256(node.trustLevel), uint256(TrustLevel.BASIC), "trust");
        eq(uint256(node.resourceType), uint256(ResourceType.CPU), "type");
        eq(node.reputation, 5000, "reputation");
        eq(node.units, 4, "units");
        eq(node.streak, 0, "streak");
        eq(node.flags, 0, "flags");
        eq(registry.ask(nodeId, address(usdc)), 100e6, "ask");
        eq(treasury.balance, REGISTRATION_FEE, "fee");
        eq(before - token.balanceOf(provider), MIN_STAKE, "pulled");
        eq(pool.activeStake(nodeId), MIN_STAKE, "staked");
    }

    /* -------------------------------------------------- provider ------------------------------------------------ */

    function test_SetSpec_RevertWhen_CallerIsNotTheProvider() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        NodeSpec memory changed = spec(ResourceType.CPU);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotProvider.selector, nodeId, stranger));
        registry.setSpec(nodeId, changed);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotProvider.selector, bytes8("none"), stranger));
        registry.setSpec("none", changed);
    }

    function test_SetSpec_RevertWhen_EmptyOrOfAnotherType() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        NodeSpec memory changed = spec(ResourceType.GPU);
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_ResourceTypeFixed.selector, nodeId));
        registry.setSpec(nodeId, changed);
        changed.units = 0;
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_EmptySpec.selector));
        registry.setSpec(nodeId, changed);
        vm.stopPrank();
    }

    function test_SetSpec_ChangesTheUnits() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        NodeSpec memory changed = spec(ResourceType.CPU);
        changed.units = 8;
        vm.expectEmit();
        emit INodeRegistry.NodeSpecChanged(nodeId, changed);
        vm.prank(provider);
        registry.setSpec(nodeId, changed);
        eq(registry.node(nodeId).units, 8, "units");
    }

    function test_SetAsks_RevertWhen_CallerIsNotTheProvider_OrTooMany() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        Ask[] memory list = asks();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotProvider.selector, nodeId, stranger));
        registry.setAsks(nodeId, list);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_TooManyAsks.selector, 17, 16));
        registry.setAsks(nodeId, new Ask[](17));
    }

    function test_SetAsks_SetsAndWithdraws() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        Ask[] memory list = new Ask[](2);
        list[0] = Ask(ETH, 0);
        list[1] = Ask(address(usdc), 7);
        vm.expectEmit();
        emit INodeRegistry.AskChanged(nodeId, ETH, 0);
        vm.expectEmit();
        emit INodeRegistry.AskChanged(nodeId, address(usdc), 7);
        vm.prank(provider);
        registry.setAsks(nodeId, list);
        eq(registry.ask(nodeId, ETH), 0, "withdrawn");
        eq(registry.ask(nodeId, address(usdc)), 7, "changed");
        eq(registry.ask(nodeId, address(token)), RATE, "kept");
    }

    function test_Activate_RevertWhen_CallerIsNotTheProvider() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotProvider.selector, nodeId, operator));
        registry.activate(nodeId);
    }

    function test_Activate_RevertWhen_NeitherVerifiedNorInactive() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        _refusesToActivate(nodeId, NodeState.PENDING);
        nodeId = goesActive(provider, "other");
        _refusesToActivate(nodeId, NodeState.ACTIVE);
        nodeId = registers(provider, "third", MIN_STAKE);
        vm.prank(operator);
        registry.reject(nodeId);
        _refusesToActivate(nodeId, NodeState.REJECTED);
    }

    function test_Activate_RevertWhen_TheStakeIsBelowTheMinimum() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        provesPower(nodeId);
        vm.startPrank(provider);
        pool.unbond(nodeId, 1);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.NodeRegistry_StakeBelowMinimum.selector, MIN_STAKE - 1, MIN_STAKE)
        );
        registry.activate(nodeId);
        pool.stake(nodeId, 1);
        vm.expectEmit();
        emit INodeRegistry.NodeStateChanged(nodeId, NodeState.VERIFIED, NodeState.ACTIVE);
        registry.activate(nodeId);
        vm.snapshotGasLastCall("gas", "activate");
        vm.stopPrank();
        checkNode(nodeId, NodeState.ACTIVE);
    }

    function test_Deactivate_RevertWhen_NotActive_OrNotTheProvider() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, nodeId, NodeState.PENDING));
        registry.deactivate(nodeId);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotProvider.selector, nodeId, stranger));
        registry.deactivate(nodeId);
    }

    function test_Deactivate_LetsOpenAssignmentsGoOn() external {
        bytes8 nodeId = goesActive(provider, "node");
        TaskRequest memory request = assigned(nodeId);
        vm.startPrank(provider);
        registry.deactivate(nodeId);
        vm.stopPrank();
        checkNode(nodeId, NodeState.INACTIVE);
        submitsResult(request, 1);
        vm.prank(provider);
        registry.activate(nodeId);
        checkNode(nodeId, NodeState.ACTIVE);
    }

    /* -------------------------------------------------- operator ------------------------------------------------ */

    function test_Reject_RevertWhen_CallerIsNotTheOperator() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        vm.prank(admin);
        vm.expectRevert(_needs(admin, keccak256("OPERATOR_ROLE")));
        registry.reject(nodeId);
    }

    function test_Reject_RevertWhen_NeitherPendingNorVerified() external {
        bytes8 nodeId = goesActive(provider, "node");
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, nodeId, NodeState.ACTIVE));
        registry.reject(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, bytes8("unknown"), NodeState.NONE)
        );
        registry.reject("unknown");
        vm.stopPrank();
    }

    function test_Reject_IsForGood_WithTheStakeFreeToUnbond() external {
        bytes8 pending = registers(provider, "node", MIN_STAKE);
        bytes8 verified = registers(provider, "other", MIN_STAKE);
        provesPower(verified);
        vm.startPrank(operator);
        registry.reject(pending);
        registry.reject(verified);
        vm.stopPrank();
        checkNode(pending, NodeState.REJECTED);
        checkNode(verified, NodeState.REJECTED);
        vm.startPrank(provider);
        pool.unbond(pending, MIN_STAKE);
        vm.warp(block.timestamp + UNBONDING);
        eq(pool.withdrawUnbonded(pending, provider), MIN_STAKE, "out");
        vm.stopPrank();
        checkNode(pending, NodeState.REJECTED);
    }

    function test_SetTier() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        vm.prank(provider);
        vm.expectRevert(_needs(provider, keccak256("OPERATOR_ROLE")));
        registry.setTier(nodeId, Tier.OWNED);
        vm.startPrank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, bytes8("unknown"), NodeState.NONE)
        );
        registry.setTier(bytes8("unknown"), Tier.OWNED);
        vm.expectEmit();
        emit INodeRegistry.TierChanged(nodeId, Tier.OWNED);
        registry.setTier(nodeId, Tier.OWNED);
        vm.stopPrank();
        eq(uint256(registry.node(nodeId).tier), uint256(Tier.OWNED), "tier");
    }

    function test_SetRegistrationFee() external {
        vm.prank(operator);
        vm.expectRevert(_needs(operator, bytes32(0)));
        registry.setRegistrationFee(1);
        vm.expectEmit();
        emit INodeRegistry.RegistrationFeeChanged(0);
        vm.prank(admin);
        registry.setRegistrationFee(0);
        eq(registry.registrationFee(), 0, "fee");
        Ask[] memory list = asks();
        vm.prank(provider);
        registry.register("node", spec(ResourceType.CPU), list, MIN_STAKE);
    }

    /* ---------------------------------------------------- ban --------------------------------------------------- */

    function test_Ban_RevertWhen_CallerIsNotTheAdmin() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        vm.prank(operator);
        vm.expectRevert(_needs(operator, bytes32(0)));
        registry.ban(nodeId, "report");
    }

    function test_Ban_RevertWhen_UnknownOrBanned() external {
        bytes8 nodeId = goesActive(provider, "node");
        vm.startPrank(admin);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, bytes8("unknown"), NodeState.NONE)
        );
        registry.ban("unknown", "report");
        registry.ban(nodeId, "report");
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, nodeId, NodeState.SLASHED));
        registry.ban(nodeId, "report");
        vm.stopPrank();
        eq(pool.activeStake(nodeId), MIN_STAKE / 2, "once");
    }

    function test_Ban_RevertWhen_ThereIsNoEvidence() external {
        bytes8 nodeId = goesActive(provider, "node");
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NoEvidence.selector, nodeId));
        registry.ban(nodeId, 0);
    }

    /// @dev All of the account's nodes: none new, none activated, and anyone takes out those that run. Their stake is
    /// theirs.
    function test_Ban_HoldsForTheAccount() external {
        bytes8 nodeId = goesActive(provider, "node");
        bytes8 other = goesActive(provider, "other");
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_NotBanned.selector, provider));
        registry.exclude(other);
        vm.prank(admin);
        registry.ban(nodeId, "report");
        Ask[] memory list = asks();
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_AccountBanned.selector, provider));
        registry.register{ value: REGISTRATION_FEE }("again", spec(ResourceType.CPU), list, MIN_STAKE);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, nodeId, NodeState.SLASHED));
        registry.exclude(nodeId);
        vm.expectEmit();
        emit INodeRegistry.NodeExcluded(other, provider);
        vm.prank(stranger);
        registry.exclude(other);
        checkNode(other, NodeState.SLASHED);
        eq(registry.node(other).flags, 4, "excluded");
        eq(uint256(registry.node(other).trustLevel), 0, "no trust");
        eq(pool.activeStake(other), MIN_STAKE, "its stake");
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, other, NodeState.SLASHED));
        registry.exclude(other);
        vm.prank(stranger);
        pool.stake(other, 10_000e18);
        checkNode(other, NodeState.SLASHED);
        eq(uint256(registry.node(other).trustLevel), 0, "no trust");
        // The DAO may still ban it for its own acts.
        vm.prank(admin);
        registry.ban(other, "another report");
        eq(pool.activeStake(other), (MIN_STAKE + 10_000e18) / 2, "50 %");
    }

    function test_SetRegistrationFee_RevertWhen_AboveTheMaximum() external {
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_FeeAboveMaximum.selector, 10 ether + 1, 10 ether));
        registry.setRegistrationFee(10 ether + 1);
        registry.setRegistrationFee(10 ether);
        vm.stopPrank();
    }

    function test_Ban_HalvesStakeAndBond_AndIsForGood() external {
        bytes8 nodeId = goesActive(provider, "node");
        vm.startPrank(provider);
        pool.stake(nodeId, 300e18);
        pool.unbond(nodeId, 100e18);
        bonds.commit(nodeId, 9990, MIN_BOND);
        vm.stopPrank();
        vm.expectEmit();
        emit INodeRegistry.NodePenalised(nodeId, PenaltyReason.MISUSE, "report");
        vm.expectEmit();
        emit INodeRegistry.NodeStateChanged(nodeId, NodeState.ACTIVE, NodeState.SLASHED);
        vm.expectEmit();
        emit INodeRegistry.NodeBanned(nodeId, provider);
        vm.expectEmit();
        emit INodeRegistry.TrustLevelChanged(nodeId, TrustLevel.NONE);
        vm.prank(admin);
        registry.ban(nodeId, "report");
        vm.snapshotGasLastCall("gas", "ban");
        eq(pool.activeStake(nodeId), 150e18, "active");
        (uint256 unbonding,) = pool.unbondingStake(nodeId);
        eq(unbonding, 50e18, "unbonding");
        eq(bonds.bondOf(nodeId).amount, MIN_BOND / 2, "bond");
        eq(token.balanceOf(treasury), 200e18 + MIN_BOND / 2, "treasury");
        eq(registry.node(nodeId).flags & 1, 1, "banned");
        vm.prank(provider);
        pool.stake(nodeId, 100_000e18);
        checkNode(nodeId, NodeState.SLASHED);
        eq(uint256(registry.node(nodeId).trustLevel), uint256(TrustLevel.NONE), "trust");
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_AccountBanned.selector, provider));
        registry.activate(nodeId);
        // Its money still gets out.
        uint256 left = pool.activeStake(nodeId);
        vm.startPrank(provider);
        pool.unbond(nodeId, left);
        vm.warp(block.timestamp + UNBONDING);
        eq(pool.withdrawUnbonded(nodeId, provider), left + 50e18, "out");
        vm.stopPrank();
    }

    /* -------------------------------------------------- assignable ---------------------------------------------- */

    function test_Assignable_TellsWhoTakesATask() external {
        bytes8 nodeId = goesActive(provider, "node");
        (address owner, TrustLevel level, uint16 units) = registry.assigneeOf(nodeId, ResourceType.CPU);
        eq(owner, provider, "provider");
        eq(uint256(level), uint256(TrustLevel.BASIC), "level");
        eq(units, 4, "units");
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.NodeRegistry_WrongResourceType.selector, nodeId, ResourceType.CPU, ResourceType.IOT
            )
        );
        registry.assigneeOf(nodeId, ResourceType.IOT);
        vm.prank(provider);
        registry.deactivate(nodeId);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, nodeId, NodeState.INACTIVE));
        registry.assigneeOf(nodeId, ResourceType.CPU);
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _refusesToActivate(bytes8 nodeId, NodeState state) private {
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_WrongState.selector, nodeId, state));
        registry.activate(nodeId);
    }

    function _needs(address caller, bytes32 role) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, role);
    }

    function _refuses(NodeSpec memory nodeSpec, Ask[] memory list, uint256 stake, bytes memory error) private {
        vm.prank(provider);
        vm.expectRevert(error);
        registry.register{ value: REGISTRATION_FEE }("node", nodeSpec, list, stake);
    }
}
