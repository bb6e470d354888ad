import { Field, Int, ObjectType } from 'type-graphql'
import { TokenSymbolEnum } from '../../graphql/enums.js'
import { BytesScalar } from '../../graphql/scalars.js'

@ObjectType({ description: 'Addresses of the contracts.' })
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

  @Field(() => BytesScalar, { description: 'The account that task requests name as matcher.' })
  matcher!: string

  @Field(() => Int, { description: 'Shortest challenge window, seconds.' })
  minWindowSeconds!: number

  @Field(() => Int, { description: 'Added to the run limit for transfers: workSeconds = limits.seconds + this.' })
  transferGraceSeconds!: number

  @Field(() => Int, {
    nullable: true,
    description: 'Last block that off-chain data has taken in; null before the first.',
  })
  block!: number | null
}
