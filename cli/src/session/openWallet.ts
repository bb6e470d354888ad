import type { FoundPlatform } from '@aiigo/sdk'
import { developmentAccount, LOCAL_CHAIN_ID } from '@aiigo/sdk/local'
import { CliError, type Input } from '@aiigo/terminal'
import { askPassword, expectPrivateWallet, lockedAccount, readWallet, unlockWallet } from '@aiigo/terminal/keystore'
import type { LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Context } from '../Context.js'
import type { Login } from './logins.js'

/**
 * The account of a wallet that is signed in, or is about to be.
 * @throws CliError `WRONG_CHAIN` for a development wallet on any chain but the local one; `FILE_TOO_OPEN`, and out of a
 * signature `WRONG_PASSWORD`
 */
export async function openWallet(
  context: Context,
  input: Input,
  { wallet }: Login,
  { chainId }: Pick<FoundPlatform, 'chainId'>,
): Promise<LocalAccount> {
  if (wallet.kind === 'development') {
    if (chainId === LOCAL_CHAIN_ID) return developmentAccount(wallet.index)
    throw new CliError(
      'WRONG_CHAIN',
      `expected the local chain ${LOCAL_CHAIN_ID} for the development wallet ${wallet.name}, whose key is public; ${context.settings.apiUrl} is on chain ${chainId}`,
      'sign in with a wallet of your own: aiigo login --wallet NAME',
    )
  }
  const kept = await readWallet(context.settings, wallet.name)
  await expectPrivateWallet(kept)
  return lockedAccount(kept.address, async () => {
    return privateKeyToAccount(await unlockWallet(kept, await askPassword(context, input, wallet.name)))
  })
}
