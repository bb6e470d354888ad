import { chainOf } from '@aiigo/chain'
import {
  type Account,
  type Address,
  type BaseError,
  type Chain,
  createWalletClient,
  type Hex,
  http,
  keccak256,
  type LocalAccount,
  type Transport,
  type WalletClient,
} from 'viem'
import { getTransaction } from 'viem/actions'
import { getTransactionError } from 'viem/utils'
import type { Signer } from './Connection.js'

type Transaction = Parameters<Signer['send']>[0]

export type GivenWallet = LocalAccount | WalletClient<Transport, Chain | undefined, Account>

/** Whether it is a WalletClient rather than an account. */
export function isWalletClient(wallet: GivenWallet): wallet is WalletClient<Transport, Chain | undefined, Account> {
  return 'transport' in wallet && 'request' in wallet
}

/**
 * Signs a transaction with a key of this process and sends it. Its hash is known before a node has it: one whose answer
 * is lost on the way counts as sent once the chain knows it.
 */
async function sendSigned(
  client: WalletClient<Transport, Chain | undefined, Account>,
  chain: Chain,
  transaction: Transaction,
): Promise<Hex> {
  const { account } = client
  const request = await client.prepareTransactionRequest({ ...transaction, account, chain })
  const serializedTransaction = await client.signTransaction({ ...request, account, chain })
  const hash = keccak256(serializedTransaction)
  try {
    await client.sendRawTransaction({ serializedTransaction })
  } catch (error) {
    const found = await getTransaction(client, { hash }).catch(() => null)
    if (!found) throw getTransactionError(error as BaseError, { ...transaction, account, chain })
  }
  return hash
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
      send: (transaction) =>
        account.type === 'local'
          ? sendSigned(wallet, chain, transaction)
          : wallet.sendTransaction({ ...transaction, account, chain }),
    }
  }
  const client = createWalletClient({ account: wallet, chain, transport: http(rpcUrl) })
  return {
    address: wallet.address as Address,
    interactive: false,
    signMessage: ({ message }) => wallet.signMessage({ message }),
    signTypedData: (typed) => wallet.signTypedData({ ...typed, message: { ...typed.message } }),
    send: (transaction) => sendSigned(client, chain, transaction),
  }
}
