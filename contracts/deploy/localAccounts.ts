import { type Address, type Hex, toHex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'

const MNEMONIC = 'test test test test test test test test test test test junk'

export interface LocalAccount {
  address: Address
  privateKey: Hex
}

/**
 * An account of the public development mnemonic that local chains fund. Never use it on a public chain.
 * @example localAccount(0).address // '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
 */
export function localAccount(addressIndex: number): LocalAccount {
  const account = mnemonicToAccount(MNEMONIC, { addressIndex })
  const key = account.getHdKey().privateKey
  if (!key) throw new Error(`the development mnemonic gave no private key for index ${addressIndex}`)
  return { address: account.address, privateKey: toHex(key) }
}

/** The accounts of a local deployment. Indices from 9 to 44 are free for buyers and providers. */
export const localRoles = () => ({
  deployer: localAccount(0),
  admin: localAccount(1),
  operator: localAccount(2),
  treasury: localAccount(3),
  team: localAccount(5),
  privateSale: localAccount(6),
  /** Also the local faucet: hands out the AIIGO that demo providers stake. */
  publicSale: localAccount(7),
  ecosystem: localAccount(8),
})

/** The five arbitrators of a local deployment. */
export const localArbitrators = (): LocalAccount[] => [45, 46, 47, 48, 49].map(localAccount)

/** The three guardians of a local deployment; any two of them act. */
export const localGuardians = (): LocalAccount[] => [50, 51, 52].map(localAccount)
