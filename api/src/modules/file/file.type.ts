import { Field, ID, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { DateTimeScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'

@Private()
@ObjectType({ description: 'A permission of ten minutes to use the blob store.' })
export class FileGrant {
  @Field(() => String, { description: 'For "Authorization: Bearer …", or "?grant=…" in links. Keep it secret.' })
  token!: string

  @Field(() => String, { description: 'Base URL of the blob store: PUT /blobs, GET /ipfs/<cid>.' })
  url!: string

  @Field(() => DateTimeScalar)
  expiresAt!: Date

  @Field(() => Boolean, {
    description:
      'Whether it covers all that was asked for. False for a job of very many files: ask for each of the others by its `cid`.',
  })
  isComplete!: boolean
}

@Private()
@ObjectType()
export class DeleteJobFilesPayload {
  @Field(() => ID, { nullable: true })
  jobId!: string | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}
