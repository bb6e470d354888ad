import type { Deployment } from '@aiigo/chain'
import type { JobFile, JobSpec } from '@aiigo/domain'
import type {
  Analyst,
  Arbitrator,
  Buyer,
  Connection,
  Contracts,
  Offer,
  Operator,
  Provider,
  SignedRunResult,
  Staker,
  SubmittedGroup,
  SubmittedJob,
  UploadedJob,
} from '@aiigo/sdk'
import type { LoadedGroup } from '@aiigo/sdk/node'
import type { Account, Address, Chain, Hex, Transport, WalletClient } from 'viem'

/** The names that an example of a docblock of the SDK may use without declaring them. */
export interface Given {
  readonly analyst: Analyst
  readonly apiUrl: string
  readonly arbitrator: Arbitrator
  readonly buyer: Buyer
  readonly chainId: number
  readonly challengeId: Hex
  readonly connection: Connection
  /** Of a file. */
  readonly content: Uint8Array
  readonly contracts: Contracts
  readonly deployment: Deployment
  readonly error: unknown
  readonly file: JobFile
  /** Of the development wallet that gives money away. */
  readonly giver: WalletClient<Transport, Chain | undefined, Account>
  readonly group: SubmittedGroup
  readonly groupId: string
  readonly job: SubmittedJob
  readonly loaded: LoadedGroup
  readonly jobId: string
  /** A private key. */
  readonly key: Hex
  readonly manifestCid: string
  readonly manifestSha256: string
  readonly nodeId: Hex
  readonly offer: Offer
  readonly operator: Operator
  readonly provider: Provider
  readonly staker: Staker
  /** Recipient of age. */
  readonly recipient: string
  readonly rpcUrl: string
  readonly salt: Hex
  /** The cursor that the program stored last. */
  readonly savedSeq: number
  readonly savings: Address
  readonly signedResult: SignedRunResult
  readonly spec: JobSpec
  readonly specHash: Hex
  /** Text of a job file. */
  readonly text: string
  readonly token: Address
  readonly usdc: Address
  readonly wallet: ReturnType<typeof import('viem/accounts').privateKeyToAccount>
  readonly uploaded: UploadedJob
}
