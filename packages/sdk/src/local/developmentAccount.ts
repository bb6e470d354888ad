import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/** The public development mnemonic: everyone has its keys, so its money is worth nothing. */
const MNEMONIC = 'test test test test test test test test test test test junk'

/**
 * An account of the public development mnemonic; those from 12 on are funded on local chains and belong to nobody else
 * there.
 * @example await connect({ apiUrl, rpcUrl, wallet: developmentAccount(12) })
 */
export function developmentAccount(index: number): HDAccount {
  return mnemonicToAccount(MNEMONIC, { addressIndex: index })
}
