import { type Address, encodeAbiParameters, type Hex, keccak256, slice } from 'viem'

/** The id a node will have: the first 8 bytes of keccak256(abi.encode(provider, salt)), known before registration. */
export function nodeIdOf(provider: Address, salt: Hex): Hex {
  return slice(keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }], [provider, salt])), 0, 8)
}
