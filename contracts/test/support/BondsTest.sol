// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { AiigoToken } from "../../src/AiigoToken.sol";
import { PartnerBonds } from "../../src/PartnerBonds.sol";
import { IEscrow } from "../../src/interfaces/IEscrow.sol";
import { INodeRegistry } from "../../src/interfaces/INodeRegistry.sol";
import { PenaltyReason } from "../../src/types/DataTypes.sol";
import { TestBase } from "./TestBase.sol";

/// @notice Stands in for the registry: owns the nodes' list, and looks at a node at the moment it is told to.
contract ListeningRegistry {
    PartnerBonds public bonds;
    mapping(bytes8 nodeId => address) public providerOf;
    mapping(bytes8 nodeId => bool) public seenAsPartner;
    mapping(bytes8 nodeId => uint16) public openDisputesOf;
    uint256 public calls;

    function connect(PartnerBonds bonds_) external {
        bonds = bonds_;
    }

    function setProvider(bytes8 nodeId, address provider) external {
        providerOf[nodeId] = provider;
    }

    function setOpenDisputes(bytes8 nodeId, uint16 count) external {
        openDisputesOf[nodeId] = count;
    }

    function onPartnerChanged(bytes8 nodeId) external {
        require(msg.sender == address(bonds), "not the bonds");
        ++calls;
        seenAsPartner[nodeId] = bonds.isPartner(nodeId);
    }

    function slash(bytes8 nodeId, uint16 bps, bytes32 refId) external returns (uint256) {
        return bonds.slash(nodeId, bps, PenaltyReason.TASK_TIMEOUT, refId);
    }
}

/// @notice Stands in for the escrow, of which bonds need the treasury only.
contract TreasuryOf {
    address public treasury;

    constructor(address treasury_) {
        treasury = treasury_;
    }
}

/// @notice Partner bonds between two providers with a node each.
abstract contract BondsTest is TestBase {
    uint256 internal constant START = 1_800_000_000;
    uint256 internal constant MINIMUM = 50_000e18;
    uint40 internal constant UNBONDING = 45 days;
    bytes8 internal constant NODE = "node one";
    bytes8 internal constant OTHER = "node two";

    AiigoToken internal token;
    ListeningRegistry internal registry;
    PartnerBonds internal bonds;
    IEscrow internal escrow;
    address internal admin = account("admin");
    address internal operator = account("operator");
    address internal treasury = account("treasury");
    address internal provider = account("provider");
    address internal rival = account("rival");
    address internal stranger = account("stranger");

    function setUp() public virtual {
        vm.warp(START);
        address[] memory holders = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (holders[0], amounts[0]) = (address(this), 1_000_000_000e18);
        token = new AiigoToken(holders, amounts);
        registry = new ListeningRegistry();
        escrow = IEscrow(address(new TreasuryOf(treasury)));
        bonds = new PartnerBonds(token, admin, operator, INodeRegistry(address(registry)), escrow, MINIMUM, UNBONDING);
        registry.connect(bonds);
        registry.setProvider(NODE, provider);
        registry.setProvider(OTHER, rival);
        for (uint256 i; i < 3; ++i) {
            fundAccount([provider, rival, stranger][i]);
        }
    }

    function fundAccount(address who) internal {
        token.transfer(who, 100_000_000e18);
        vm.prank(who);
        token.approve(address(bonds), type(uint256).max);
    }

    function commits(address who, bytes8 nodeId, uint256 amount) internal {
        vm.prank(who);
        bonds.commit(nodeId, 9990, amount);
    }

    function asksForRelease(address who, bytes8 nodeId) internal {
        vm.prank(who);
        bonds.requestRelease(nodeId);
    }

    function withdraws(address who, bytes8 nodeId, address to) internal returns (uint256) {
        vm.prank(who);
        return bonds.withdraw(nodeId, to);
    }
}
