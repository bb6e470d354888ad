// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import { Escrow } from "../../src/Escrow.sol";
import { NodeRegistry } from "../../src/NodeRegistry.sol";
import { PowVerifier } from "../../src/PowVerifier.sol";
import { StakingPool } from "../../src/StakingPool.sol";
import { TaskMarketplace } from "../../src/TaskMarketplace.sol";
import { TestUSDC } from "../../src/dev/TestUSDC.sol";
import "../../src/types/DataTypes.sol";
import { TestBase } from "./TestBase.sol";
import { Wording } from "./Wording.sol";

/// @notice The whole system, deployed the way the deployment does it, and the verbs of its people.
abstract contract SystemTest is TestBase {
    uint256 internal constant MIN_STAKE = 100e18;
    uint40 internal constant UNBONDING = 45 days;
    uint32 internal constant MIN_WINDOW = 10 minutes;
    uint256 internal constant REGISTRATION_FEE = 0.1 ether;
    uint120 internal constant RATE = 1e12;
    uint128 internal constant BUDGET = 1e15;
    address internal constant ETH = address(0);

    AiigoToken internal token;
    TestUSDC internal usdc;
    Escrow internal escrow;
    StakingPool internal pool;
    NodeRegistry internal registry;
    PowVerifier internal pow;
    TaskMarketplace internal market;

    address internal admin = account("admin");
    address internal operator = account("operator");
    address internal treasury = account("treasury");
    address internal provider = account("provider");
    address internal buyer = account("buyer");
    address internal stranger = account("stranger");
    uint256 private _challenges;
    uint256 private _jobs;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        deploySystem();
        for (uint256 i; i < 3; ++i) {
            fundAccount([provider, buyer, stranger][i]);
        }
    }

    function deploySystem() internal {
        uint256 nonce = vm.getNonce(address(this));
        address escrowAt = vm.computeCreateAddress(address(this), nonce + 2);
        address poolAt = vm.computeCreateAddress(address(this), nonce + 3);
        address registryAt = vm.computeCreateAddress(address(this), nonce + 4);
        address powAt = vm.computeCreateAddress(address(this), nonce + 5);
        address marketAt = vm.computeCreateAddress(address(this), nonce + 6);
        address[] memory holders = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (holders[0], amounts[0]) = (address(this), 1_000_000_000e18);

        token = new AiigoToken(holders, amounts);
        usdc = new TestUSDC();
        address[] memory tokens = new address[](3);
        (tokens[1], tokens[2]) = (address(token), address(usdc));
        escrow = new Escrow(admin, marketAt, treasury, tokens);
        pool = new StakingPool(token, NodeRegistry(registryAt), escrow, MIN_STAKE, UNBONDING);
        registry =
            new NodeRegistry(admin, operator, StakingPool(poolAt), Escrow(escrowAt), marketAt, powAt, REGISTRATION_FEE);
        pow = new PowVerifier(admin, operator, registry, 1 days);
        market =
            new TaskMarketplace(admin, escrow, registry, 800, MIN_WINDOW, new address[](0), new TokenPolicy[](0));
    }

    function fundAccount(address who) internal {
        vm.deal(who, 1_000_000 ether);
        token.transfer(who, 1_000_000e18);
        usdc.mint(who, 1_000_000e6);
        vm.startPrank(who);
        token.approve(address(pool), type(uint256).max);
        token.approve(address(escrow), type(uint256).max);
        usdc.approve(address(escrow), type(uint256).max);
        vm.stopPrank();
    }

    /* -------------------------------------------------- Provider ------------------------------------------------ */

    function spec(ResourceType resourceType) internal pure returns (NodeSpec memory) {
        return NodeSpec({ resourceType: resourceType, units: 4, region: "EU", specHash: keccak256("spec") });
    }

    /// @dev One ask per test token, all at RATE.
    function asks() internal view returns (Ask[] memory list) {
        list = new Ask[](3);
        list[0] = Ask(ETH, RATE);
        list[1] = Ask(address(usdc), 100);
        list[2] = Ask(address(token), RATE);
    }

    function registers(address owner, bytes32 salt, uint256 stake) internal returns (bytes8 nodeId) {
        Ask[] memory list = asks();
        vm.prank(owner);
        return registry.register{ value: REGISTRATION_FEE }(salt, spec(ResourceType.CPU), list, stake);
    }

    /// @dev The target is so high that any nonce solves.
    function provesPower(bytes8 nodeId) internal {
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        pow.answer(challengeId, new uint256[](64));
        vm.warp(block.timestamp + 1 days);
    }

    /// @dev Issued, and started in the next block.
    function issues(bytes8 nodeId, uint256 target) internal returns (bytes32 challengeId) {
        challengeId = keccak256(abi.encode("challenge", ++_challenges));
        vm.prank(operator);
        pow.issue(challengeId, nodeId, "platform seed", target, 64, 60);
        vm.roll(block.number + 1);
        pow.start(challengeId);
    }

    /// @dev What a provider's hardware does, for the challenge's seed and the given node and provider.
    function solves(bytes32 challengeId, bytes8 nodeId, address by) internal view returns (uint256[] memory nonces) {
        Challenge memory challenge = pow.challenge(challengeId);
        nonces = new uint256[](challenge.nonceCount);
        for (uint256 i; i < nonces.length; ++i) {
            while (
                uint256(keccak256(abi.encode(challenge.seed, nodeId, by, i, nonces[i]))) >= challenge.target
            ) {
                ++nonces[i];
            }
        }
    }

    function goesActive(address owner, bytes32 salt) internal returns (bytes8 nodeId) {
        nodeId = registers(owner, salt, MIN_STAKE);
        provesPower(nodeId);
        vm.prank(owner);
        registry.activate(nodeId);
    }

    function acceptance(TaskRequest memory request, uint8 attempt, bytes8 nodeId)
        internal
        view
        returns (Acceptance memory)
    {
        return Acceptance(market.taskIdOf(request), attempt, nodeId, request.maxRate, uint40(block.timestamp + 1 hours));
    }

    function resultOf(TaskRequest memory request, uint8 attempt, bytes8 nodeId, uint64 usage)
        internal
        view
        returns (Result memory)
    {
        return Result(market.taskIdOf(request), attempt, nodeId, usage, keccak256("result"));
    }

    function sign(uint256 key, Acceptance memory accepted) internal view returns (bytes memory) {
        return signed(key, Wording.digest(address(market), Wording.hash(accepted)));
    }

    function sign(uint256 key, Result memory result) internal view returns (bytes memory) {
        return signed(key, Wording.digest(address(market), Wording.hash(result)));
    }

    function sign(uint256 key, Approval memory approval) internal view returns (bytes memory) {
        return signed(key, Wording.digest(address(market), Wording.hash(approval)));
    }

    /* ---------------------------------------------------- Buyer ------------------------------------------------- */

    function newRequest() internal returns (TaskRequest memory) {
        return TaskRequest({
            jobId: keccak256(abi.encode("job", ++_jobs)),
            buyer: buyer,
            token: ETH,
            budget: BUDGET,
            maxRate: RATE,
            maxUsage: 1_000_000,
            resourceType: ResourceType.CPU,
            workSeconds: 1 hours,
            windowSeconds: MIN_WINDOW,
            fundBy: uint40(block.timestamp + 1 hours),
            assignBy: uint40(block.timestamp + 1 days),
            maxFeeBps: 800,
            matcher: address(0),
            specHash: keccak256("job spec")
        });
    }

    function funds(TaskRequest memory request) internal returns (bytes32 taskId) {
        vm.prank(request.buyer);
        return market.submit{ value: request.token == ETH ? request.budget : 0 }(request);
    }

    function funded() internal returns (TaskRequest memory request) {
        request = newRequest();
        funds(request);
    }

    function assigns(TaskRequest memory request, bytes8 nodeId, uint8 attempt) internal {
        Acceptance memory accepted = acceptance(request, attempt, nodeId);
        market.assign(request, accepted, sign(keyOf("provider"), accepted));
    }

    function assigned(bytes8 nodeId) internal returns (TaskRequest memory request) {
        request = funded();
        assigns(request, nodeId, 1);
    }

    /// @dev 100 seconds of work on 4 units at RATE: the cost is 100e12 wei of a budget of 1e15.
    function submitted(bytes8 nodeId) internal returns (TaskRequest memory request) {
        request = assigned(nodeId);
        vm.warp(block.timestamp + 100);
        submitsResult(request, nodeId, 1, 100);
    }

    function submitsResult(TaskRequest memory request, bytes8 nodeId, uint8 attempt, uint64 usage) internal {
        Result memory result = resultOf(request, attempt, nodeId, usage);
        market.submitResult(request, result, sign(keyOf("provider"), result));
    }

    function stateOf(TaskRequest memory request) internal view returns (TaskState) {
        return market.task(market.taskIdOf(request)).state;
    }

    function checkState(TaskRequest memory request, TaskState expected) internal view {
        eq(uint256(stateOf(request)), uint256(expected), "task state");
    }

    function checkNode(bytes8 nodeId, NodeState expected) internal view {
        eq(uint256(registry.node(nodeId).state), uint256(expected), "node state");
    }
}
