// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";
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
import { TaskHashes } from "./libraries/TaskHashes.sol";
import { TaskRules } from "./libraries/TaskRules.sol";
import { TaskWords } from "./libraries/TaskWords.sol";
import {
    Acceptance,
    Approval,
    Result,
    Ruling,
    Submission,
    TaskRequest,
    TaskState,
    TaskWord,
    TokenPolicy,
    TrustLevel
} from "./types/DataTypes.sol";

/// @title TaskMarketplace
/// @notice See {ITaskMarketplace}. The admin sets the fee of new tasks and limits per token, the guardian may pause new tasks for a
/// while; nobody can stop an exit. {Batch} runs many of these functions in one transaction.
contract TaskMarketplace is ITaskMarketplace, AccessControl, EIP712, Batch {
    /// @dev What became of a lock, in base units of the task's token.
    struct Payment {
        address provider;
        uint256 treasuryAmount;
        uint256 providerAmount;
        uint256 buyerAmount;
    }

    /// @notice May pause new tasks. Has no path to money.
    bytes32 public constant GUARDIAN_ROLE = keccak256("GUARDIAN_ROLE");
    uint16 public constant MAX_FEE_BPS = 1000;
    uint40 public constant MAX_PAUSE = 14 days;
    /// @notice How long new tasks must have been possible before the guardian may pause again.
    uint40 public constant PAUSE_COOLDOWN = 14 days;

    IEscrow public immutable escrow;
    INodeRegistry public immutable registry;
    IArbitration public immutable arbitration;
    /// @notice The token whose payers get the rebate.
    address public immutable aiigo;
    /// @inheritdoc ITaskMarketplace
    uint32 public immutable minWindowSeconds;

    // One slot: funding reads all three.
    /// @inheritdoc ITaskMarketplace
    uint16 public feeBps;
    /// @inheritdoc ITaskMarketplace
    uint16 public rebateBps;
    /// @inheritdoc ITaskMarketplace
    uint40 public pausedUntil;

    mapping(bytes32 taskId => uint256) private _words;
    mapping(address token => TokenPolicy) private _policies;
    mapping(bytes32 taskId => uint256) private _bonds;

    /// @param guardian Gets the guardian's role: the council.
    /// @param feeBps_ Platform fee, in basis points of the cost; `rebateBps_`: the buyer's share of it when paying in AIIGO.
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
        // Whoever sees the permit can use it first; the allowance is what counts.
        try IERC20Permit(request.token).permit(request.buyer, address(escrow), request.budget, deadline, v, r, s) { }
            catch { }
        escrow.lock(request.token, request.buyer, request.budget);
    }

    /// @inheritdoc ITaskMarketplace
    function submitFromBalance(TaskRequest calldata request, bytes calldata signature)
        external
        returns (bytes32 taskId)
    {
        taskId = _fund(request, true);
        if (msg.sender != request.buyer && !Signatures.isValid(request.buyer, taskId, signature)) {
            revert Errors.TaskMarketplace_WrongSignature(request.buyer);
        }
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

        _close(taskId, word, TaskState.CANCELLED);
        uint256 refund = state == TaskState.FUNDED ? request.budget : 0;
        emit TaskCancelled(taskId, request.buyer, refund);
        escrow.credit(request.token, request.buyer, refund);
    }

    /* ------------------------------------------------- Assignment ----------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function assign(TaskRequest calldata request, Acceptance calldata acceptance, bytes calldata signature) external {
        if (request.matcher != address(0) && msg.sender != request.matcher) {
            revert Errors.TaskMarketplace_NotMatcher(msg.sender, request.matcher);
        }
        (bytes32 taskId, uint256 word) = _in(request, TaskState.FUNDED);
        _checkAssignable(request);
        TaskRules.checkAcceptance(request, acceptance, taskId, uint256(TaskWords.attemptOf(word)) + 1, block.timestamp);

        // The rate fits: it is at most the request's, which was checked at funding.
        _words[taskId] = TaskWords.open(
            TaskState.ASSIGNED,
            acceptance.attempt,
            TaskWords.feeBpsOf(word),
            TaskWords.rebateBpsOf(word),
            acceptance.nodeId,
            uint96(acceptance.rate)
        );
        (address provider, TrustLevel level) =
            registry.openAssignment(acceptance.nodeId, request.resourceType, request.token, acceptance.rate);
        _checkSize(request, acceptance.nodeId, level);
        if (provider == request.buyer) revert Errors.TaskMarketplace_SelfDealing(provider);
        _checkSignature(provider, TaskHashes.hash(acceptance), signature);
        emit TaskAssigned(
            taskId,
            acceptance.nodeId,
            provider,
            acceptance.attempt,
            acceptance.rate,
            uint40(block.timestamp) + request.workSeconds
        );
    }

    /// @inheritdoc ITaskMarketplace
    function release(TaskRequest calldata request) external {
        (bytes32 taskId, uint256 word) = _in(request, TaskState.ASSIGNED);
        _checkInTime(request, word);
        bytes8 nodeId = TaskWords.nodeIdOf(word);

        _backToFunded(taskId, word);
        emit TaskReleased(taskId, nodeId, TaskWords.attemptOf(word));
        address provider = registry.recordRelease(nodeId, taskId);
        if (msg.sender != provider) revert Errors.TaskMarketplace_NotProvider(msg.sender, provider);
    }

    /// @inheritdoc ITaskMarketplace
    function reopen(TaskRequest calldata request) external {
        (bytes32 taskId, uint256 word) = _in(request, TaskState.ASSIGNED);
        _checkOverdue(request, word);
        _checkAssignable(request);
        bytes8 nodeId = TaskWords.nodeIdOf(word);

        _backToFunded(taskId, word);
        emit TaskReopened(taskId, nodeId, TaskWords.attemptOf(word));
        registry.penaliseTimeout(nodeId, taskId, _slashes(request));
    }

    /// @inheritdoc ITaskMarketplace
    function expire(TaskRequest calldata request) external {
        bytes32 taskId = taskIdOf(request);
        uint256 word = _words[taskId];
        TaskState state = TaskWords.stateOf(word);
        bytes8 lateNode;
        if (state == TaskState.ASSIGNED) {
            _checkOverdue(request, word);
            if (msg.sender != request.buyer) _checkUnassignable(request);
            lateNode = TaskWords.nodeIdOf(word);
        } else if (state == TaskState.FUNDED) {
            _checkUnassignable(request);
        } else {
            revert Errors.TaskMarketplace_WrongState(taskId, state);
        }

        _close(taskId, word, TaskState.EXPIRED);
        emit TaskExpired(taskId, lateNode, request.budget);
        escrow.credit(request.token, request.buyer, request.budget);
        if (lateNode != 0) registry.penaliseTimeout(lateNode, taskId, _slashes(request));
    }

    /* --------------------------------------------------- Result ------------------------------------------------- */

    /// @inheritdoc ITaskMarketplace
    function submitResult(TaskRequest calldata request, Result calldata result, bytes calldata signature) external {
        (bytes32 taskId, uint256 word) = _in(request, TaskState.ASSIGNED);
        _checkInTime(request, word);
        TaskRules.checkResult(result, taskId, TaskWords.attemptOf(word), TaskWords.nodeIdOf(word));
        (address provider, uint16 units) = registry.assignee(result.nodeId);
        _checkUsage(request, result.usage, block.timestamp - TaskWords.sinceOf(word), units);
        _checkSignature(provider, TaskHashes.hash(result), signature);

        _submit(request, result, taskId, word, provider);
    }

    /// @inheritdoc ITaskMarketplace
    function approve(TaskRequest calldata request, Submission calldata submission, bytes calldata signature) external {
        (bytes32 taskId, uint256 word) = _standing(request, submission, TaskState.SUBMITTED);
        if (msg.sender != request.buyer) {
            Approval memory approval = Approval(taskId, submission.attempt, submission.resultHash);
            _checkSignature(request.buyer, TaskHashes.hash(approval), signature);
        }
        _settle(request, submission, taskId, word, true);
    }

    /// @inheritdoc ITaskMarketplace
    function settle(TaskRequest calldata request, Submission calldata submission) external {
        (bytes32 taskId, uint256 word) = _standing(request, submission, TaskState.SUBMITTED);
        uint40 settleAfter = TaskWords.sinceOf(word) + request.windowSeconds;
        if (block.timestamp < settleAfter) revert Errors.TaskMarketplace_WindowOpen(settleAfter, block.timestamp);
        _settle(request, submission, taskId, word, false);
    }

    /* -------------------------------------------------- Disputes ------------------------------------------------ */

    /// @inheritdoc ITaskMarketplace
    function openDispute(TaskRequest calldata request, Submission calldata submission, bytes32 reasonHash)
        external
        payable
    {
        _checkBuyer(request);
        (bytes32 taskId, uint256 word) = _standing(request, submission, TaskState.SUBMITTED);
        uint40 settleAfter = TaskWords.sinceOf(word) + request.windowSeconds;
        if (block.timestamp >= settleAfter) revert Errors.TaskMarketplace_WindowClosed(settleAfter, block.timestamp);
        uint256 bond = disputeBond(request.token, submission.cost);

        _words[taskId] =
            TaskWords.committed(TaskState.DISPUTED, submission.attempt, TaskWords.commitmentOf(submission));
        _bonds[taskId] = bond;
        emit DisputeOpened(taskId, submission.nodeId, request.buyer, bond, reasonHash);
        if (msg.value > 0) {
            if (request.token != address(0)) revert Errors.TaskMarketplace_ValueNotWanted(msg.value);
            escrow.deposit{ value: msg.value }(address(0), request.buyer, msg.value);
        }
        escrow.lockFromBalance(request.token, request.buyer, bond, false);
        arbitration.open(taskId, request.buyer, registry.providerOf(submission.nodeId));
    }

    /// @inheritdoc ITaskMarketplace
    function resolve(TaskRequest calldata request, Submission calldata submission) external {
        (bytes32 taskId, uint256 word) = _standing(request, submission, TaskState.DISPUTED);
        uint256 bond = _bonds[taskId];
        _close(taskId, word, TaskState.RESOLVED);
        delete _bonds[taskId];
        (Ruling ruling, address[] memory arbitrators) = arbitration.conclude(taskId);

        if (ruling == Ruling.BUYER || ruling == Ruling.MISUSE) {
            _resolveForBuyer(request, submission, taskId, bond, ruling, arbitrators);
        } else {
            _resolveForProvider(request, submission, taskId, bond, ruling, arbitrators);
        }
    }

    /* --------------------------------------------- Admin and guardian ------------------------------------------- */

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
        uint256 notBefore = pausedUntil == 0 ? 0 : uint256(pausedUntil) + PAUSE_COOLDOWN;
        if (!byAdmin && block.timestamp < notBefore) revert Errors.TaskMarketplace_PausedTooRecently(notBefore);

        pausedUntil = uint40(block.timestamp) + forSeconds;
        emit Paused(msg.sender, pausedUntil);
    }

    /// @inheritdoc ITaskMarketplace
    function unpause() external {
        _checkGuardian();
        if (block.timestamp > pausedUntil) revert Errors.TaskMarketplace_NotPaused();

        pausedUntil = uint40(block.timestamp) - 1;
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
    function isSubmitted(bytes32 taskId, Submission calldata submission) external view returns (bool) {
        uint256 word = _words[taskId];
        TaskState state = TaskWords.stateOf(word);
        return (state == TaskState.SUBMITTED || state == TaskState.DISPUTED)
            && TaskWords.commits(word, TaskWords.commitmentOf(submission));
    }

    /// @inheritdoc ITaskMarketplace
    function tokenPolicy(address token) external view returns (TokenPolicy memory) {
        return _policies[token];
    }

    /// @inheritdoc ITaskMarketplace
    function disputeBond(address token, uint256 cost) public view returns (uint256) {
        return PaymentMath.disputeBond(cost, _policies[token].disputeBondFloor);
    }

    /* -------------------------------------------------- Private ------------------------------------------------- */

    function _fund(TaskRequest calldata request, bool fromBalance) private returns (bytes32 taskId) {
        if (block.timestamp <= pausedUntil) revert Errors.TaskMarketplace_IsPaused(pausedUntil);
        uint16 fee = feeBps;
        uint16 rebate = request.token == aiigo ? rebateBps : 0;
        TaskRules.checkFundable(request, block.timestamp, minWindowSeconds, fee);
        taskId = taskIdOf(request);
        if (_words[taskId] != 0) revert Errors.TaskMarketplace_TaskExists(taskId);

        _words[taskId] = TaskWords.open(TaskState.FUNDED, 0, fee, rebate, 0, 0);
        emit TaskFunded(taskId, request.buyer, fee, rebate, fromBalance, request);
    }

    /// @dev The id is the request's digest, so a request that was never funded has no state.
    function _in(TaskRequest calldata request, TaskState state) private view returns (bytes32 taskId, uint256 word) {
        taskId = taskIdOf(request);
        word = _words[taskId];
        if (TaskWords.stateOf(word) != state) {
            revert Errors.TaskMarketplace_WrongState(taskId, TaskWords.stateOf(word));
        }
    }

    /// @dev As {_in}, for a task whose word commits to exactly this submission.
    function _standing(TaskRequest calldata request, Submission calldata submission, TaskState state)
        private
        view
        returns (bytes32 taskId, uint256 word)
    {
        (taskId, word) = _in(request, state);
        bytes32 commitment = TaskWords.commitmentOf(submission);
        if (!TaskWords.commits(word, commitment)) {
            revert Errors.TaskMarketplace_WrongSubmission(taskId, commitment);
        }
    }

    /// @dev From here on the word is a commitment to everything that settlement will use.
    function _submit(
        TaskRequest calldata request,
        Result calldata result,
        bytes32 taskId,
        uint256 word,
        address provider
    )
        private
    {
        uint96 cost = uint96(PaymentMath.cost(result.usage, TaskWords.rateOf(word), request.budget));
        Submission memory submission = Submission(
            result.attempt,
            TaskWords.feeBpsOf(word),
            TaskWords.rebateBpsOf(word),
            result.nodeId,
            cost,
            result.resultHash
        );
        _words[taskId] =
            TaskWords.committed(TaskState.SUBMITTED, result.attempt, keccak256(abi.encode(submission)));
        emit TaskSubmitted(
            taskId,
            result.nodeId,
            provider,
            result.attempt,
            result.usage,
            cost,
            result.resultHash,
            uint40(block.timestamp) + request.windowSeconds
        );
    }

    function _close(bytes32 taskId, uint256 word, TaskState to) private {
        _words[taskId] = TaskWords.closed(to, TaskWords.attemptOf(word));
    }

    /// @dev The attempt's number is kept, so that its acceptance can't be used again.
    function _backToFunded(bytes32 taskId, uint256 word) private {
        _words[taskId] = TaskWords.open(
            TaskState.FUNDED, TaskWords.attemptOf(word), TaskWords.feeBpsOf(word), TaskWords.rebateBpsOf(word), 0, 0
        );
    }

    function _settle(
        TaskRequest calldata request,
        Submission calldata submission,
        bytes32 taskId,
        uint256 word,
        bool approved
    )
        private
    {
        _close(taskId, word, TaskState.SETTLED);
        Payment memory paid = _pay(request, submission);
        emit TaskSettled(
            taskId,
            submission.nodeId,
            paid.provider,
            submission.attempt,
            submission.cost,
            paid.treasuryAmount,
            paid.providerAmount,
            paid.buyerAmount,
            approved
        );
    }

    /// @dev Pays as submitted and records the success.
    function _pay(TaskRequest calldata request, Submission calldata submission)
        private
        returns (Payment memory paid)
    {
        uint96 cost = submission.cost;
        bool priced = cost != 0 && cost >= _policies[request.token].trustFrom;
        paid.provider = registry.recordSettlement(submission.nodeId, request.buyer, priced);
        (paid.treasuryAmount, paid.providerAmount, paid.buyerAmount) = escrow.settle(
            request.token, request.budget, cost, submission.feeBps, submission.rebateBps, paid.provider, request.buyer
        );
    }

    /// @dev The provider won, or the panel was silent: paid as submitted. A buyer who lost pays the arbitrators out of the bond.
    function _resolveForProvider(
        TaskRequest calldata request,
        Submission calldata submission,
        bytes32 taskId,
        uint256 bond,
        Ruling ruling,
        address[] memory arbitrators
    )
        private
    {
        Payment memory paid = _pay(request, submission);
        uint256 fee = ruling == Ruling.PROVIDER ? PaymentMath.disputeFee(submission.cost) : 0;
        _creditArbitrators(taskId, request.token, fee, arbitrators);
        escrow.credit(request.token, request.buyer, bond - fee);
        emit DisputeResolved(
            taskId,
            submission.nodeId,
            paid.provider,
            ruling,
            paid.treasuryAmount,
            paid.providerAmount,
            paid.buyerAmount,
            bond - fee,
            fee
        );
    }

    /// @dev The buyer won: everything goes back, the bond too. The provider pays the arbitrators out of its stake; where the task is
    /// too small to slash, they are paid out of the lock.
    function _resolveForBuyer(
        TaskRequest calldata request,
        Submission calldata submission,
        bytes32 taskId,
        uint256 bond,
        Ruling ruling,
        address[] memory arbitrators
    )
        private
    {
        bool slashes = _slashes(request);
        address provider = registry.providerOf(submission.nodeId);
        uint256 fee = slashes ? 0 : PaymentMath.disputeFee(submission.cost);
        uint256 buyerAmount = request.budget - fee;
        registry.penaliseDispute(submission.nodeId, taskId, ruling == Ruling.MISUSE, slashes, arbitrators);
        _creditArbitrators(taskId, request.token, fee, arbitrators);
        escrow.credit(request.token, request.buyer, buyerAmount + bond);
        emit DisputeResolved(taskId, submission.nodeId, provider, ruling, 0, 0, buyerAmount, bond, fee);
    }

    function _creditArbitrators(bytes32 taskId, address token, uint256 fee, address[] memory arbitrators) private {
        if (fee == 0) return;
        for (uint256 i; i < arbitrators.length; ++i) {
            uint256 amount = PaymentMath.share(fee, arbitrators.length, i);
            emit ArbitratorCredited(taskId, arbitrators[i], token, amount);
            escrow.credit(token, arbitrators[i], amount);
        }
    }

    function _slashes(TaskRequest calldata request) private view returns (bool) {
        return request.budget >= _policies[request.token].slashableFrom;
    }

    function _checkBuyer(TaskRequest calldata request) private view {
        if (msg.sender != request.buyer) revert Errors.TaskMarketplace_NotBuyer(msg.sender, request.buyer);
    }

    function _checkSize(TaskRequest calldata request, bytes8 nodeId, TrustLevel level) private view {
        if (level > TrustLevel.BASIC) return;
        uint96 cap = _policies[request.token].smallTaskCap;
        if (cap != 0 && request.budget > cap) {
            revert Errors.TaskMarketplace_TaskTooLarge(nodeId, request.budget, cap);
        }
    }

    /// @dev Bounds the usage by what the node's units can have worked.
    function _checkUsage(TaskRequest calldata request, uint64 usage, uint256 elapsed, uint16 units) private pure {
        uint256 bound = TaskRules.usageBound(request, elapsed, units);
        if (usage > bound) revert Errors.TaskMarketplace_UsageAboveMaximum(usage, bound);
    }

    function _checkInTime(TaskRequest calldata request, uint256 word) private view {
        uint40 dueAt = TaskWords.sinceOf(word) + request.workSeconds;
        if (block.timestamp > dueAt) revert Errors.TaskMarketplace_Overdue(dueAt, block.timestamp);
    }

    function _checkOverdue(TaskRequest calldata request, uint256 word) private view {
        uint40 dueAt = TaskWords.sinceOf(word) + request.workSeconds;
        if (block.timestamp <= dueAt) revert Errors.TaskMarketplace_NotOverdue(dueAt, block.timestamp);
    }

    function _checkAssignable(TaskRequest calldata request) private view {
        if (block.timestamp > request.assignBy) {
            revert Errors.TaskMarketplace_AssignmentClosed(request.assignBy, block.timestamp);
        }
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

    function _checkGuardian() private view returns (bool byAdmin) {
        byAdmin = hasRole(DEFAULT_ADMIN_ROLE, msg.sender);
        if (!byAdmin && !hasRole(GUARDIAN_ROLE, msg.sender)) revert Errors.TaskMarketplace_NotGuardian(msg.sender);
    }

    function _setFees(uint16 feeBps_, uint16 rebateBps_) private {
        if (feeBps_ > MAX_FEE_BPS) revert Errors.TaskMarketplace_ParameterOutOfBounds(feeBps_, MAX_FEE_BPS);
        if (rebateBps_ > feeBps_) revert Errors.TaskMarketplace_RebateAboveFee(rebateBps_, feeBps_);
        feeBps = feeBps_;
        rebateBps = rebateBps_;
        emit FeeChanged(feeBps_, rebateBps_);
    }

    function _setTokenPolicy(address token, TokenPolicy memory policy) private {
        _policies[token] = policy;
        emit TokenPolicyChanged(token, policy);
    }
}
