// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import { Arbitration } from "../../src/Arbitration.sol";
import { Escrow } from "../../src/Escrow.sol";
import { NodeRegistry } from "../../src/NodeRegistry.sol";
import { PartnerBonds } from "../../src/PartnerBonds.sol";
import { StakingPool } from "../../src/StakingPool.sol";
import { TaskMarketplace } from "../../src/TaskMarketplace.sol";
import { INodeRegistry } from "../../src/interfaces/INodeRegistry.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";

/// @notice Mistakes of a deployment that cannot be repaired afterwards.
contract ConstructionTest is SystemTest {
    function test_Escrow_RevertWhen_AnAddressIsZero() external {
        address[3] memory parts = [admin, address(market), treasury];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(abi.encodeWithSelector(Errors.Escrow_ZeroAddress.selector));
            this.builds(
                abi.encodePacked(type(Escrow).creationCode, abi.encode(parts[0], parts[1], parts[2], new address[](0)))
            );
            parts[i] = kept;
        }
    }

    function test_Escrow_AllowsTheNamedTokensOnly() external {
        address[] memory tokens = new address[](1);
        tokens[0] = address(usdc);
        Escrow created = new Escrow(admin, address(market), treasury, tokens);
        check(created.isTokenAllowed(address(usdc)), "named");
        check(!created.isTokenAllowed(ETH), "not named");
        eq(created.marketplace(), address(market), "marketplace");
        eq(created.treasury(), treasury, "treasury");
    }

    function test_StakingPool_RevertWhen_AnAddressIsZero() external {
        address[4] memory parts = [address(token), address(registry), address(escrow), address(locks)];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_ZeroAddress.selector));
            this.builds(
                abi.encodePacked(
                    type(StakingPool).creationCode,
                    abi.encode(parts[0], parts[1], parts[2], parts[3], MIN_STAKE, UNBONDING)
                )
            );
            parts[i] = kept;
        }
        eq(pool.minimumStake(), MIN_STAKE, "minimum");
        eq(pool.unbondingSeconds(), UNBONDING, "unbonding");
    }

    function test_NodeRegistry_RevertWhen_AnAddressIsZero() external {
        address[7] memory parts =
            [admin, operator, address(pool), address(bonds), address(escrow), address(market), address(pow)];
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(abi.encodeWithSelector(Errors.NodeRegistry_ZeroAddress.selector));
            this.builds(
                abi.encodePacked(
                    type(NodeRegistry).creationCode,
                    abi.encode(
                        parts[0],
                        parts[1],
                        StakingPool(parts[2]),
                        PartnerBonds(parts[3]),
                        Escrow(parts[4]),
                        parts[5],
                        parts[6],
                        REGISTRATION_FEE
                    )
                )
            );
            parts[i] = kept;
        }
    }

    function test_TaskMarketplace_RevertWhen_AnAddressIsZero() external {
        address[6] memory parts = _parts();
        for (uint256 i; i < parts.length; ++i) {
            address kept = parts[i];
            parts[i] = address(0);
            vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_ZeroAddress.selector));
            _market(parts, 800, 200, new address[](0), new TokenPolicy[](0));
            parts[i] = kept;
        }
    }

    function test_TaskMarketplace_RevertWhen_TheFeesAreOutOfBounds() external {
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_ParameterOutOfBounds.selector, 1001, 1000));
        _market(_parts(), 1001, 0, new address[](0), new TokenPolicy[](0));
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_RebateAboveFee.selector, 801, 800));
        _market(_parts(), 800, 801, new address[](0), new TokenPolicy[](0));
    }

    function test_TaskMarketplace_TakesFeesAndTheNamedLimits() external {
        address[] memory tokens = new address[](2);
        TokenPolicy[] memory policies = new TokenPolicy[](2);
        tokens[1] = address(usdc);
        policies[0] = TokenPolicy(1, 2, 3, 4);
        policies[1] = TokenPolicy(5, 6, 7, 8);
        TaskMarketplace created = _market(_parts(), 1000, 900, tokens, policies);
        eq(created.feeBps(), 1000, "fee");
        eq(created.rebateBps(), 900, "rebate");
        eq(created.minWindowSeconds(), MIN_WINDOW, "window");
        for (uint256 i; i < tokens.length; ++i) {
            TokenPolicy memory policy = created.tokenPolicy(tokens[i]);
            eq(keccak256(abi.encode(policy)), keccak256(abi.encode(policies[i])), "limits");
        }
        check(created.hasRole(bytes32(0), admin), "admin");
        check(created.hasRole(keccak256("GUARDIAN_ROLE"), address(council)), "guardian");
        check(!created.hasRole(bytes32(0), address(this)), "the deployer has nothing");
    }

    function _parts() private view returns (address[6] memory) {
        return [admin, address(council), address(escrow), address(registry), address(arbitration), address(token)];
    }

    function _market(
        address[6] memory parts,
        uint16 feeBps,
        uint16 rebateBps,
        address[] memory tokens,
        TokenPolicy[] memory policies
    ) private returns (TaskMarketplace) {
        bytes memory arguments = abi.encode(
            parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], feeBps, rebateBps, MIN_WINDOW, tokens, policies
        );
        return TaskMarketplace(this.builds(abi.encodePacked(type(TaskMarketplace).creationCode, arguments)));
    }
}
