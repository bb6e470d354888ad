import { chainOf } from '@aiigo/chain'
import {
  type Account,
  type Address,
  type Chain,
  createWalletClient,
  http,
  type LocalAccount,
  type Transport,
  type WalletClient,
} from 'viem'
import type { Signer } from './Connection.js'

export type GivenWallet = LocalAccount | WalletClient<Transport, Chain | undefined, Account>

/** Whether it is a WalletClient rather than an account. */
export function isWalletClient(wallet: GivenWallet): wallet is WalletClient<Transport, Chain | undefined, Account> {
  return 'transport' in wallet && 'request' in wallet
}

/** A wallet in the SDK's terms. @param rpcUrl Sends the transactions of a plain account. */
export function openSigner(wallet: GivenWallet, chainId: number, rpcUrl: string | undefined): Signer {
  const chain = chainOf(chainId, rpcUrl ?? '')
  if (isWalletClient(wallet)) {
    const { account } = wallet
    return {
      address: account.address,
      interactive: account.type === 'json-rpc',
      signMessage: ({ message }) => wallet.signMessage({ account, message }),
      signTypedData: (typed) => wallet.signTypedData({ ...typed, message: { ...typed.message }, account }),
      send: (transaction) => wallet.sendTransaction({ ...transaction, account, chain }),
    }
  }
  const client = createWalletClient({ account: wallet, chain, transport: http(rpcUrl) })
  return {
    address: wallet.address as Address,
    interactive: false,
    signMessage: ({ message }) => wallet.signMessage({ message }),
    signTypedData: (typed) => wallet.signTypedData({ ...typed, message: { ...typed.message } }),
    send: (transaction) => client.sendTransaction(transaction),
  }
}
