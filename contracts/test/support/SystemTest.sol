// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import { Arbitration } from "../../src/Arbitration.sol";
import { BonusDistributor } from "../../src/BonusDistributor.sol";
import { Escrow } from "../../src/Escrow.sol";
import { GuardianCouncil } from "../../src/GuardianCouncil.sol";
import { NodeRegistry } from "../../src/NodeRegistry.sol";
import { PartnerBonds } from "../../src/PartnerBonds.sol";
import { PowVerifier } from "../../src/PowVerifier.sol";
import { StakerLocks } from "../../src/StakerLocks.sol";
import { StakingPool } from "../../src/StakingPool.sol";
import { TaskMarketplace } from "../../src/TaskMarketplace.sol";
import { IVetoable } from "../../src/interfaces/IVetoable.sol";
import { TestUSDC } from "../../src/dev/TestUSDC.sol";
import "../../src/types/DataTypes.sol";
import { TestBase } from "./TestBase.sol";
import { Wording } from "./Wording.sol";

/// @notice The whole system, deployed the way the deployment does it, and the verbs of its people.
/// @dev The structs that a task's parties pass back (its Assignment, its Submission) are kept by a model that knows the
///   request, the node and the clock only: each verb checks that the contract committed to exactly that.
abstract contract SystemTest is TestBase {
    uint256 internal constant MIN_STAKE = 100e18;
    uint256 internal constant MIN_BOND = 50_000e18;
    uint40 internal constant UNBONDING = 45 days;
    uint40 internal constant COMMIT = 2 days;
    uint40 internal constant REVEAL = 1 days;
    uint32 internal constant MIN_WINDOW = 10 minutes;
    uint40 internal constant HEAD_START = 12;
    uint256 internal constant REGISTRATION_FEE = 0.1 ether;
    /// @dev Per 1 000 000 units: 1e12 wei a core-second.
    uint120 internal constant RATE = 1e18;
    uint128 internal constant BUDGET = 1e15;
    address internal constant ETH = address(0);
    bytes32 internal constant RESULT_HASH = keccak256("result");

    AiigoToken internal token;
    TestUSDC internal usdc;
    Escrow internal escrow;
    StakingPool internal pool;
    NodeRegistry internal registry;
    PowVerifier internal pow;
    TaskMarketplace internal market;
    Arbitration internal arbitration;
    PartnerBonds internal bonds;
    BonusDistributor internal bonuses;
    GuardianCouncil internal council;
    StakerLocks internal locks;

    mapping(address who => uint256) private _keys;
    address internal admin = person("admin");
    address internal operator = person("operator");
    address internal treasury = person("treasury");
    address internal provider = person("provider");
    address internal buyer = person("buyer");
    address internal stranger = person("stranger");
    address[] internal members;
    address[] internal arbitrators;

    uint256 internal policiesSet;
    uint256 private _firstNonce;
    uint256 private _challenges;
    uint256 private _jobs;
    mapping(bytes32 taskId => Assignment) private _made;
    mapping(bytes32 taskId => Submission) private _submitted;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        deploySystem();
        for (uint256 i; i < 3; ++i) {
            fundAccount([provider, buyer, stranger][i]);
        }
    }

    /* ------------------------------------------------- Deployment ----------------------------------------------- */

    function deploySystem() internal {
        _firstNonce = vm.getNonce(address(this));
        members = [person("member 1"), person("member 2"), person("member 3")];
        for (uint256 i; i < 7; ++i) {
            arbitrators.push(person(string.concat("arbitrator ", string(abi.encodePacked(bytes1(uint8(49 + i)))))));
        }
        address[] memory holders = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (holders[0], amounts[0]) = (address(this), 1_000_000_000e18);

        token = new AiigoToken(holders, amounts);
        usdc = new TestUSDC();
        escrow = new Escrow(admin, _at(6), treasury, paymentTokens());
        pool = new StakingPool(token, NodeRegistry(_at(4)), escrow, StakerLocks(_at(11)), MIN_STAKE, UNBONDING);
        registry =
            new NodeRegistry(admin, operator, pool, PartnerBonds(_at(8)), escrow, _at(6), _at(5), REGISTRATION_FEE);
        pow = new PowVerifier(admin, operator, registry, 1 days, HEAD_START, type(uint256).max);
        market = _deployMarket();
        arbitration = new Arbitration(admin, address(market), arbitrators, COMMIT, REVEAL);
        bonds = new PartnerBonds(token, admin, operator, registry, escrow, MIN_BOND, UNBONDING);
        bonuses = new BonusDistributor(token, admin, operator, _at(10), 1_000_000e18);
        council = new GuardianCouncil(admin, market, bonuses, IVetoable(person("governor")), members, 2);
        locks = new StakerLocks(token, admin, admin, address(pool), 14 days);
        market.openMarket();
    }

    /// @dev Limits are the tests' to set: without a policy nothing is capped, everything counts and is slashed.
    function _deployMarket() private returns (TaskMarketplace) {
        return new TaskMarketplace(
            admin,
            _at(10),
            escrow,
            registry,
            Arbitration(_at(7)),
            address(token),
            800,
            200,
            MIN_WINDOW,
            new address[](0),
            new TokenPolicy[](0)
        );
    }

    function _at(uint256 place) private view returns (address) {
        return vm.computeCreateAddress(address(this), _firstNonce + place);
    }

    function paymentTokens() internal view returns (address[] memory tokens) {
        tokens = new address[](3);
        (tokens[0], tokens[1], tokens[2]) = (ETH, address(token), address(usdc));
    }

    /* --------------------------------------------------- People ------------------------------------------------- */

    /// @notice A named account whose signatures the verbs can make.
    function person(string memory name) internal returns (address who) {
        who = account(name);
        _keys[who] = keyOf(name);
    }

    function fundAccount(address who) internal {
        vm.deal(who, 1_000_000 ether);
        token.transfer(who, 1_000_000e18);
        usdc.mint(who, 1_000_000e6);
        vm.startPrank(who);
        token.approve(address(pool), type(uint256).max);
        token.approve(address(bonds), type(uint256).max);
        token.approve(address(escrow), type(uint256).max);
        usdc.approve(address(escrow), type(uint256).max);
        vm.stopPrank();
    }

    function signedBy(address who, bytes32 structHash) internal view returns (bytes memory) {
        return signed(_keys[who], Wording.digest(address(market), structHash));
    }

    function sign(uint256 key, TaskRequest memory request) internal view returns (bytes memory) {
        return signed(key, Wording.digest(address(market), Wording.hash(request)));
    }

    function sign(uint256 key, TaskRequest[][][] memory requests) internal view returns (bytes memory) {
        return signed(key, Wording.digest(address(market), Wording.hash(requests)));
    }

    /// @notice New requests of the buyer in lists: one list for each length given, all within one.
    function newGroup(uint256[] memory lengths) internal returns (TaskRequest[][][] memory requests) {
        requests = new TaskRequest[][][](1);
        requests[0] = new TaskRequest[][](lengths.length);
        for (uint256 i; i < lengths.length; ++i) {
            requests[0][i] = new TaskRequest[](lengths[i]);
            for (uint256 k; k < lengths[i]; ++k) {
                requests[0][i][k] = newRequest();
            }
        }
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

    /* -------------------------------------------------- Provider ------------------------------------------------ */

    function spec(ResourceType resourceType) internal pure returns (NodeSpec memory) {
        return NodeSpec({ resourceType: resourceType, units: 4, region: "EU", specHash: keccak256("spec") });
    }

    /// @dev One ask per test token, all at RATE.
    function asks() internal view returns (Ask[] memory list) {
        list = new Ask[](3);
        list[0] = Ask(ETH, RATE);
        list[1] = Ask(address(usdc), 100e6);
        list[2] = Ask(address(token), RATE);
    }

    function registers(address owner, bytes32 salt, uint256 stake) internal returns (bytes8 nodeId) {
        return registersAs(owner, salt, ResourceType.CPU, stake);
    }

    function registersAs(address owner, bytes32 salt, ResourceType resourceType, uint256 stake)
        internal
        returns (bytes8 nodeId)
    {
        Ask[] memory list = asks();
        vm.prank(owner);
        return registry.register{ value: REGISTRATION_FEE }(salt, spec(resourceType), list, stake);
    }

    /// @dev The target is so high that any nonce solves.
    function provesPower(bytes8 nodeId) internal {
        bytes32 challengeId = issues(nodeId, type(uint256).max);
        pow.answer(challengeId, new uint256[](64));
        vm.warp(block.timestamp + 1 days);
    }

    /// @dev Issued, started in the next block, and one later, where it may be answered.
    function issues(bytes8 nodeId, uint256 target) internal returns (bytes32 challengeId) {
        challengeId = keccak256(abi.encode("challenge", ++_challenges));
        vm.prank(operator);
        pow.issue(challengeId, nodeId, "platform seed", target, 64, 60);
        vm.roll(block.number + 1);
        pow.start(challengeId);
        vm.roll(block.number + 1);
    }

    /// @dev The work of a provider's hardware, for the challenge's seed and the given node and provider.
    function solves(bytes32 challengeId, bytes8 nodeId, address by) internal view returns (uint256[] memory nonces) {
        Challenge memory challenge = pow.challenge(challengeId);
        nonces = new uint256[](challenge.nonceCount);
        for (uint256 i; i < nonces.length; ++i) {
            while (uint256(keccak256(abi.encode(challenge.seed, nodeId, by, i, nonces[i]))) >= challenge.target) {
                ++nonces[i];
            }
        }
    }

    function goesActive(address owner, bytes32 salt) internal returns (bytes8 nodeId) {
        return goesActiveAs(owner, salt, ResourceType.CPU);
    }

    function goesActiveAs(address owner, bytes32 salt, ResourceType resourceType) internal returns (bytes8 nodeId) {
        nodeId = registersAs(owner, salt, resourceType, MIN_STAKE);
        provesPower(nodeId);
        vm.prank(owner);
        registry.activate(nodeId);
    }

    /// @dev The acceptance of the attempt that would start now, at the buyer's highest rate.
    function acceptance(TaskRequest memory request, bytes8 nodeId) internal view returns (Acceptance memory) {
        bytes32 taskId = idOf(request);
        uint8 attempt = market.task(taskId).attempt + 1;
        return Acceptance(taskId, attempt, nodeId, request.maxRate, uint40(block.timestamp + 1 hours));
    }

    function resultOf(TaskRequest memory request, uint64 usage) internal view returns (Result memory) {
        Assignment memory made = assignmentOf(request);
        return Result(idOf(request), made.attempt, made.nodeId, usage, RESULT_HASH);
    }

    /// @notice Brings an acceptance, signed by the node's provider.
    function assignsWith(TaskRequest memory request, Acceptance memory accepted)
        internal
        returns (Assignment memory made)
    {
        bytes memory signature = signedBy(registry.providerOf(accepted.nodeId), Wording.hash(accepted));
        made = expectedAssignment(request, accepted);
        market.assign(request, accepted.nodeId, accepted.rate, accepted.expiry, signature);
        _made[accepted.taskId] = made;
        eq(
            wordOf(request),
            Wording.word(TaskState.ASSIGNED, made.attempt, Wording.hash(made)),
            "word of the assignment"
        );
    }

    function assigns(TaskRequest memory request, bytes8 nodeId) internal returns (Assignment memory made) {
        return assignsWith(request, acceptance(request, nodeId));
    }

    function releases(TaskRequest memory request) internal {
        Assignment memory made = assignmentOf(request);
        vm.prank(made.provider);
        market.release(idOf(request), made);
    }

    function submitsResult(TaskRequest memory request, uint64 usage) internal returns (Submission memory submission) {
        return submitsWith(request, resultOf(request, usage));
    }

    function submitsWith(TaskRequest memory request, Result memory result)
        internal
        returns (Submission memory submission)
    {
        Assignment memory made = assignmentOf(request);
        bytes memory signature = signedBy(made.provider, Wording.hash(result));
        submission = expectedSubmission(made, result.usage, result.resultHash);
        market.submitResult(result.taskId, made, result.usage, result.resultHash, signature);
        _submitted[result.taskId] = submission;
        eq(
            wordOf(request),
            Wording.word(TaskState.SUBMITTED, submission.attempt, Wording.hash(submission)),
            "word of the submission"
        );
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
            units: 4,
            workSeconds: 1 hours,
            windowSeconds: MIN_WINDOW,
            fundBy: uint40(block.timestamp + 1 hours),
            assignBy: uint40(block.timestamp + 1 days),
            maxFeeBps: 800,
            matcher: address(0),
            specHash: keccak256("job spec")
        });
    }

    function requestIn(address paymentToken) internal returns (TaskRequest memory request) {
        request = newRequest();
        request.token = paymentToken;
        if (paymentToken == address(usdc)) (request.budget, request.maxRate) = (1e6, 1000e6);
    }

    function deposits(address paymentToken, address who, uint256 amount) internal {
        vm.prank(who);
        escrow.deposit{ value: paymentToken == ETH ? amount : 0 }(paymentToken, who, amount);
    }

    function funds(TaskRequest memory request) internal returns (bytes32 taskId) {
        vm.prank(request.buyer);
        taskId = market.submit{ value: request.token == ETH ? request.budget : 0 }(request);
        _checkFunded(request);
    }

    /// @dev Out of the prepaid balance, brought by somebody who holds the buyer's signature.
    function fundsFromBalance(TaskRequest memory request) internal returns (bytes32 taskId) {
        taskId = market.submitSignedRequest(request, signedBy(request.buyer, Wording.hash(request)));
        _checkFunded(request);
    }

    function approves(TaskRequest memory request) internal {
        Submission memory submission = submissionOf(request);
        vm.prank(request.buyer);
        market.approve(idOf(request), submission, "");
    }

    function settles(TaskRequest memory request) internal {
        market.settleWhenDue(idOf(request), submissionOf(request));
    }

    /// @dev The bond is paid into the balance first.
    function disputes(TaskRequest memory request) internal {
        Submission memory submission = submissionOf(request);
        uint256 bond = market.disputeBond(submission);
        if (bond > 0) deposits(request.token, request.buyer, bond);
        vm.prank(request.buyer);
        market.openDispute(idOf(request), submission, keccak256("reason"));
        eq(
            wordOf(request),
            Wording.word(TaskState.DISPUTED, submission.attempt, Wording.hash(submission)),
            "word of the dispute"
        );
    }

    /// @dev By the buyer, out of its balance. To the values given, which are totals.
    function extends(TaskRequest memory request, uint40 dueAt, uint64 maxUsage, uint96 budget) internal {
        Assignment memory made = assignmentOf(request);
        TaskWord memory before = market.task(idOf(request));
        vm.prank(request.buyer);
        market.extend(idOf(request), made, dueAt, maxUsage, budget);
        (made.dueAt, made.maxUsage, made.budget) = (dueAt, maxUsage, budget);
        _made[idOf(request)] = made;
        TaskWord memory word = market.task(idOf(request));
        eq(uint256(word.state), uint256(TaskState.ASSIGNED), "state of the extension");
        eq(uint256(word.attempt), uint256(made.attempt), "attempt of the extension");
        eq(uint256(word.since), uint256(before.since), "in its state since the assignment");
        eq(uint256(word.terms), uint256(Wording.hash(made)) >> 56, "commitment of the extension");
    }

    function reopens(TaskRequest memory request) internal {
        market.reopen(idOf(request), assignmentOf(request));
    }

    function expiresOverdue(TaskRequest memory request) internal {
        market.expireOverdue(idOf(request), assignmentOf(request));
    }

    function funded() internal returns (TaskRequest memory request) {
        request = newRequest();
        funds(request);
    }

    function assigned(bytes8 nodeId) internal returns (TaskRequest memory request) {
        request = funded();
        assigns(request, nodeId);
    }

    /// @dev 100 seconds of work on 4 units at RATE: the cost is 100e12 wei of a budget of 1e15.
    function submitted(bytes8 nodeId) internal returns (TaskRequest memory request) {
        request = assigned(nodeId);
        vm.warp(block.timestamp + 100);
        submitsResult(request, 100);
    }

    function disputed(bytes8 nodeId) internal returns (TaskRequest memory request) {
        request = submitted(nodeId);
        disputes(request);
    }

    /// @notice The DAO sets a token's limits.
    function limits(address paymentToken, TokenPolicy memory policy) internal {
        vm.prank(admin);
        market.setTokenPolicy(paymentToken, policy);
        ++policiesSet;
    }

    /* ------------------------------------------------- Arbitrators ---------------------------------------------- */

    /// @dev Draws the panel and has its seats vote; NONE stays silent. Leaves the dispute final.
    function votes(TaskRequest memory request, Ruling[3] memory cast) internal returns (address[3] memory panel) {
        bytes32 taskId = idOf(request);
        vm.roll(block.number + 2);
        check(arbitration.draw(taskId), "drawn");
        panel = arbitration.dispute(taskId).panel;
        for (uint256 i; i < 3; ++i) {
            if (cast[i] == Ruling.NONE) continue;
            vm.prank(panel[i]);
            arbitration.commit(taskId, keccak256(abi.encode(taskId, panel[i], uint8(cast[i]), bytes32("salt"))));
        }
        vm.warp(arbitration.dispute(taskId).commitBy + 1);
        for (uint256 i; i < 3; ++i) {
            if (cast[i] == Ruling.NONE) continue;
            vm.prank(panel[i]);
            arbitration.reveal(taskId, cast[i], "salt");
        }
        vm.warp(arbitration.dispute(taskId).revealBy + 1);
    }

    function resolves(TaskRequest memory request) internal {
        market.resolve(idOf(request), submissionOf(request));
    }

    /* ---------------------------------------------------- Batch ------------------------------------------------- */

    /// @notice Items as a batch takes them: two bytes of length, then the call.
    function packed(bytes[] memory calls) internal pure returns (bytes memory items) {
        for (uint256 i; i < calls.length; ++i) {
            items = bytes.concat(items, bytes2(uint16(calls[i].length)), calls[i]);
        }
    }

    /* ---------------------------------------------------- Model ------------------------------------------------- */

    function idOf(TaskRequest memory request) internal view returns (bytes32) {
        return Wording.digest(address(market), Wording.hash(request));
    }

    /// @notice The assignment that an acceptance makes now, written out independently of the contract. Fees are those
    ///   of the task's funding, as its FUNDED word shows them.
    function expectedAssignment(TaskRequest memory request, Acceptance memory accepted)
        internal
        view
        returns (Assignment memory made)
    {
        uint256 terms = market.task(accepted.taskId).terms;
        made.buyer = request.buyer;
        made.provider = registry.providerOf(accepted.nodeId);
        made.token = request.token;
        made.nodeId = accepted.nodeId;
        made.attempt = accepted.attempt;
        made.terms = uint48(terms);
        if (request.resourceType == ResourceType.GPU || request.resourceType == ResourceType.CPU) {
            uint16 declared = registry.node(accepted.nodeId).units;
            made.unitsPerSecond = declared > request.units ? request.units : declared;
        }
        made.assignedAt = uint40(block.timestamp);
        made.dueAt = uint40(block.timestamp + request.workSeconds);
        made.assignBy = request.assignBy;
        made.windowSeconds = request.windowSeconds;
        made.maxUsage = request.maxUsage;
        made.rate = uint96(accepted.rate);
        made.budget = uint96(request.budget);
    }

    /// @notice The submission that a result makes now, written out independently of the contract.
    function expectedSubmission(Assignment memory made, uint64 usage, bytes32 resultHash)
        internal
        view
        returns (Submission memory submission)
    {
        uint256 product = uint256(usage) * uint256(made.rate);
        uint256 metered = product / 1_000_000 + (product % 1_000_000 >= 500_000 ? 1 : 0);
        submission.buyer = made.buyer;
        submission.provider = made.provider;
        submission.token = made.token;
        submission.nodeId = made.nodeId;
        submission.attempt = made.attempt;
        submission.terms = made.terms;
        submission.settleAfter = uint40(block.timestamp + made.windowSeconds);
        submission.budget = made.budget;
        submission.cost = metered > made.budget ? made.budget : uint96(metered);
        submission.resultHash = resultHash;
    }

    /// @notice The message that the buyer signs when it approves exactly this.
    function approvalOf(bytes32 taskId, Submission memory submission) internal pure returns (Approval memory) {
        return Approval(taskId, submission.attempt, submission.nodeId, submission.resultHash, submission.cost);
    }

    /// @notice The last assignment made through the verbs.
    function assignmentOf(TaskRequest memory request) internal view returns (Assignment memory) {
        return _made[idOf(request)];
    }

    /// @notice The last submission made through the verbs.
    function submissionOf(TaskRequest memory request) internal view returns (Submission memory) {
        return _submitted[idOf(request)];
    }

    /* --------------------------------------------------- Checks ------------------------------------------------- */

    /// @dev The storage word, put together from the view's fields.
    function wordOf(TaskRequest memory request) internal view returns (uint256) {
        TaskWord memory word = market.task(idOf(request));
        check(word.since == block.timestamp, "since now");
        return uint256(word.state) + uint256(word.attempt) * 2 ** 8 + uint256(word.since) * 2 ** 16
            + uint256(word.terms) * 2 ** 56;
    }

    function stateOf(TaskRequest memory request) internal view returns (TaskState) {
        return market.task(idOf(request)).state;
    }

    function checkState(TaskRequest memory request, TaskState expected) internal view {
        eq(uint256(stateOf(request)), uint256(expected), "task state");
    }

    function checkNode(bytes8 nodeId, NodeState expected) internal view {
        eq(uint256(registry.node(nodeId).state), uint256(expected), "node state");
    }

    function _checkFunded(TaskRequest memory request) private view {
        uint256 rebate = request.token == address(token) ? market.rebateBps() : 0;
        uint256 fees = market.feeBps() + rebate * 65_536 + policiesSet * 2 ** 32;
        eq(wordOf(request), Wording.word(TaskState.FUNDED, 0, bytes32(fees << 56)), "word of the funding");
    }
}
