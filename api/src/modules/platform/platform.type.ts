import { Field, Int, ObjectType } from 'type-graphql'
import { PlatformPartEnum, TokenSymbolEnum } from '../../graphql/enums.js'
import { BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'

@ObjectType({ description: 'Addresses of the contracts, as the deployment file has them.' })
export class PlatformContracts {
  @Field(() => BytesScalar)
  aiigoToken!: string

  @Field(() => BytesScalar)
  stakingPool!: string

  @Field(() => BytesScalar)
  nodeRegistry!: string

  @Field(() => BytesScalar)
  powVerifier!: string

  @Field(() => BytesScalar)
  taskMarketplace!: string

  @Field(() => BytesScalar)
  escrow!: string

  @Field(() => BytesScalar)
  arbitration!: string

  @Field(() => BytesScalar)
  partnerBonds!: string

  @Field(() => BytesScalar)
  stakerLocks!: string

  @Field(() => BytesScalar)
  aiigoTimelock!: string

  @Field(() => BytesScalar)
  aiigoGovernor!: string

  @Field(() => BytesScalar)
  communityRewards!: string

  @Field(() => BytesScalar)
  bonusDistributor!: string

  @Field(() => BytesScalar)
  guardianCouncil!: string

  @Field(() => BytesScalar)
  daoTreasury!: string

  @Field(() => BytesScalar, { description: 'Vesting wallet of the community rewards.' })
  communityRewardsVesting!: string

  @Field(() => BytesScalar, { description: 'Vesting wallet of the team.' })
  teamVesting!: string

  @Field(() => BytesScalar, { description: 'Vesting wallet of the private sale.' })
  privateSaleVesting!: string

  @Field(() => BytesScalar, {
    nullable: true,
    description: 'The USDC that jobs are paid in; on local chains a stand-in.',
  })
  usdc!: string | null
}

@ObjectType('PaymentToken', { description: 'A token jobs can be paid in.' })
export class PaymentTokenType {
  @Field(() => TokenSymbolEnum)
  symbol!: string

  @Field(() => BytesScalar, { description: 'Zero address for ETH.' })
  address!: string

  @Field(() => Int)
  decimals!: number
}

@ObjectType({ description: 'A part of the platform that is not well.' })
export class PlatformTrouble {
  @Field(() => PlatformPartEnum)
  part!: string

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  since!: Date
}

@ObjectType({ description: 'Whether the platform is well. While it is not, no node is penalised.' })
export class PlatformStatus {
  @Field(() => Boolean, {
    description:
      'False while a part has trouble or many nodes fail at once: overdue jobs go on later, and no node loses stake for them.',
  })
  well!: boolean

  @Field(() => [PlatformTrouble])
  troubles!: PlatformTrouble[]
}

@ObjectType({ description: 'A wallet of a local chain whose key is public.' })
export class DevelopmentWallet {
  @Field(() => String, { description: 'Its part in a local marketplace.' })
  name!: string

  @Field(() => BytesScalar)
  address!: string
}

@ObjectType({ description: 'How this deployment is set up.' })
export class Platform {
  @Field(() => Int)
  chainId!: number

  @Field(() => PlatformContracts)
  contracts!: PlatformContracts

  @Field(() => [PaymentTokenType])
  paymentTokens!: PaymentTokenType[]

  @Field(() => Int, { description: 'Platform fee for new tasks, basis points of the cost.' })
  feeBps!: number

  @Field(() => String, { description: 'Base URL of the blob store: PUT {blobUrl}/blobs, GET {blobUrl}/ipfs/{cid}.' })
  blobUrl!: string

  @Field(() => String, {
    nullable: true,
    description: 'JSON-RPC of the chain for agents; null where providers bring a node of their own.',
  })
  rpcUrl!: string | null

  @Field(() => String, {
    description: 'Recipient of age that the keys of jobs are sealed to, unless they are private.',
  })
  fileRecipient!: string

  @Field(() => BytesScalar, { description: 'The account that task requests name as matcher.' })
  matcher!: string

  @Field(() => Int, { description: 'Shortest challenge window, seconds.' })
  minWindowSeconds!: number

  @Field(() => Int, { description: 'Added to the run limit for transfers: workSeconds = limits.seconds + this.' })
  transferGraceSeconds!: number

  @Field(() => PlatformStatus)
  status!: PlatformStatus

  @Field(() => Int, {
    nullable: true,
    description: 'Last block that off-chain data has taken in; null before the first.',
  })
  block!: number | null

  @Field(() => [DevelopmentWallet], {
    description: 'Wallets that the portal can sign with on a local chain, through POST /rpc; empty everywhere else.',
  })
  developmentWallets!: DevelopmentWallet[]
}
