// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import { Escrow } from "../../src/Escrow.sol";
import { NodeRegistry } from "../../src/NodeRegistry.sol";
import { StakingPool } from "../../src/StakingPool.sol";
import { TaskMarketplace } from "../../src/TaskMarketplace.sol";
import { INodeRegistry } from "../../src/interfaces/INodeRegistry.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Vm } from "../support/Vm.sol";

/// @notice What a deployment can get wrong once and nobody can repair afterwards.
contract ConstructionTest is SystemTest {
    function test_Escrow_RevertWhen_AnAddressIsZero() external {
        address[3] memory parts = [admin, address(market), treasury];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(Errors.Escrow_ZeroAddress.selector);
            new Escrow(parts[0], parts[1], parts[2], new address[](0));
            parts[i] = kept;
        }
    }

    function test_Escrow_AllowsTheNamedTokensOnly() external {
        address[] memory tokens = new address[](1);
        tokens[0] = address(usdc);
        Escrow created = new Escrow(admin, address(market), treasury, tokens);
        check(created.isTokenAllowed(address(usdc)), "named");
        check(!created.isTokenAllowed(ETH), "not named");
    }

    function test_StakingPool_RevertWhen_AnAddressIsZero() external {
        address[3] memory parts = [address(token), address(registry), address(escrow)];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(Errors.StakingPool_ZeroAddress.selector);
            new StakingPool(AiigoToken(parts[0]), INodeRegistry(parts[1]), Escrow(parts[2]), MIN_STAKE, UNBONDING);
            parts[i] = kept;
        }
    }

    function test_NodeRegistry_RevertWhen_AnAddressIsZero() external {
        address[6] memory parts = [admin, operator, address(pool), address(escrow), address(market), address(pow)];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(Errors.NodeRegistry_ZeroAddress.selector);
            new NodeRegistry(
                parts[0], parts[1], StakingPool(parts[2]), Escrow(parts[3]), parts[4], parts[5], REGISTRATION_FEE
            );
            parts[i] = kept;
        }
    }

    function test_TaskMarketplace_RevertWhen_TheFeeIsTooHigh() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_ParameterOutOfBounds.selector, 1001, 1000));
        new TaskMarketplace(admin, escrow, registry, 1001, MIN_WINDOW, new address[](0), new TokenPolicy[](0));
    }

    function test_TaskMarketplace_TakesTheNamedLimits() external {
        address[] memory tokens = new address[](2);
        TokenPolicy[] memory policies = new TokenPolicy[](2);
        tokens[1] = address(usdc);
        policies[0] = TokenPolicy(1, 2, 3);
        policies[1] = TokenPolicy(4, 5, 6);
        TaskMarketplace created = new TaskMarketplace(admin, escrow, registry, 1000, MIN_WINDOW, tokens, policies);
        eq(created.feeBps(), 1000, "fee");
        for (uint256 i; i < tokens.length; ++i) {
            TokenPolicy memory policy = created.tokenPolicy(tokens[i]);
            eq(keccak256(abi.encode(policy)), keccak256(abi.encode(policies[i])), "limits");
        }
    }

    function test_RecordPow_GivenAReputationAtItsEnd_StaysThere() external {
        bytes8 nodeId = registers(provider, "node", MIN_STAKE);
        _staysAfter(nodeId, true, 50, 10_000);
        _staysAfter(nodeId, false, 50, 0);
    }

    /// @dev The last of one more record is no change: no event about one.
    function _staysAfter(bytes8 nodeId, bool passed, uint256 records, uint256 end) private {
        vm.startPrank(address(pow));
        for (uint256 i; i < records; ++i) {
            registry.recordPow(nodeId, passed, 1, "challenge");
        }
        eq(registry.node(nodeId).reputation, end, "reached");
        vm.recordLogs();
        registry.recordPow(nodeId, passed, 1, "challenge");
        vm.stopPrank();
        eq(registry.node(nodeId).reputation, end, "stays");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        check(logs.length > 0, "the record changes");
        for (uint256 i; i < logs.length; ++i) {
            check(logs[i].topics[0] != INodeRegistry.ReputationChanged.selector, "no event without a change");
        }
    }
}
