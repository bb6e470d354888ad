// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
import { EIP712 } from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import { IEscrow } from "./interfaces/IEscrow.sol";
import { INodeRegistry } from "./interfaces/INodeRegistry.sol";
import { ITaskMarketplace } from "./interfaces/ITaskMarketplace.sol";
import { Errors } from "./libraries/Errors.sol";
import { PaymentMath } from "./libraries/PaymentMath.sol";
import { Signatures } from "./libraries/Signatures.sol";
import { TaskHashes } from "./libraries/TaskHashes.sol";
import { TaskRules } from "./libraries/TaskRules.sol";
import { TaskWords } from "./libraries/TaskWords.sol";
import {
    Acceptance, Approval, Result, TaskRequest, TaskState, TaskWord, TokenPolicy, TrustLevel
} from "./types/DataTypes.sol";

/// @title TaskMarketplace
/// @notice See {ITaskMarketplace}. A node's assignment is open (the node is EARNING) until its result is submitted; the
/// success is recorded at settlement. The admin sets the fee of new tasks and limits per token; nobody can stop an exit.
contract TaskMarketplace is ITaskMarketplace, AccessControl, EIP712 {
    uint16 public constant MAX_FEE_BPS = 1000;
    /// @notice Settled tasks per buyer and provider that count toward trust.
    uint8 public constant MAX_COUNTED_TASKS = 5;

    IEscrow public immutable escrow;
    INodeRegistry public immutable registry;
    /// @inheritdoc ITaskMarketplace
    uint32 public immutable minWindowSeconds;

    /// @inheritdoc ITaskMarketplace
    uint16 public feeBps;
    mapping(bytes32 taskId => uint256) private _words;
    /// @dev Lives only while SUBMITTED: a signed approval must not fit another result than the one it was signed for.
    mapping(bytes32 taskId => bytes32) private _resultHashes;
    mapping(address token => TokenPolicy) private _policies;
    /// @inheritdoc ITaskMarketplace
    mapping(address buyer => mapping(address provider => uint8)) public countedTasks;

    /// @param feeBps_ Platform fee, in basis points of the cost.
    /// @param minWindowSeconds_ Shortest challenge window: 10 minutes in production.
    /// @param tokens Tokens with limits from the start, with one policy each.
    constructor(
        address admin,
        IEscrow escrow_,
        INodeRegistry registry_,
        uint16 feeBps_,
        uint32 minWindowSeconds_,
        address[] memory tokens,
        TokenPolicy[] memory policies
    ) EIP712("AIIGO Marketplace", "1") {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        escrow = escrow_;
        registry = registry_;
        minWindowSeconds = minWindowSeconds_;
        _setFeeBps(feeBps_);
        for (uint256 i; i < tokens.length; ++i) {
            _setTokenPolicy(tokens[i], policies[i]);
        }
    }

    /* -------------------------------------------------- Funding ------------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function submit(TaskRequest calldata request) external payable returns (bytes32 taskId) {
        if (msg.sender != request.buyer) revert Errors.TaskMarketplace_NotBuyer(msg.sender, request.buyer);
        uint16 fee = feeBps;
        TaskRules.checkFundable(request, block.timestamp, minWindowSeconds, fee);
        taskId = taskIdOf(request);
        if (_words[taskId] != 0) revert Errors.TaskMarketplace_TaskExists(taskId);

        TaskWord memory word;
        word.feeBps = fee;
        _move(taskId, word, TaskState.FUNDED);
        emit TaskFunded(taskId, request.jobId, request.buyer, fee, request);
        escrow.lock{ value: msg.value }(taskId, request.token, request.buyer, request.budget);
    }

    /// @inheritdoc ITaskMarketplace
    function cancel(TaskRequest calldata request) external {
        if (msg.sender != request.buyer) revert Errors.TaskMarketplace_NotBuyer(msg.sender, request.buyer);
        (bytes32 taskId, TaskWord memory word) = _in(request, TaskState.FUNDED);

        _move(taskId, word, TaskState.CANCELLED);
        emit TaskCancelled(taskId, request.budget);
        escrow.refund(taskId, request.token, request.budget, request.buyer);
    }

    /// @inheritdoc ITaskMarketplace
    function expire(TaskRequest calldata request) external {
        bytes32 taskId = taskIdOf(request);
        TaskWord memory word = task(taskId);
        bytes8 lateNode;
        if (word.state == TaskState.ASSIGNED) {
            _checkOverdue(request, word);
            if (msg.sender != request.buyer) _checkUnassignable(request);
            lateNode = word.nodeId;
        } else if (word.state == TaskState.FUNDED) {
            _checkUnassignable(request);
        } else {
            revert Errors.TaskMarketplace_WrongState(taskId, word.state);
        }

        _move(taskId, word, TaskState.EXPIRED);
        emit TaskExpired(taskId, lateNode, request.budget);
        escrow.refund(taskId, request.token, request.budget, request.buyer);
        if (lateNode != 0) _penalise(request, taskId, lateNode);
    }

    /* ------------------------------------------------- Assignment ----------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function assign(TaskRequest calldata request, Acceptance calldata acceptance, bytes calldata signature) external {
        if (request.matcher != address(0) && msg.sender != request.matcher) {
            revert Errors.TaskMarketplace_NotMatcher(msg.sender, request.matcher);
        }
        (bytes32 taskId, TaskWord memory word) = _in(request, TaskState.FUNDED);
        if (block.timestamp > request.assignBy) {
            revert Errors.TaskMarketplace_AssignmentClosed(request.assignBy, block.timestamp);
        }
        TaskRules.checkAcceptance(request, acceptance, taskId, uint256(word.attempt) + 1, block.timestamp);
        _checkSize(request, acceptance.nodeId);

        word.attempt = acceptance.attempt;
        word.nodeId = acceptance.nodeId;
        word.amount = acceptance.rate;
        _move(taskId, word, TaskState.ASSIGNED);
        (address provider,) =
            registry.openAssignment(acceptance.nodeId, uint8(request.resourceType), request.token, acceptance.rate);
        if (provider == request.buyer) revert Errors.TaskMarketplace_SelfDealing(provider);
        _checkSignature(provider, TaskHashes.hash(acceptance), signature);
        emit TaskAssigned(
            taskId, word.nodeId, provider, word.attempt, word.amount, uint40(block.timestamp) + request.workSeconds
        );
    }

    /// @inheritdoc ITaskMarketplace
    function release(TaskRequest calldata request) external {
        (bytes32 taskId, TaskWord memory word) = _in(request, TaskState.ASSIGNED);
        _checkInTime(request, word);
        bytes8 nodeId = word.nodeId;

        _reset(taskId, word);
        emit TaskReleased(taskId, nodeId, word.attempt);
        (address provider,) = registry.closeAssignment(nodeId, false);
        if (msg.sender != provider) revert Errors.TaskMarketplace_NotProvider(msg.sender, provider);
    }

    /// @inheritdoc ITaskMarketplace
    function reopen(TaskRequest calldata request) external {
        (bytes32 taskId, TaskWord memory word) = _in(request, TaskState.ASSIGNED);
        _checkOverdue(request, word);
        if (block.timestamp > request.assignBy) {
            revert Errors.TaskMarketplace_AssignmentClosed(request.assignBy, block.timestamp);
        }
        bytes8 nodeId = word.nodeId;

        _reset(taskId, word);
        emit TaskReopened(taskId, nodeId, word.attempt);
        _penalise(request, taskId, nodeId);
    }

    /* --------------------------------------------------- Result ------------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function submitResult(TaskRequest calldata request, Result calldata result, bytes calldata signature) external {
        (bytes32 taskId, TaskWord memory word) = _in(request, TaskState.ASSIGNED);
        _checkInTime(request, word);
        TaskRules.checkResult(result, taskId, word);
        uint256 elapsed = block.timestamp - word.since;

        word.amount = uint120(PaymentMath.cost(result.usage, word.amount, request.budget));
        _move(taskId, word, TaskState.SUBMITTED);
        _resultHashes[taskId] = result.resultHash;
        address provider = _closeDelivered(request, result, elapsed);
        _checkSignature(provider, TaskHashes.hash(result), signature);
        emit TaskSubmitted(
            taskId,
            word.nodeId,
            provider,
            word.attempt,
            result.usage,
            word.amount,
            result.resultHash,
            word.since + request.windowSeconds
        );
    }

    /// @inheritdoc ITaskMarketplace
    function approve(TaskRequest calldata request, bytes32 resultHash, bytes calldata signature) external {
        (bytes32 taskId, TaskWord memory word) = _in(request, TaskState.SUBMITTED);
        bytes32 submitted = _resultHashes[taskId];
        if (resultHash != submitted) revert Errors.TaskMarketplace_WrongResult(resultHash, submitted);
        if (msg.sender != request.buyer) {
            _checkSignature(request.buyer, TaskHashes.hash(Approval(taskId, word.attempt, resultHash)), signature);
        }
        _settle(request, taskId, word, true);
    }

    /// @inheritdoc ITaskMarketplace
    function settle(TaskRequest calldata request) external {
        (bytes32 taskId, TaskWord memory word) = _in(request, TaskState.SUBMITTED);
        uint40 settleAfter = word.since + request.windowSeconds;
        if (block.timestamp < settleAfter) revert Errors.TaskMarketplace_WindowOpen(settleAfter, block.timestamp);
        _settle(request, taskId, word, false);
    }

    /* --------------------------------------------------- Admin -------------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function setFeeBps(uint16 feeBps_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setFeeBps(feeBps_);
    }

    /// @inheritdoc ITaskMarketplace
    function setTokenPolicy(address token, TokenPolicy calldata policy) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setTokenPolicy(token, policy);
    }

    /* --------------------------------------------------- Views -------------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function taskIdOf(TaskRequest calldata request) public view returns (bytes32) {
        return _hashTypedDataV4(TaskHashes.hash(request));
    }

    /// @inheritdoc ITaskMarketplace
    function task(bytes32 taskId) public view returns (TaskWord memory) {
        return TaskWords.unpack(_words[taskId]);
    }

    /// @inheritdoc ITaskMarketplace
    function resultHashOf(bytes32 taskId) external view returns (bytes32) {
        return _resultHashes[taskId];
    }

    /// @inheritdoc ITaskMarketplace
    function tokenPolicy(address token) external view returns (TokenPolicy memory) {
        return _policies[token];
    }

    /* -------------------------------------------------- Private ------------------------------------------------- */

    /// @dev The id is the request's digest, so a request that was never funded has no state.
    function _in(TaskRequest calldata request, TaskState state)
        private
        view
        returns (bytes32 taskId, TaskWord memory word)
    {
        taskId = taskIdOf(request);
        word = task(taskId);
        if (word.state != state) revert Errors.TaskMarketplace_WrongState(taskId, word.state);
    }

    function _move(bytes32 taskId, TaskWord memory word, TaskState to) private {
        word.state = to;
        word.since = uint40(block.timestamp);
        _words[taskId] = TaskWords.pack(word);
    }

    /// @dev Back to FUNDED; the attempt's number is kept, so that its acceptance can't be used again.
    function _reset(bytes32 taskId, TaskWord memory word) private {
        word.nodeId = 0;
        word.amount = 0;
        _move(taskId, word, TaskState.FUNDED);
    }

    function _settle(TaskRequest calldata request, bytes32 taskId, TaskWord memory word, bool approved) private {
        _move(taskId, word, TaskState.SETTLED);
        delete _resultHashes[taskId];
        address provider = registry.providerOf(word.nodeId);
        registry.recordSettlement(word.nodeId, _counts(request, provider, word.amount));
        (uint256 fee, uint256 providerAmount, uint256 refund) = escrow.settle(
            taskId, request.token, request.budget, word.amount, word.feeBps, provider, request.buyer
        );
        emit TaskSettled(taskId, word.nodeId, word.attempt, word.amount, fee, providerAmount, refund, approved);
    }

    /// @dev Closes the assignment and bounds the usage by what the node's units can have worked.
    function _closeDelivered(TaskRequest calldata request, Result calldata result, uint256 elapsed)
        private
        returns (address provider)
    {
        uint16 units;
        (provider, units) = registry.closeAssignment(result.nodeId, true);
        uint256 bound = TaskRules.usageBound(request, elapsed, units);
        if (result.usage > bound) revert Errors.TaskMarketplace_UsageAboveMaximum(result.usage, bound);
    }

    /// @dev Whether the task counts toward trust: a real price, and not always the same two parties.
    function _counts(TaskRequest calldata request, address provider, uint120 cost) private returns (bool) {
        if (cost == 0 || cost < _policies[request.token].trustFrom) return false;
        uint8 counted = countedTasks[request.buyer][provider];
        if (counted >= MAX_COUNTED_TASKS) return false;
        countedTasks[request.buyer][provider] = counted + 1;
        return true;
    }

    function _penalise(TaskRequest calldata request, bytes32 taskId, bytes8 nodeId) private {
        registry.penaliseTimeout(nodeId, taskId, request.budget >= _policies[request.token].slashableFrom);
    }

    function _checkSize(TaskRequest calldata request, bytes8 nodeId) private view {
        uint120 cap = _policies[request.token].smallTaskCap;
        if (cap == 0 || request.budget <= cap) return;
        if (registry.node(nodeId).trustLevel <= TrustLevel.BASIC) {
            revert Errors.TaskMarketplace_TaskTooLarge(nodeId, request.budget, cap);
        }
    }

    function _checkInTime(TaskRequest calldata request, TaskWord memory word) private view {
        uint40 dueAt = word.since + request.workSeconds;
        if (block.timestamp > dueAt) revert Errors.TaskMarketplace_Overdue(dueAt, block.timestamp);
    }

    function _checkOverdue(TaskRequest calldata request, TaskWord memory word) private view {
        uint40 dueAt = word.since + request.workSeconds;
        if (block.timestamp <= dueAt) revert Errors.TaskMarketplace_NotOverdue(dueAt, block.timestamp);
    }

    function _checkUnassignable(TaskRequest calldata request) private view {
        if (block.timestamp <= request.assignBy) {
            revert Errors.TaskMarketplace_StillAssignable(request.assignBy, block.timestamp);
        }
    }

    function _checkSignature(address signer, bytes32 structHash, bytes calldata signature) private view {
        if (!Signatures.isValid(signer, _hashTypedDataV4(structHash), signature)) {
            revert Errors.TaskMarketplace_WrongSignature(signer);
        }
    }

    function _setFeeBps(uint16 feeBps_) private {
        if (feeBps_ > MAX_FEE_BPS) revert Errors.TaskMarketplace_ParameterOutOfBounds(feeBps_, MAX_FEE_BPS);
        feeBps = feeBps_;
        emit FeeChanged(feeBps_);
    }

    function _setTokenPolicy(address token, TokenPolicy memory policy) private {
        _policies[token] = policy;
        emit TokenPolicyChanged(token, policy);
    }
}
