// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import { IERC1271 } from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import { Escrow } from "../../src/Escrow.sol";

/// @notice An account that makes planned calls on each call: while ether arrives, or from a token's hook.
contract Reenterer is IERC1271 {
    struct Step {
        address target;
        uint256 value;
        bytes call;
        bool succeeded;
    }

    Step[] private _steps;
    bool private _running;

    function plans(address target, uint256 value, bytes calldata call) external {
        _steps.push(Step(target, value, call, false));
    }

    function succeeded(uint256 step) external view returns (bool) {
        return _steps[step].succeeded;
    }

    function runs(address target, uint256 value, bytes calldata call) external payable {
        (bool done, bytes memory answer) = target.call{ value: value }(call);
        if (done) return;
        assembly {
            revert(add(answer, 0x20), mload(answer))
        }
    }

    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return IERC1271.isValidSignature.selector;
    }

    fallback() external payable {
        _reenters();
    }

    receive() external payable {
        _reenters();
    }

    function _reenters() private {
        if (_running) return;
        _running = true;
        for (uint256 i; i < _steps.length; ++i) {
            (_steps[i].succeeded,) = _steps[i].target.call{ value: _steps[i].value }(_steps[i].call);
        }
        _running = false;
    }
}

/// @notice Like ERC-777: accounts with a hook are called before they send and after they receive.
contract HookToken is ERC20 {
    mapping(address account => bool) public hasHook;

    constructor() ERC20("Hook", "HOOK") {
        _mint(msg.sender, 1e24);
    }

    function setHook(address account) external {
        hasHook[account] = true;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (hasHook[from]) _calls(from, "tokensToSend()");
        super._update(from, to, value);
        if (hasHook[to]) _calls(to, "tokensReceived()");
    }

    function _calls(address account, string memory hook) private {
        (bool done,) = account.call(abi.encodeWithSignature(hook));
        require(done, "hook failed");
    }
}

/// @notice A token gone bad: asked to move a buyer's payment it moves nothing, and makes a deposit of its own
///   meanwhile, so that one arrival would be counted twice.
contract DoubleCountingToken is ERC20 {
    Escrow private immutable escrow;

    constructor(Escrow escrow_) ERC20("Double", "DBL") {
        escrow = escrow_;
        _mint(address(this), 1e24);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (from == address(this)) {
            _transfer(from, to, value);
            return true;
        }
        escrow.deposit(address(this), address(0xbad), value);
        return true;
    }
}

/// @notice Keeps one per cent of every transfer.
contract TaxedToken is ERC20 {
    constructor() ERC20("Taxed", "TAX") {
        _mint(msg.sender, 1e24);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0)) return super._update(from, to, value);
        super._update(from, address(0xdead), value / 100);
        super._update(from, to, value - value / 100);
    }
}

/// @notice Balances grow and shrink without transfers.
contract RebasingToken is ERC20 {
    uint256 public percent = 100;

    constructor() ERC20("Rebasing", "REB") {
        _mint(msg.sender, 1e24);
    }

    function rebase(uint256 percent_) external {
        percent = percent_;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return super.balanceOf(account) * percent / 100;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value * 100 / percent);
    }
}

/// @notice Answers every call with a megabyte.
contract Bomb {
    fallback() external payable {
        assembly {
            return(0, 1000000)
        }
    }
}

/// @notice A token whose refusals are a hundred kilobytes long.
contract BombToken is ERC20 {
    constructor() ERC20("Bomb", "BOMB") { }

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        assembly {
            revert(0, 100000)
        }
    }
}

/// @notice Runs foreign code on its own storage.
contract Delegator {
    function runs(address target, bytes calldata call) external returns (bool done, bytes memory answer) {
        return target.delegatecall(call);
    }
}

/// @notice Forces ether on an account that never agreed to get any.
contract Forcer {
    /// @dev Code whose construction destroys it; the compiler warns of the keyword, which is the point here.
    constructor(address target) payable {
        bytes memory code = abi.encodePacked(hex"73", target, hex"ff");
        assembly {
            pop(create(callvalue(), add(code, 0x20), mload(code)))
        }
    }
}
