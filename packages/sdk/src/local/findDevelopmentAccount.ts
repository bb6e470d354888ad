import { isAddressEqual } from 'viem'
import type { HDAccount } from 'viem/accounts'
import type { DevelopmentWallet } from '../connect/findPlatform.js'
import { sdkError } from '../errors.js'
import { developmentAccount } from './developmentAccount.js'

/** Accounts of the development mnemonic that a local chain funds. */
const ACCOUNTS = 60

/** A wallet of a local chain with the account that signs for it. */
export interface NamedAccount extends DevelopmentWallet {
  /** Of the development mnemonic. */
  readonly index: number
  readonly account: HDAccount
}

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/**
 * A wallet of a local chain by its role: `buyer` is the first whose name begins so, `buyer-2` the one of that name.
 * @param wallets `findPlatform(…).developmentWallets`
 * @throws NotRetryableError `WALLET_UNKNOWN` naming the roles that there are
 * @example
 * const { developmentWallets } = await findPlatform({ apiUrl })
 * const { account } = findDevelopmentAccount(developmentWallets, 'buyer')
 */
export function findDevelopmentAccount(wallets: readonly DevelopmentWallet[], role: string): NamedAccount {
  const wanted = slug(role)
  const found =
    wallets.find(({ name }) => slug(name) === wanted) ?? wallets.find(({ name }) => slug(name).startsWith(`${wanted}-`))
  if (!found) {
    const roles = wallets.map(({ name }) => slug(name)).join(', ')
    throw sdkError(
      'WALLET_UNKNOWN',
      roles === ''
        ? 'expected a local chain with development wallets, the platform has none'
        : `expected one of the development wallets ${roles}, got ${role}`,
    )
  }
  for (let index = 0; index < ACCOUNTS; index++) {
    const account = developmentAccount(index)
    if (isAddressEqual(account.address, found.address)) return { ...found, index, account }
  }
  throw sdkError(
    'WALLET_UNKNOWN',
    `expected ${found.name} ${found.address} to be of the development mnemonic, it is not`,
  )
}
