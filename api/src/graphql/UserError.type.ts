import { Field, ObjectType } from 'type-graphql'

@ObjectType({ description: 'An expected failure of a mutation: something the caller can change.' })
export class UserError {
  @Field(() => String, { description: 'Stable, machine-readable, SCREAMING_SNAKE_CASE.' })
  code!: string

  @Field(() => String, {
    nullable: true,
    description: 'Path of the input field, e.g. spec.resources.units; null when the whole input is meant.',
  })
  field!: string | null

  @Field(() => String, { description: 'What was expected, what came, what to do.' })
  message!: string
}
