// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IStakingPool } from "../../src/interfaces/IStakingPool.sol";
import { ITaskMarketplace } from "../../src/interfaces/ITaskMarketplace.sol";
import { Errors } from "../../src/libraries/Errors.sol";
import "../../src/types/DataTypes.sol";
import { SystemTest } from "../support/SystemTest.sol";
import { Wording } from "../support/Wording.sol";

contract TaskDisputeTest is SystemTest {
    /// @dev Of `submitted`: 100 seconds at RATE; not divisible by what is shared below.
    uint256 private constant COST = 100e12;
    uint256 private constant FEE = COST * 2 / 100;
    bytes8 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = goesActive(provider, "node");
    }

    /* ------------------------------------------------ openDispute ----------------------------------------------- */

    function test_OpenDispute_RevertWhen_NotSubmitted() external {
        TaskRequest memory request = disputed(nodeId);
        _refuses(request, submissionOf(request), _wrongState(request, TaskState.DISPUTED));
        request = submitted(nodeId);
        approves(request);
        _refuses(request, submissionOf(request), _wrongState(request, TaskState.SETTLED));
    }

    function test_OpenDispute_RevertWhen_TheSubmissionIsAnother() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        submission.settleAfter += 1 days;
        bytes memory wrong = abi.encodeWithSelector(
            Errors.TaskMarketplace_WrongCommitment.selector, idOf(request), Wording.hash(submission)
        );
        _refuses(request, submission, wrong);
    }

    function test_OpenDispute_RevertWhen_CallerIsNotTheBuyer() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        address[3] memory people = [provider, stranger, admin];
        for (uint256 i; i < people.length; ++i) {
            vm.prank(people[i]);
            vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_NotBuyer.selector, people[i], buyer));
            market.openDispute(idOf(request), submission, "reason");
        }
    }

    function test_OpenDispute_RevertWhen_TheWindowIsClosed() external {
        TaskRequest memory request = submitted(nodeId);
        uint40 settleAfter = submissionOf(request).settleAfter;
        vm.warp(settleAfter);
        _refuses(
            request,
            submissionOf(request),
            abi.encodeWithSelector(Errors.TaskMarketplace_WindowClosed.selector, settleAfter, settleAfter)
        );
        vm.warp(settleAfter - 1);
        disputes(request);
    }

    function test_OpenDispute_RevertWhen_TheBalanceIsBelowTheBond() external {
        TaskRequest memory request = submitted(nodeId);
        deposits(ETH, buyer, FEE - 1);
        _refuses(
            request,
            submissionOf(request),
            abi.encodeWithSelector(Errors.Escrow_BalanceTooLow.selector, ETH, buyer, FEE - 1, FEE)
        );
        checkState(request, TaskState.SUBMITTED);
    }

    function test_OpenDispute_RevertWhen_ValueComesWithATokensTask() external {
        TaskRequest memory request = _submittedIn(address(usdc));
        Submission memory submission = submissionOf(request);
        deposits(address(usdc), buyer, 1e6);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Errors.TaskMarketplace_ValueNotWanted.selector, 7));
        market.openDispute{ value: 7 }(idOf(request), submission, "reason");
    }

    /// @dev The smallest set that the admin can leave; both parties belong to it.
    function test_OpenDispute_GivenFiveArbitrators_FindsThreeWhoAreNoParty() external {
        address[] memory removed = new address[](4);
        for (uint256 i; i < removed.length; ++i) {
            removed[i] = arbitrators[i];
        }
        vm.prank(admin);
        arbitration.changeArbitrators(_two(buyer, provider), removed);
        TaskRequest memory request = disputed(nodeId);
        address[3] memory panel = votes(request, [Ruling.NONE, Ruling.NONE, Ruling.NONE]);
        for (uint256 i; i < 3; ++i) {
            check(panel[i] != buyer && panel[i] != provider && panel[i] != address(0), "no party");
        }
    }

    function test_OpenDispute_LocksTheBondOutOfTheBalance() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        deposits(ETH, buyer, BUDGET);
        vm.expectEmit();
        emit ITaskMarketplace.DisputeOpened(idOf(request), nodeId, buyer, FEE, "reason");
        vm.prank(buyer);
        market.openDispute(idOf(request), submission, "reason");
        vm.snapshotGasLastCall("gas", "openDispute");
        eq(wordOf(request), Wording.word(TaskState.DISPUTED, 1, Wording.hash(submission)), "word");
        check(market.isSubmitted(idOf(request), submission), "view");
        eq(escrow.claimable(ETH, buyer), BUDGET - FEE, "balance");
        eq(escrow.liabilities(ETH), 2 * uint256(BUDGET), "liabilities");
        eq(arbitration.dispute(idOf(request)).buyer, buyer, "buyer");
        eq(arbitration.dispute(idOf(request)).provider, provider, "provider");
    }

    function test_OpenDispute_GivenValue_DepositsItFirst() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        vm.prank(buyer);
        market.openDispute{ value: FEE + 5 }(idOf(request), submission, "reason");
        eq(escrow.claimable(ETH, buyer), 5, "what is too much stays the buyer's");
        eq(address(escrow).balance, BUDGET + FEE + 5, "held");
        eq(escrow.liabilities(ETH), BUDGET + FEE + 5, "owed");
    }

    function test_OpenDispute_GivenAFloor_TakesAtLeastThat() external {
        limits(ETH, TokenPolicy(0, 0, 0, uint96(FEE) + 9));
        TaskRequest memory request = submitted(nodeId);
        Submission memory larger = submissionOf(request);
        eq(market.disputeBond(larger), FEE + 9, "floor");
        larger.cost *= 2;
        eq(market.disputeBond(larger), FEE * 2, "2 %");
        larger.budget = 5;
        larger.cost = 1;
        eq(market.disputeBond(larger), 5, "no floor asks for more than the budget");
        deposits(ETH, buyer, FEE + 8);
        _refuses(
            request,
            submissionOf(request),
            abi.encodeWithSelector(Errors.Escrow_BalanceTooLow.selector, ETH, buyer, FEE + 8, FEE + 9)
        );
    }

    function test_OpenDispute_GivenAPauseAndADelistedToken_StillOpens() external {
        TaskRequest memory request = submitted(nodeId);
        vm.startPrank(admin);
        market.pause(1 days);
        escrow.setTokenAllowed(ETH, false);
        vm.stopPrank();
        deposits(ETH, buyer, FEE);
        Submission memory submission = submissionOf(request);
        vm.prank(buyer);
        market.openDispute(idOf(request), submission, "reason");
        checkState(request, TaskState.DISPUTED);
    }

    /* --------------------------------------------------- resolve ------------------------------------------------ */

    function test_Resolve_RevertWhen_NotDisputed() external {
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        vm.expectRevert(_wrongState(request, TaskState.SUBMITTED));
        market.resolve(idOf(request), submission);
    }

    function test_Resolve_RevertWhen_TheSubmissionIsAnother() external {
        TaskRequest memory request = disputed(nodeId);
        votes(request, [Ruling.PROVIDER, Ruling.PROVIDER, Ruling.PROVIDER]);
        Submission memory submission = submissionOf(request);
        submission.provider = stranger;
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.TaskMarketplace_WrongCommitment.selector, idOf(request), Wording.hash(submission)
            )
        );
        market.resolve(idOf(request), submission);
    }

    function test_Resolve_RevertWhen_ThePanelMayStillVote() external {
        TaskRequest memory request = disputed(nodeId);
        Submission memory submission = submissionOf(request);
        uint40 drawBy = arbitration.dispute(idOf(request)).drawBy;
        vm.warp(drawBy);
        vm.expectRevert(abi.encodeWithSelector(Errors.Arbitration_NotFinal.selector, idOf(request), drawBy, drawBy));
        market.resolve(idOf(request), submission);
    }

    function test_Resolve_GivenTheProviderWon_PaysAsSubmitted_TheBondPaysTheArbitrators() external {
        limits(ETH, TokenPolicy(0, 0, 0, uint96(FEE) + 9));
        TaskRequest memory request = disputed(nodeId);
        address[3] memory panel = votes(request, [Ruling.PROVIDER, Ruling.BUYER, Ruling.PROVIDER]);
        uint256 fee = COST * 8 / 100;
        Submission memory submission = submissionOf(request);
        vm.expectEmit();
        emit ITaskMarketplace.ArbitratorCredited(idOf(request), panel[0], ETH, FEE / 2);
        vm.expectEmit();
        emit ITaskMarketplace.ArbitratorCredited(idOf(request), panel[2], ETH, FEE / 2);
        vm.expectEmit();
        emit ITaskMarketplace.DisputeResolved(
            idOf(request), nodeId, provider, Ruling.PROVIDER, fee, COST - fee, BUDGET - COST, 9, FEE
        );
        vm.prank(stranger);
        market.resolve(idOf(request), submission);
        vm.snapshotGasLastCall("gas", "resolve for the provider");

        eq(wordOf(request), Wording.word(TaskState.RESOLVED, 1, 0), "word");
        eq(escrow.claimable(ETH, provider), COST - fee, "provider");
        eq(escrow.fees(ETH), fee, "fees");
        eq(escrow.claimable(ETH, buyer), BUDGET - COST + 9, "rest, and the bond above the fee");
        eq(escrow.claimable(ETH, panel[0]), FEE / 2, "first");
        eq(escrow.claimable(ETH, panel[1]), 0, "outvoted");
        eq(escrow.claimable(ETH, panel[2]), FEE / 2, "third");
        eq(escrow.liabilities(ETH), BUDGET + FEE + 9, "everything is owed to somebody");
        eq(registry.record(nodeId).tasksCompleted, 1, "completed");
        eq(pool.activeStake(nodeId), MIN_STAKE, "stake");
    }

    function test_Resolve_GivenThreeWhoAgree_TheFirstTakesWhatDoesNotDivide() external {
        TaskRequest memory request = disputed(nodeId);
        address[3] memory panel = votes(request, [Ruling.PROVIDER, Ruling.PROVIDER, Ruling.PROVIDER]);
        resolves(request);
        // 2e12 / 3
        eq(escrow.claimable(ETH, panel[0]), 666_666_666_668, "first");
        eq(escrow.claimable(ETH, panel[1]), 666_666_666_666, "second");
        eq(escrow.claimable(ETH, panel[2]), 666_666_666_666, "third");
    }

    function test_Resolve_GivenTheProviderWon_PaidInAiigo_KeepsTheRebate() external {
        TaskRequest memory request = _submittedIn(address(token));
        disputes(request);
        votes(request, [Ruling.PROVIDER, Ruling.PROVIDER, Ruling.NONE]);
        resolves(request);
        eq(escrow.fees(address(token)), COST * 6 / 100, "6 %");
        eq(escrow.claimable(address(token), buyer), BUDGET - COST + COST * 2 / 100, "rest and 2 %; the bond is gone");
    }

    function test_Resolve_GivenTheBuyerWon_PaysTheArbitratorsOutOfTheLock_AndSlashes() external {
        TaskRequest memory request = disputed(nodeId);
        address[3] memory panel = votes(request, [Ruling.BUYER, Ruling.PROVIDER, Ruling.BUYER]);
        Submission memory submission = submissionOf(request);
        vm.expectEmit();
        emit ITaskMarketplace.ArbitratorCredited(idOf(request), panel[0], ETH, FEE / 2);
        vm.expectEmit();
        emit ITaskMarketplace.ArbitratorCredited(idOf(request), panel[2], ETH, FEE / 2);
        vm.expectEmit();
        emit ITaskMarketplace.DisputeResolved(
            idOf(request), nodeId, provider, Ruling.BUYER, 0, 0, BUDGET - FEE, FEE, FEE
        );
        market.resolve(idOf(request), submission);
        vm.snapshotGasLastCall("gas", "resolve for the buyer");
        eq(escrow.claimable(ETH, buyer), BUDGET - FEE + FEE, "deposit without 2 % of the cost, and the bond");
        eq(escrow.claimable(ETH, provider), 0, "provider");
        eq(escrow.fees(ETH), 0, "no fee");
        eq(escrow.claimable(ETH, panel[0]), FEE / 2, "half of 2 % of the cost");
        eq(escrow.claimable(ETH, panel[1]), 0, "outvoted");
        eq(escrow.claimable(ETH, panel[2]), FEE / 2, "half of 2 % of the cost");
        eq(escrow.liabilities(ETH), BUDGET + FEE, "owed");
        eq(token.balanceOf(treasury), 2e18, "2 % of the stake");
        eq(pool.activeStake(nodeId), 98e18, "2 % of the stake");
        eq(registry.record(nodeId).tasksFailed, 1, "failed");
        eq(registry.record(nodeId).tasksCompleted, 0, "not completed");
        eq(market.countedTasks(buyer, provider), 1, "a failure counts like a success");
        eq(registry.node(nodeId).reputation, 5000 + 100 - 200, "reputation");
        checkNode(nodeId, NodeState.SLASHED);
    }

    function test_Resolve_GivenTheBuyerWon_ATaskTooSmallToSlash_PaysTheArbitratorsOutOfTheLock() external {
        limits(ETH, TokenPolicy(0, 0, uint96(BUDGET) + 1, 0));
        TaskRequest memory request = disputed(nodeId);
        address[3] memory panel = votes(request, [Ruling.BUYER, Ruling.MISUSE, Ruling.BUYER]);
        Submission memory submission = submissionOf(request);
        vm.expectEmit();
        emit ITaskMarketplace.DisputeResolved(
            idOf(request), nodeId, provider, Ruling.BUYER, 0, 0, BUDGET - FEE, FEE, FEE
        );
        market.resolve(idOf(request), submission);
        eq(escrow.claimable(ETH, buyer), BUDGET, "deposit without the fee, and the bond");
        uint256 shared;
        for (uint256 i; i < 3; ++i) {
            shared += escrow.claimable(ETH, panel[i]);
            check(escrow.claimable(ETH, panel[i]) > 0, "each of the side");
        }
        eq(shared, FEE, "to the last wei");
        eq(escrow.liabilities(ETH), BUDGET + FEE, "owed");
        eq(pool.activeStake(nodeId), MIN_STAKE, "stake");
        checkNode(nodeId, NodeState.ACTIVE);
    }

    function test_Resolve_GivenMisuse_HalvesTheStakeAndBans() external {
        vm.prank(provider);
        pool.stake(nodeId, 300e18);
        TaskRequest memory request = disputed(nodeId);
        address[3] memory panel = votes(request, [Ruling.MISUSE, Ruling.MISUSE, Ruling.PROVIDER]);
        resolves(request);
        eq(escrow.claimable(ETH, buyer), BUDGET, "deposit without 2 % of the cost, and the bond");
        eq(pool.activeStake(nodeId), 200e18, "50 %");
        eq(escrow.claimable(ETH, panel[0]), FEE / 2, "half of 2 % of the cost");
        eq(escrow.claimable(ETH, panel[1]), FEE / 2, "half of 2 % of the cost");
        eq(token.balanceOf(treasury), 200e18, "all that was taken");
        _checkBanned();
    }

    function test_Resolve_GivenMisuseOfATaskTooSmallToSlash_HalvesTheStakeAllTheSame() external {
        limits(ETH, TokenPolicy(0, 0, uint96(BUDGET) + 1, 0));
        TaskRequest memory request = disputed(nodeId);
        votes(request, [Ruling.MISUSE, Ruling.MISUSE, Ruling.MISUSE]);
        resolves(request);
        eq(pool.activeStake(nodeId), MIN_STAKE / 2, "50 %, whatever the task was worth");
        eq(escrow.claimable(ETH, buyer), BUDGET, "deposit without the fee, and the bond");
        _checkBanned();
    }

    function test_Resolve_GivenMisuseOfAPartner_HalvesTheBondToo() external {
        vm.prank(provider);
        bonds.commit(nodeId, 9990, MIN_BOND);
        TaskRequest memory request = disputed(nodeId);
        votes(request, [Ruling.MISUSE, Ruling.MISUSE, Ruling.NONE]);
        resolves(request);
        eq(bonds.bondOf(nodeId).amount, MIN_BOND / 2, "bond");
        eq(token.balanceOf(treasury), 50e18 + MIN_BOND / 2, "treasury");
    }

    function test_Resolve_GivenNoMajorityInTime_PaysAsSubmitted_AndThoseWhoVoted() external {
        TaskRequest memory request = disputed(nodeId);
        address[3] memory panel = votes(request, [Ruling.BUYER, Ruling.PROVIDER, Ruling.NONE]);
        Submission memory submission = submissionOf(request);
        uint256 fee = COST * 8 / 100;
        vm.expectEmit();
        emit ITaskMarketplace.DisputeResolved(
            idOf(request), nodeId, provider, Ruling.TIMED_OUT, fee, COST - fee, BUDGET - COST, 0, FEE
        );
        market.resolve(idOf(request), submission);
        eq(escrow.claimable(ETH, buyer), BUDGET - COST, "rest");
        eq(escrow.claimable(ETH, provider), COST - fee, "provider");
        eq(escrow.claimable(ETH, panel[0]), FEE / 2, "voted");
        eq(escrow.claimable(ETH, panel[1]), FEE / 2, "voted");
        eq(escrow.claimable(ETH, panel[2]), 0, "nobody earns by silence");
        eq(escrow.liabilities(ETH), BUDGET + FEE, "owed");
    }

    function test_Resolve_GivenNobodyDrewThePanel_EndsAllTheSame() external {
        TaskRequest memory request = disputed(nodeId);
        vm.warp(arbitration.dispute(idOf(request)).drawBy + 1);
        resolves(request);
        checkState(request, TaskState.RESOLVED);
        eq(escrow.claimable(ETH, buyer), BUDGET - COST + FEE, "rest and bond");
    }

    function test_Resolve_RevertWhen_Resolved() external {
        TaskRequest memory request = disputed(nodeId);
        votes(request, [Ruling.BUYER, Ruling.BUYER, Ruling.BUYER]);
        resolves(request);
        Submission memory submission = submissionOf(request);
        vm.expectRevert(_wrongState(request, TaskState.RESOLVED));
        market.resolve(idOf(request), submission);
    }

    /// @dev Late by more than unbonding takes: the stake waited.
    function test_Resolve_GivenAProviderThatUnbonds_StillSlashesIt_HoweverLate() external {
        TaskRequest memory request = assigned(nodeId);
        vm.startPrank(provider);
        bonds.commit(nodeId, 9990, MIN_BOND);
        bonds.requestRelease(nodeId);
        pool.unbond(nodeId, MIN_STAKE);
        vm.stopPrank();
        vm.warp(block.timestamp + 100);
        submitsResult(request, 100);
        disputes(request);
        eq(registry.openDisputesOf(nodeId), 1, "open");
        votes(request, [Ruling.MISUSE, Ruling.MISUSE, Ruling.MISUSE]);
        vm.warp(block.timestamp + 100 days);
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakingPool_DisputeOpen.selector, nodeId, 1));
        pool.withdrawUnbonded(nodeId, provider);
        vm.expectRevert(abi.encodeWithSelector(Errors.PartnerBonds_DisputeOpen.selector, nodeId, 1));
        bonds.withdraw(nodeId, provider);
        vm.stopPrank();
        resolves(request);
        eq(registry.openDisputesOf(nodeId), 0, "none open");
        vm.startPrank(provider);
        eq(pool.withdrawUnbonded(nodeId, provider), MIN_STAKE / 2, "half of it");
        eq(bonds.withdraw(nodeId, provider), MIN_BOND / 2, "half of it");
        vm.stopPrank();
    }

    /// @dev The DAO's settings while a task runs count for other tasks.
    function test_OpenDispute_GivenAFloorThatWasRaised_TakesTheOneOfTheFunding() external {
        limits(ETH, TokenPolicy(0, 0, 0, uint96(FEE) + 9));
        TaskRequest memory request = submitted(nodeId);
        Submission memory submission = submissionOf(request);
        limits(ETH, TokenPolicy(0, 0, 100 ether, 100 ether));
        eq(market.disputeBond(submission), FEE + 9, "the floor then");
        disputes(request);
        votes(request, [Ruling.BUYER, Ruling.BUYER, Ruling.BUYER]);
        resolves(request);
        eq(pool.activeStake(nodeId), 98e18, "slashable then");
    }

    /// @dev The bond returned is the one taken, also after the floor changed.
    function test_Resolve_GivenTheFloorChanged_ReturnsTheBondThatWasTaken() external {
        TaskRequest memory request = disputed(nodeId);
        limits(ETH, TokenPolicy(0, 0, 0, 1e15));
        votes(request, [Ruling.NONE, Ruling.NONE, Ruling.NONE]);
        resolves(request);
        eq(escrow.claimable(ETH, buyer), BUDGET - COST + FEE, "rest and bond");
        eq(escrow.liabilities(ETH), BUDGET + FEE, "owed");
    }

    function test_Resolve_GivenAFreeTask_TakesNoBondAndPaysNobody() external {
        TaskRequest memory request = assigned(nodeId);
        submitsResult(request, 0);
        disputes(request);
        address[3] memory panel = votes(request, [Ruling.PROVIDER, Ruling.PROVIDER, Ruling.PROVIDER]);
        resolves(request);
        eq(escrow.claimable(ETH, buyer), BUDGET, "everything back");
        eq(escrow.claimable(ETH, panel[0]), 0, "nothing to share");
    }

    /* --------------------------------------------------- Private ------------------------------------------------ */

    function _submittedIn(address paymentToken) private returns (TaskRequest memory request) {
        request = requestIn(paymentToken);
        funds(request);
        assigns(request, nodeId);
        vm.warp(block.timestamp + 100);
        submitsResult(request, 100);
    }

    function _checkBanned() private {
        NodeWord memory node = registry.node(nodeId);
        eq(uint256(node.state), uint256(NodeState.SLASHED), "state");
        eq(uint256(node.trustLevel), uint256(TrustLevel.NONE), "trust");
        eq(node.flags & 1, 1, "banned");
        check(registry.isBanned(provider), "with its account");
        vm.prank(stranger);
        pool.stake(nodeId, 10_000e18);
        checkNode(nodeId, NodeState.SLASHED);
    }

    function _two(address one, address other) private pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (one, other);
    }

    function _refuses(TaskRequest memory request, Submission memory submission, bytes memory error) private {
        vm.prank(buyer);
        vm.expectRevert(error);
        market.openDispute(idOf(request), submission, "reason");
    }

    function _wrongState(TaskRequest memory request, TaskState state) private view returns (bytes memory) {
        return abi.encodeWithSelector(Errors.TaskMarketplace_WrongState.selector, idOf(request), state);
    }
}
