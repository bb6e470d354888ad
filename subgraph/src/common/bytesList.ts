import { Address, Bytes } from '@graphprotocol/graph-ts'

/** Addresses as the store takes them. */
export function bytesList(addresses: Address[]): Bytes[] {
  const list: Bytes[] = []
  for (let i = 0; i < addresses.length; i++) list.push(addresses[i])
  return list
}
