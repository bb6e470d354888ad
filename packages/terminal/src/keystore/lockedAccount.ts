import type { Address, LocalAccount } from 'viem'
import { toAccount } from 'viem/accounts'

/**
 * An account whose key is opened by its first signature: reading takes no password.
 * @param unlock asks for the password; called once for many signatures
 */
export function lockedAccount(address: Address, unlock: () => Promise<LocalAccount>): LocalAccount {
  let opened: Promise<LocalAccount> | undefined
  const account = (): Promise<LocalAccount> => {
    opened ??= unlock().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  return toAccount({
    address,
    signMessage: async (message) => (await account()).signMessage(message),
    signTransaction: async (...given) => (await account()).signTransaction(...given),
    signTypedData: async (typed) => (await account()).signTypedData(typed),
  })
}
