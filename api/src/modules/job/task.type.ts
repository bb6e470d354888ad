import { Field, ObjectType } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import { BytesScalar } from '../../graphql/scalars.js'
import { Job } from './job.type.js'

@ObjectType({ description: "A job's on-chain counterpart." })
export class Task {
  @Field(() => BytesScalar)
  id!: string

  @Public({ rows: 'PARTY' })
  @Field(() => Job, { nullable: true, description: 'Only for those who may see the job.' })
  job!: Job | null
}
