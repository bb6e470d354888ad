import { aiigoTokenAbi, createReader, createWallet, type Deployment, LOCAL_CHAIN_ID, type Reader } from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { startDeployedChain } from '@aiigo/contracts/testing'
import { type Address, createTestClient, http, parseEther, type TestClient } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Connection } from '../connect/Connection.js'
import { connect } from '../connect/connect.js'

export interface LocalChain {
  readonly rpcUrl: string
  readonly deployment: Deployment
  readonly reader: Reader
  /** Turns the chain's clock. */
  readonly control: TestClient
  /** A new account with ten ether. @param aiigo Base units that it has of AIIGO. */
  account(aiigo?: bigint): Promise<PrivateKeyAccount>
  /** A connection of an account. The platform's API is away: the contracts are known by the deployment. */
  connect(wallet: PrivateKeyAccount, apiUrl?: string): Promise<Connection>
  /** Ends the connections and the chain. */
  stop(): Promise<void>
}

/** Where nothing listens. */
const AWAY = 'http://127.0.0.1:9/graphql'

/** A chain of its own with the contracts on it. */
export async function startLocalChain(): Promise<LocalChain> {
  const chain = await startDeployedChain()
  const { rpcUrl, deployment } = chain
  const connections: Connection[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(connections.map((connection) => connection.close()))
    await chain.stop()
  }
  try {
    const { publicSale } = localRoles()
    const reader = createReader(LOCAL_CHAIN_ID, rpcUrl)
    const control = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
    const giver = createWallet(LOCAL_CHAIN_ID, rpcUrl, publicSale.privateKey)
    const token: Address = deployment.addresses.AiigoToken
    return {
      ...{ rpcUrl, deployment: { ...deployment }, reader, control, stop },
      async account(aiigo = 0n) {
        const account = privateKeyToAccount(generatePrivateKey())
        await control.setBalance({ address: account.address, value: parseEther('10') })
        if (aiigo === 0n) return account
        const args = [account.address, aiigo] as const
        const hash = await giver.writeContract({ address: token, abi: aiigoTokenAbi, functionName: 'transfer', args })
        await reader.waitForTransactionReceipt({ hash })
        return account
      },
      async connect(wallet, apiUrl = AWAY) {
        const connection = await connect({ apiUrl, rpcUrl, wallet, deployment: { ...deployment } })
        connections.push(connection)
        return connection
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
