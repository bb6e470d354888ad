// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IVetoable
/// @notice The guardian council's power over a proposal of the DAO while its veto lasts.
interface IVetoable {
    /// @notice Emitted when the guardian stops a proposal.
    event ProposalVetoed(uint256 indexed proposalId);

    /// @notice Guardian: ends a proposal, also one that waits in the timelock. Its text may be proposed again under
    /// another description.
    /// @param descriptionHash keccak256 of the proposal's description.
    /// @dev Reverts if the caller is not the guardian, the veto has expired, the proposal is unknown or over, or more
    /// than half of all votes that there were at its snapshot have been cast for it.
    function veto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash
    ) external returns (uint256 proposalId);
}
