import { Field, Float, ObjectType } from 'type-graphql'
import { KpiNameEnum, KpiUnitEnum } from '../../graphql/enums.js'
import { DateTimeScalar } from '../../graphql/scalars.js'

@ObjectType({ description: 'A figure the marketplace is measured by, today.' })
export class Kpi {
  @Field(() => KpiNameEnum)
  name!: string

  @Field(() => String)
  title!: string

  @Field(() => KpiUnitEnum, { description: 'Of `value` and `target`.' })
  unit!: string

  @Field(() => Float, { description: 'Of the first year. To be reached; percentages are to be exceeded.' })
  target!: number

  @Field(() => Float, { nullable: true, description: 'Null: not known, see `note`.' })
  value!: number | null

  @Field(() => String, { nullable: true, description: 'The value as people read it, such as 2.31 MH/s.' })
  display!: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether the target is met; null without a value.' })
  met!: boolean | null

  @Field(() => String, { nullable: true, description: 'Why there is no value.' })
  note!: string | null

  @Field(() => String, { description: 'What exactly is counted.' })
  definition!: string
}

@ObjectType({ description: 'How the marketplace does.' })
export class MarketStats {
  @Field(() => DateTimeScalar, {
    description: 'The moment the figures are of; they are worked out at most once a minute.',
  })
  asOf!: Date

  @Field(() => [Kpi])
  kpis!: Kpi[]
}
