// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { IERC20Metadata } from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import { IERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import { EIP712 } from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import { IArbitration } from "./interfaces/IArbitration.sol";
import { IEscrow } from "./interfaces/IEscrow.sol";
import { INodeRegistry } from "./interfaces/INodeRegistry.sol";
import { ITaskMarketplace } from "./interfaces/ITaskMarketplace.sol";
import { Batch } from "./libraries/Batch.sol";
import { Errors } from "./libraries/Errors.sol";
import { PaymentMath } from "./libraries/PaymentMath.sol";
import { Signatures } from "./libraries/Signatures.sol";
import { TaskGroups } from "./libraries/TaskGroups.sol";
import { TaskHashes } from "./libraries/TaskHashes.sol";
import { TaskRules } from "./libraries/TaskRules.sol";
import { TaskWords } from "./libraries/TaskWords.sol";
import {
    Assignment,
    Ruling,
    Submission,
    TaskRequest,
    TaskState,
    TaskWord,
    TokenPolicy,
    TrustLevel
} from "./types/DataTypes.sol";

/// @title TaskMarketplace
/// @notice See {ITaskMarketplace}. The admin sets the fee of new tasks and limits per token, the guardian may pause new
/// tasks for a while; no role can stop an exit. {Batch} runs many of these functions in one transaction.
contract TaskMarketplace is ITaskMarketplace, AccessControl, EIP712, Batch {
    /// @dev The division of a lock, in base units of the task's token.
    struct Payment {
        uint256 treasuryAmount;
        uint256 providerAmount;
        uint256 buyerAmount;
    }

    /// @notice May pause new tasks. Has no path to money.
    bytes32 public constant GUARDIAN_ROLE = keccak256("GUARDIAN_ROLE");
    uint16 public constant MAX_FEE_BPS = 1000;
    /// @notice Settled tasks per buyer and provider that count toward trust.
    uint8 public constant MAX_COUNTED_TASKS = 5;
    uint40 public constant MAX_PAUSE = 14 days;
    /// @notice Time that new tasks must have been possible before the guardian may pause again.
    uint40 public constant PAUSE_COOLDOWN = 14 days;
    /// @notice Most that a token's policy may name, in whole tokens; of ETH: in ether.
    uint256 public constant MAX_POLICY_TOKENS = 100_000;
    uint256 public constant MAX_POLICY_ETHER = 100;
    /// @notice Share of the stake that a timeout costs, in basis points. A task given back costs it in proportion to
    /// how long it was held.
    uint16 public constant TIMEOUT_SLASH_BPS = 500;

    IEscrow public immutable escrow;
    INodeRegistry public immutable registry;
    IArbitration public immutable arbitration;
    /// @notice The token whose payers get the rebate.
    address public immutable aiigo;
    /// @inheritdoc ITaskMarketplace
    uint32 public immutable minWindowSeconds;

    /// @dev The values that funding reads: one slot.
    struct Terms {
        uint16 feeBps;
        uint16 rebateBps;
        uint40 pausedUntil;
        uint16 policy; // how many times a policy was set
        bool open; // a panel can be drawn
        bool pausedByAdmin; // then only the admin ends the pause early
    }

    /// @dev A token's policy for tasks funded from the `from`-th setting on. What the way of an undisturbed task reads
    /// is one slot.
    struct DatedPolicy {
        uint96 smallTaskCap; // slot 0
        uint96 trustFrom;
        uint16 from;
        uint96 slashableFrom; // slot 1
        uint96 disputeBondFloor;
    }

    Terms private _terms;
    mapping(bytes32 taskId => uint256) private _words;
    mapping(address token => DatedPolicy) private _latestPolicy;
    /// @dev A token's former policies, the oldest first: a task keeps the one of its funding.
    mapping(address token => DatedPolicy[]) private _formerPolicies;
    /// @dev Of a task funded before its token had a policy. Never written.
    DatedPolicy private _noPolicy;
    mapping(bytes32 taskId => uint256) private _bonds;
    /// @dev Part of an assignment's budget that the buyer added while the node worked, in base units.
    mapping(bytes32 taskId => uint96) private _added;
    /// @inheritdoc ITaskMarketplace
    mapping(address buyer => mapping(address provider => uint8)) public countedTasks;

    /// @param guardian Gets the guardian's role: the council.
    /// @param feeBps_ Platform fee, in basis points of the cost; `rebateBps_`: the buyer's share of it when paying in
    /// AIIGO.
    /// @param minWindowSeconds_ Shortest challenge window: 10 minutes in production.
    /// @param tokens Tokens with limits from the start, with one policy each.
    constructor(
        address admin,
        address guardian,
        IEscrow escrow_,
        INodeRegistry registry_,
        IArbitration arbitration_,
        address aiigo_,
        uint16 feeBps_,
        uint16 rebateBps_,
        uint32 minWindowSeconds_,
        address[] memory tokens,
        TokenPolicy[] memory policies
    ) EIP712("AIIGO Marketplace", "1") {
        if (
            admin == address(0) || guardian == address(0) || address(escrow_) == address(0)
                || address(registry_) == address(0) || address(arbitration_) == address(0) || aiigo_ == address(0)
        ) revert Errors.TaskMarketplace_ZeroAddress();
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(GUARDIAN_ROLE, guardian);
        escrow = escrow_;
        registry = registry_;
        arbitration = arbitration_;
        aiigo = aiigo_;
        minWindowSeconds = minWindowSeconds_;
        _setFees(feeBps_, rebateBps_);
        for (uint256 i; i < tokens.length; ++i) {
            _setTokenPolicy(tokens[i], policies[i]);
        }
    }

    /* -------------------------------------------------- Funding ------------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function submit(TaskRequest calldata request) external payable returns (bytes32 taskId) {
        _checkBuyer(request);
        taskId = _fund(request, false);
        escrow.lock{ value: msg.value }(request.token, request.buyer, request.budget);
    }

    /// @inheritdoc ITaskMarketplace
    function submitWithPermit(TaskRequest calldata request, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        returns (bytes32 taskId)
    {
        _checkBuyer(request);
        taskId = _fund(request, false);
        // A stranger may have used the permit first; the allowance decides. A token without code gets no
        // call: the escrow reverts with the reason.
        if (request.token.code.length > 0) {
            try IERC20Permit(request.token)
                .permit(request.buyer, address(escrow), request.budget, deadline, v, r, s) { }
                catch { }
        }
        escrow.lock(request.token, request.buyer, request.budget);
    }

    /// @inheritdoc ITaskMarketplace
    function submitSignedRequest(TaskRequest calldata request, bytes calldata signature)
        external
        returns (bytes32 taskId)
    {
        taskId = _fund(request, true);
        if (
            msg.sender != request.buyer && !Signatures.isValid(request.buyer, taskId, signature)
                && !_isInSignedGroup(request, signature)
        ) revert Errors.TaskMarketplace_WrongSignature(request.buyer);
        escrow.lockFromBalance(request.token, request.buyer, request.budget, true);
    }

    /// @inheritdoc ITaskMarketplace
    function cancel(TaskRequest calldata request) external {
        _checkBuyer(request);
        bytes32 taskId = taskIdOf(request);
        uint256 word = _words[taskId];
        TaskState state = TaskWords.stateOf(word);
        if (state != TaskState.FUNDED && state != TaskState.NONE) {
            revert Errors.TaskMarketplace_WrongState(taskId, state);
        }

        _words[taskId] = TaskWords.closed(TaskState.CANCELLED, TaskWords.attemptOf(word));
        uint256 refund = state == TaskState.FUNDED ? request.budget : 0;
        emit TaskCancelled(taskId, request.buyer, refund);
        escrow.credit(request.token, request.buyer, refund);
    }

    /* ------------------------------------------------- Assignment ----------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function assign(TaskRequest calldata request, bytes8 nodeId, uint120 rate, uint40 expiry, bytes calldata signature)
        external
    {
        if (request.matcher != address(0) && msg.sender != request.matcher) {
            revert Errors.TaskMarketplace_NotMatcher(msg.sender, request.matcher);
        }
        (bytes32 taskId, uint256 word) = _in(request, TaskState.FUNDED);
        _checkAssignable(request.assignBy);
        TaskRules.checkAcceptance(request, rate, expiry, block.timestamp);
        Assignment memory made = _assignment(request, word, nodeId, rate);
        bytes32 signed = TaskHashes.acceptance(taskId, made.attempt, nodeId, rate, expiry);
        _checkSignature(made.provider, signed, signature);

        _words[taskId] = TaskWords.committed(TaskState.ASSIGNED, made.attempt, TaskWords.commitment(made));
        emit TaskAssigned(taskId, nodeId, made.provider, made.attempt, rate, made.unitsPerSecond);
    }

    /// @inheritdoc ITaskMarketplace
    function release(bytes32 taskId, Assignment calldata assignment) external {
        _checkAssigned(taskId, assignment);
        _checkInTime(assignment);
        if (msg.sender != assignment.provider) {
            revert Errors.TaskMarketplace_NotProvider(msg.sender, assignment.provider);
        }

        uint96 budget = _backToFunded(taskId, assignment);
        emit TaskReleased(taskId, assignment.nodeId, assignment.attempt);
        uint16 held = TaskRules.held(TIMEOUT_SLASH_BPS, assignment.assignedAt, assignment.dueAt, block.timestamp);
        registry.recordRelease(
            assignment.nodeId, taskId, _slashOf(assignment, budget, held), _countsFailure(assignment, budget)
        );
    }

    /// @inheritdoc ITaskMarketplace
    function extend(bytes32 taskId, Assignment calldata assignment, uint40 dueAt, uint64 maxUsage, uint96 budget)
        external
        payable
    {
        _checkAssigned(taskId, assignment);
        if (msg.sender != assignment.buyer) revert Errors.TaskMarketplace_NotBuyer(msg.sender, assignment.buyer);
        _checkInTime(assignment);
        uint40 paused = _terms.pausedUntil;
        if (block.timestamp <= paused) revert Errors.TaskMarketplace_IsPaused(paused);
        TaskRules.checkExtension(assignment, dueAt, maxUsage, budget, minWindowSeconds);
        bytes8 nodeId = assignment.nodeId;
        address token = assignment.token;
        _checkSize(token, budget, assignment.terms, nodeId, registry.trustLevelOf(nodeId));

        bytes32 commitment = TaskWords.commitmentOf(assignment, dueAt, maxUsage, budget);
        uint96 added = budget - assignment.budget;
        _words[taskId] = TaskWords.recommitted(_words[taskId], commitment);
        _added[taskId] += added;
        emit TaskExtended(taskId, nodeId, assignment.attempt, dueAt, maxUsage, budget);
        _lockOfBuyer(token, added, true);
    }

    /// @inheritdoc ITaskMarketplace
    function reopen(bytes32 taskId, Assignment calldata assignment) external {
        _checkAssigned(taskId, assignment);
        _checkOverdue(assignment);
        _checkAssignable(assignment.assignBy);

        uint96 budget = _backToFunded(taskId, assignment);
        emit TaskReopened(taskId, assignment.nodeId, assignment.attempt);
        _penaliseTimeout(taskId, assignment, budget);
    }

    /// @inheritdoc ITaskMarketplace
    function expire(TaskRequest calldata request) external {
        (bytes32 taskId, uint256 word) = _in(request, TaskState.FUNDED);
        _checkUnassignable(request.assignBy);

        _words[taskId] = TaskWords.closed(TaskState.EXPIRED, TaskWords.attemptOf(word));
        emit TaskExpired(taskId, 0, request.budget);
        escrow.credit(request.token, request.buyer, request.budget);
    }

    /// @inheritdoc ITaskMarketplace
    function expireOverdue(bytes32 taskId, Assignment calldata assignment) external {
        _checkAssigned(taskId, assignment);
        _checkOverdue(assignment);
        if (msg.sender != assignment.buyer) _checkUnassignable(assignment.assignBy);

        _words[taskId] = TaskWords.closed(TaskState.EXPIRED, assignment.attempt);
        emit TaskExpired(taskId, assignment.nodeId, assignment.budget);
        escrow.credit(assignment.token, assignment.buyer, assignment.budget);
        _penaliseTimeout(taskId, assignment, assignment.budget - _added[taskId]);
    }

    /* --------------------------------------------------- Result ------------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function submitResult(
        bytes32 taskId,
        Assignment calldata assignment,
        uint64 usage,
        bytes32 resultHash,
        bytes calldata signature
    ) external {
        _checkAssigned(taskId, assignment);
        _checkInTime(assignment);
        if (resultHash == 0) revert Errors.TaskMarketplace_EmptyResult();
        uint256 bound = TaskRules.usageBound(
            assignment.maxUsage, assignment.unitsPerSecond, block.timestamp - assignment.assignedAt
        );
        if (usage > bound) revert Errors.TaskMarketplace_UsageAboveMaximum(usage, bound);
        bytes8 nodeId = assignment.nodeId;
        uint8 attempt = assignment.attempt;
        _checkSignature(assignment.provider, TaskHashes.result(taskId, attempt, nodeId, usage, resultHash), signature);

        uint96 cost = uint96(PaymentMath.cost(usage, assignment.rate, assignment.budget));
        _words[taskId] = TaskWords.committed(TaskState.SUBMITTED, attempt, _submissionOf(assignment, cost, resultHash));
        emit TaskSubmitted(taskId, usage, cost, resultHash);
    }

    /// @inheritdoc ITaskMarketplace
    function approve(bytes32 taskId, Submission calldata submission, bytes calldata signature) external {
        _checkStanding(taskId, submission, TaskState.SUBMITTED);
        if (msg.sender != submission.buyer) {
            bytes32 signed = TaskHashes.approval(
                taskId, submission.attempt, submission.nodeId, submission.resultHash, submission.cost
            );
            _checkSignature(submission.buyer, signed, signature);
        }
        _settle(taskId, submission, true);
    }

    /// @inheritdoc ITaskMarketplace
    function settleWhenDue(bytes32 taskId, Submission calldata submission) external {
        _checkStanding(taskId, submission, TaskState.SUBMITTED);
        if (block.timestamp < submission.settleAfter) {
            revert Errors.TaskMarketplace_WindowOpen(submission.settleAfter, block.timestamp);
        }
        _settle(taskId, submission, false);
    }

    /* -------------------------------------------------- Disputes ------------------------------------------------ */

    /// @inheritdoc ITaskMarketplace
    function openDispute(bytes32 taskId, Submission calldata submission, bytes32 reasonHash) external payable {
        bytes32 commitment = _checkStanding(taskId, submission, TaskState.SUBMITTED);
        if (msg.sender != submission.buyer) revert Errors.TaskMarketplace_NotBuyer(msg.sender, submission.buyer);
        if (block.timestamp >= submission.settleAfter) {
            revert Errors.TaskMarketplace_WindowClosed(submission.settleAfter, block.timestamp);
        }
        uint256 bond = disputeBond(submission);

        _words[taskId] = TaskWords.committed(TaskState.DISPUTED, submission.attempt, commitment);
        _bonds[taskId] = bond;
        emit DisputeOpened(taskId, submission.nodeId, submission.buyer, bond, reasonHash);
        _lockOfBuyer(submission.token, bond, false);
        registry.onDisputeOpened(submission.nodeId);
        arbitration.open(taskId, submission.buyer, submission.provider);
    }

    /// @inheritdoc ITaskMarketplace
    function resolve(bytes32 taskId, Submission calldata submission) external {
        _checkStanding(taskId, submission, TaskState.DISPUTED);
        uint256 bond = _bonds[taskId];
        _words[taskId] = TaskWords.closed(TaskState.RESOLVED, submission.attempt);
        delete _bonds[taskId];
        (Ruling ruling, address[] memory paid) = arbitration.conclude(taskId);
        registry.onDisputeClosed(submission.nodeId);

        uint256 fee = paid.length > 0 ? PaymentMath.disputeFee(submission.cost) : 0;
        _creditArbitrators(taskId, submission.token, fee, paid);
        if (ruling == Ruling.BUYER || ruling == Ruling.MISUSE) {
            _resolveForBuyer(taskId, submission, bond, ruling, fee);
        } else {
            _resolveForProvider(taskId, submission, bond, ruling, fee);
        }
    }

    /* --------------------------------------------- Admin and guardian ------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function openMarket() external {
        if (_terms.open) revert Errors.TaskMarketplace_AlreadyOpen();
        if (!arbitration.canSeatPanels()) revert Errors.TaskMarketplace_NoPanel();

        _terms.open = true;
        emit MarketOpened(msg.sender);
    }

    /// @inheritdoc ITaskMarketplace
    function setFees(uint16 feeBps_, uint16 rebateBps_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setFees(feeBps_, rebateBps_);
    }

    /// @inheritdoc ITaskMarketplace
    function setTokenPolicy(address token, TokenPolicy calldata policy) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setTokenPolicy(token, policy);
    }

    /// @inheritdoc ITaskMarketplace
    function pause(uint40 forSeconds) external {
        bool byAdmin = _checkGuardian();
        if (forSeconds == 0 || forSeconds > MAX_PAUSE) {
            revert Errors.TaskMarketplace_PauseOutOfBounds(forSeconds, MAX_PAUSE);
        }
        uint40 last = _terms.pausedUntil;
        uint256 notBefore = last == 0 ? 0 : uint256(last) + PAUSE_COOLDOWN;
        if (!byAdmin && block.timestamp < notBefore) revert Errors.TaskMarketplace_PausedTooRecently(notBefore);

        uint40 until = uint40(block.timestamp) + forSeconds;
        _terms.pausedUntil = until;
        _terms.pausedByAdmin = byAdmin;
        emit Paused(msg.sender, until);
    }

    /// @inheritdoc ITaskMarketplace
    function unpause() external {
        bool byAdmin = _checkGuardian();
        if (block.timestamp > _terms.pausedUntil) revert Errors.TaskMarketplace_NotPaused();
        if (_terms.pausedByAdmin && !byAdmin) revert Errors.TaskMarketplace_PausedByAdmin(msg.sender);

        _terms.pausedUntil = uint40(block.timestamp) - 1;
        emit Unpaused(msg.sender);
    }

    /* --------------------------------------------------- Views -------------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function taskIdOf(TaskRequest calldata request) public view returns (bytes32) {
        return _hashTypedDataV4(TaskHashes.hash(request));
    }

    /// @inheritdoc ITaskMarketplace
    function task(bytes32 taskId) external view returns (TaskWord memory) {
        return TaskWords.unpack(_words[taskId]);
    }

    /// @inheritdoc ITaskMarketplace
    function isAssigned(bytes32 taskId, Assignment calldata assignment) external view returns (bool) {
        uint256 word = _words[taskId];
        return
            TaskWords.stateOf(word) == TaskState.ASSIGNED && TaskWords.commits(word, TaskWords.commitmentOf(assignment));
    }

    /// @inheritdoc ITaskMarketplace
    function isSubmitted(bytes32 taskId, Submission calldata submission) external view returns (bool) {
        uint256 word = _words[taskId];
        TaskState state = TaskWords.stateOf(word);
        return (state == TaskState.SUBMITTED || state == TaskState.DISPUTED)
            && TaskWords.commits(word, TaskWords.commitmentOf(submission));
    }

    /// @inheritdoc ITaskMarketplace
    function feeBps() external view returns (uint16) {
        return _terms.feeBps;
    }

    /// @inheritdoc ITaskMarketplace
    function rebateBps() external view returns (uint16) {
        return _terms.rebateBps;
    }

    /// @inheritdoc ITaskMarketplace
    function pausedUntil() external view returns (uint40) {
        return _terms.pausedUntil;
    }

    /// @inheritdoc ITaskMarketplace
    function isOpen() external view returns (bool) {
        return _terms.open;
    }

    /// @inheritdoc ITaskMarketplace
    function tokenPolicy(address token) external view returns (TokenPolicy memory) {
        return policyOf(token, type(uint48).max);
    }

    /// @inheritdoc ITaskMarketplace
    function policyOf(address token, uint48 terms) public view returns (TokenPolicy memory) {
        DatedPolicy memory found = _policyOf(token, terms);
        return TokenPolicy(found.smallTaskCap, found.trustFrom, found.slashableFrom, found.disputeBondFloor);
    }

    /// @inheritdoc ITaskMarketplace
    function disputeBond(Submission calldata submission) public view returns (uint256) {
        uint256 floor = _policyOf(submission.token, submission.terms).disputeBondFloor;
        return PaymentMath.disputeBond(submission.cost, floor, submission.budget);
    }

    /* -------------------------------------------------- Private ------------------------------------------------- */

    function _fund(TaskRequest calldata request, bool fromBalance) private returns (bytes32 taskId) {
        Terms memory terms = _terms;
        if (!terms.open) revert Errors.TaskMarketplace_NotOpen();
        if (block.timestamp <= terms.pausedUntil) revert Errors.TaskMarketplace_IsPaused(terms.pausedUntil);
        TaskRules.checkFundable(request, block.timestamp, minWindowSeconds, terms.feeBps);
        taskId = taskIdOf(request);
        if (_words[taskId] != 0) revert Errors.TaskMarketplace_TaskExists(taskId);

        uint48 promised = TaskWords.terms(terms.feeBps, request.token == aiigo ? terms.rebateBps : 0, terms.policy);
        _words[taskId] = TaskWords.funded(0, promised);
        emit TaskFunded(taskId, promised | (fromBalance ? 1 << 48 : 0), request);
    }

    /// @dev The caller is the buyer. Ether that comes along goes into its balance first.
    function _lockOfBuyer(address token, uint256 amount, bool newTask) private {
        if (msg.value > 0) {
            if (token != address(0)) revert Errors.TaskMarketplace_ValueNotWanted(msg.value);
            escrow.deposit{ value: msg.value }(address(0), msg.sender, msg.value);
        }
        escrow.lockFromBalance(token, msg.sender, amount, newTask);
    }

    /// @dev The id is the request's digest, so a request that was never funded has no state.
    function _in(TaskRequest calldata request, TaskState state) private view returns (bytes32 taskId, uint256 word) {
        taskId = taskIdOf(request);
        word = _words[taskId];
        if (TaskWords.stateOf(word) != state) {
            revert Errors.TaskMarketplace_WrongState(taskId, TaskWords.stateOf(word));
        }
    }

    /// @dev Reverts unless the task is in `state` with exactly this submission.
    function _checkStanding(bytes32 taskId, Submission calldata submission, TaskState state)
        private
        view
        returns (bytes32 commitment)
    {
        commitment = TaskWords.commitmentOf(submission);
        _checkCommitment(taskId, state, commitment);
    }

    function _checkCommitment(bytes32 taskId, TaskState state, bytes32 commitment) private view {
        uint256 word = _words[taskId];
        if (TaskWords.stateOf(word) != state) {
            revert Errors.TaskMarketplace_WrongState(taskId, TaskWords.stateOf(word));
        }
        if (!TaskWords.commits(word, commitment)) {
            revert Errors.TaskMarketplace_WrongCommitment(taskId, commitment);
        }
    }

    /// @dev The assignment that starts now. The rate fits 96 bits: it is at most the request's, which was checked at
    /// funding, and so was the budget.
    function _assignment(TaskRequest calldata request, uint256 word, bytes8 nodeId, uint120 rate)
        private
        view
        returns (Assignment memory made)
    {
        (address provider, TrustLevel level, uint16 units) = registry.assigneeOf(nodeId, request.resourceType);
        made.terms = TaskWords.termsOf(word);
        _checkSize(request.token, request.budget, made.terms, nodeId, level);
        if (provider == request.buyer) revert Errors.TaskMarketplace_SelfDealing(provider);
        made.buyer = request.buyer;
        made.provider = provider;
        made.token = request.token;
        made.nodeId = nodeId;
        made.attempt = TaskRules.nextAttempt(TaskWords.attemptOf(word));
        made.unitsPerSecond = TaskRules.unitsPerSecond(request.resourceType, request.units, units);
        made.assignedAt = uint40(block.timestamp);
        made.dueAt = uint40(block.timestamp) + request.workSeconds;
        made.assignBy = request.assignBy;
        made.windowSeconds = request.windowSeconds;
        made.maxUsage = request.maxUsage;
        made.rate = uint96(rate);
        made.budget = uint96(request.budget);
    }

    function _submissionOf(Assignment calldata assignment, uint96 cost, bytes32 resultHash)
        private
        view
        returns (bytes32)
    {
        Submission memory submission;
        submission.buyer = assignment.buyer;
        submission.provider = assignment.provider;
        submission.token = assignment.token;
        submission.nodeId = assignment.nodeId;
        submission.attempt = assignment.attempt;
        submission.terms = assignment.terms;
        submission.settleAfter = uint40(block.timestamp) + assignment.windowSeconds;
        submission.budget = assignment.budget;
        submission.cost = cost;
        submission.resultHash = resultHash;
        return TaskWords.commitment(submission);
    }

    /// @dev Reverts unless the task is assigned exactly like this.
    function _checkAssigned(bytes32 taskId, Assignment calldata assignment) private view {
        _checkCommitment(taskId, TaskState.ASSIGNED, TaskWords.commitmentOf(assignment));
    }

    /// @dev The buyer's addition to this attempt goes back to its balance.
    /// @return budget That of the request.
    function _backToFunded(bytes32 taskId, Assignment calldata assignment) private returns (uint96 budget) {
        _words[taskId] = TaskWords.funded(assignment.attempt, assignment.terms);
        uint96 added = _added[taskId];
        if (added > 0) {
            delete _added[taskId];
            escrow.credit(assignment.token, assignment.buyer, added);
        }
        return assignment.budget - added;
    }

    function _settle(bytes32 taskId, Submission calldata submission, bool approved) private {
        _words[taskId] = TaskWords.closed(TaskState.SETTLED, submission.attempt);
        Payment memory paid = _pay(submission);
        emit TaskSettled(
            taskId, submission.nodeId, paid.treasuryAmount, paid.providerAmount, paid.buyerAmount, approved
        );
    }

    /// @dev Pays as submitted and records the success.
    function _pay(Submission calldata submission) private returns (Payment memory paid) {
        if (_countsResult(submission)) registry.recordSuccess(submission.nodeId);
        (paid.treasuryAmount, paid.providerAmount, paid.buyerAmount) = escrow.settle(
            submission.token,
            submission.budget,
            submission.cost,
            TaskWords.feeBpsOf(submission.terms),
            TaskWords.rebateBpsOf(submission.terms),
            submission.provider,
            submission.buyer
        );
    }

    /// @dev Whether an attempt counts toward trust, or against it: a real price (of a failure: its budget, since what
    /// it would have cost is not known), and not always the same two parties.
    function _counts(address buyer, address provider, address token, uint48 terms, uint96 amount)
        private
        returns (bool)
    {
        uint8 counted = countedTasks[buyer][provider];
        if (amount == 0 || counted >= MAX_COUNTED_TASKS) return false;
        if (amount < _policyOf(token, terms).trustFrom) return false;
        countedTasks[buyer][provider] = counted + 1;
        return true;
    }

    function _countsResult(Submission calldata submission) private returns (bool) {
        return _counts(submission.buyer, submission.provider, submission.token, submission.terms, submission.cost);
    }

    /// @param budget That of the request, which its provider accepted: an addition of the buyer makes no failure worse.
    function _countsFailure(Assignment calldata assignment, uint96 budget) private returns (bool) {
        return _counts(assignment.buyer, assignment.provider, assignment.token, assignment.terms, budget);
    }

    /// @dev Share of stake that a failed attempt costs: 0 when the task is too small to slash.
    function _slashOf(Assignment calldata assignment, uint96 budget, uint16 bps) private view returns (uint16) {
        return budget < _policyOf(assignment.token, assignment.terms).slashableFrom ? 0 : bps;
    }

    function _penaliseTimeout(bytes32 taskId, Assignment calldata assignment, uint96 budget) private {
        uint16 slashBps = _slashOf(assignment, budget, TIMEOUT_SLASH_BPS);
        registry.penaliseTimeout(assignment.nodeId, taskId, slashBps, _countsFailure(assignment, budget));
    }

    /// @dev The provider won, or there was no majority: paid as submitted. Arbitrators who voted are paid out of the
    /// bond.
    function _resolveForProvider(
        bytes32 taskId,
        Submission calldata submission,
        uint256 bond,
        Ruling ruling,
        uint256 fee
    ) private {
        Payment memory paid = _pay(submission);
        escrow.credit(submission.token, submission.buyer, bond - fee);
        emit DisputeResolved(
            taskId,
            submission.nodeId,
            submission.provider,
            ruling,
            paid.treasuryAmount,
            paid.providerAmount,
            paid.buyerAmount,
            bond - fee,
            fee
        );
    }

    /// @dev The buyer won: the deposit goes back, and the bond. The arbitrators' 2 % of the cost are in the task's
    /// token as after any other ruling, so they come out of the deposit; the provider pays with its stake.
    function _resolveForBuyer(bytes32 taskId, Submission calldata submission, uint256 bond, Ruling ruling, uint256 fee)
        private
    {
        bool slashes = submission.budget - _added[taskId] >= _policyOf(submission.token, submission.terms).slashableFrom;
        uint256 buyerAmount = submission.budget - fee;
        registry.penaliseDispute(submission.nodeId, taskId, ruling == Ruling.MISUSE, slashes, _countsResult(submission));
        escrow.credit(submission.token, submission.buyer, buyerAmount + bond);
        emit DisputeResolved(taskId, submission.nodeId, submission.provider, ruling, 0, 0, buyerAmount, bond, fee);
    }

    function _creditArbitrators(bytes32 taskId, address token, uint256 fee, address[] memory arbitrators) private {
        if (fee == 0) return;
        for (uint256 i; i < arbitrators.length; ++i) {
            uint256 amount = PaymentMath.share(fee, arbitrators.length, i);
            emit ArbitratorCredited(taskId, arbitrators[i], token, amount);
            escrow.credit(token, arbitrators[i], amount);
        }
    }

    /// @dev The last policy that was set before the task's funding: the number of settings then is part of its terms.
    /// Former ones are searched by halves, so that no number of settings can make an exit too dear.
    function _policyOf(address token, uint48 terms) private view returns (DatedPolicy storage) {
        uint16 number = TaskWords.policyOf(terms);
        DatedPolicy storage latest = _latestPolicy[token];
        if (latest.from <= number) return latest;
        DatedPolicy[] storage all = _formerPolicies[token];
        uint256 low;
        uint256 high = all.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (all[middle].from <= number) low = middle + 1;
            else high = middle;
        }
        return low > 0 ? all[low - 1] : _noPolicy;
    }

    function _isInSignedGroup(TaskRequest calldata request, bytes calldata signature) private view returns (bool) {
        (bytes32 group, uint256 signed) = TaskGroups.groupOf(TaskHashes.hash(request), signature);
        return signed > 0 && Signatures.isValid(request.buyer, _hashTypedDataV4(group), signature[:signed]);
    }

    function _checkBuyer(TaskRequest calldata request) private view {
        if (msg.sender != request.buyer) revert Errors.TaskMarketplace_NotBuyer(msg.sender, request.buyer);
    }

    function _checkSize(address token, uint128 budget, uint48 terms, bytes8 nodeId, TrustLevel level) private view {
        if (level > TrustLevel.BASIC) return;
        uint96 cap = _policyOf(token, terms).smallTaskCap;
        if (cap != 0 && budget > cap) revert Errors.TaskMarketplace_TaskTooLarge(nodeId, budget, cap);
    }

    function _checkInTime(Assignment calldata assignment) private view {
        if (block.timestamp > assignment.dueAt) {
            revert Errors.TaskMarketplace_Overdue(assignment.dueAt, block.timestamp);
        }
    }

    function _checkOverdue(Assignment calldata assignment) private view {
        if (block.timestamp <= assignment.dueAt) {
            revert Errors.TaskMarketplace_NotOverdue(assignment.dueAt, block.timestamp);
        }
    }

    function _checkAssignable(uint40 assignBy) private view {
        if (block.timestamp > assignBy) revert Errors.TaskMarketplace_AssignmentClosed(assignBy, block.timestamp);
    }

    function _checkUnassignable(uint40 assignBy) private view {
        if (block.timestamp <= assignBy) revert Errors.TaskMarketplace_StillAssignable(assignBy, block.timestamp);
    }

    function _checkSignature(address signer, bytes32 structHash, bytes calldata signature) private view {
        if (!Signatures.isValid(signer, _hashTypedDataV4(structHash), signature)) {
            revert Errors.TaskMarketplace_WrongSignature(signer);
        }
    }

    function _checkGuardian() private view returns (bool byAdmin) {
        byAdmin = hasRole(DEFAULT_ADMIN_ROLE, msg.sender);
        if (!byAdmin && !hasRole(GUARDIAN_ROLE, msg.sender)) revert Errors.TaskMarketplace_NotGuardian(msg.sender);
    }

    function _setFees(uint16 feeBps_, uint16 rebateBps_) private {
        if (feeBps_ > MAX_FEE_BPS) revert Errors.TaskMarketplace_ParameterOutOfBounds(feeBps_, MAX_FEE_BPS);
        if (rebateBps_ > feeBps_) revert Errors.TaskMarketplace_RebateAboveFee(rebateBps_, feeBps_);
        _terms.feeBps = feeBps_;
        _terms.rebateBps = rebateBps_;
        emit FeeChanged(feeBps_, rebateBps_);
    }

    function _setTokenPolicy(address token, TokenPolicy memory policy) private {
        uint256 ceiling = token == address(0)
            ? MAX_POLICY_ETHER * 1 ether
            : MAX_POLICY_TOKENS * 10 ** uint256(IERC20Metadata(token).decimals());
        _checkBelow(policy.smallTaskCap, ceiling);
        _checkBelow(policy.trustFrom, ceiling);
        _checkBelow(policy.slashableFrom, ceiling);
        _checkBelow(policy.disputeBondFloor, ceiling);

        uint16 from = ++_terms.policy;
        DatedPolicy memory former = _latestPolicy[token];
        if (former.from > 0) _formerPolicies[token].push(former);
        _latestPolicy[token] =
            DatedPolicy(policy.smallTaskCap, policy.trustFrom, from, policy.slashableFrom, policy.disputeBondFloor);
        emit TokenPolicyChanged(token, policy, from);
    }

    function _checkBelow(uint256 value, uint256 ceiling) private pure {
        if (value > ceiling) revert Errors.TaskMarketplace_ParameterOutOfBounds(value, ceiling);
    }
}
