import type { JsonCodec } from '@aiigo/domain'
import { type Opt, p } from '@mikro-orm/core'
import { AmountType } from './AmountType.js'
import { CodecType } from './CodecType.js'

/** An amount in base units. */
export const amount = () => p.type(AmountType).$type<bigint, string>()

/** A JSON value in its form in code. */
export const coded = <T, J>(codec: JsonCodec<T, J>) => p.type(new CodecType(codec)).$type<T, string>()

/** A whole number that fits JavaScript's safe range, stored as bigint. */
export const counter = () => p.bigint('number')

/** An instant, timestamptz with microseconds. */
export const instant = () => p.datetime(6)

/** An instant set when the row is made. */
export const createdInstant = () =>
  p
    .datetime(6)
    .$type<Opt<Date>, Date | string>()
    .defaultRaw('now()')
    .onCreate(() => new Date())

/** A number of the database's own counting: 1, 2, 3, … */
export const identity = () => p.bigint('number').columnType('bigint').autoincrement().generated('identity').primary()

/** One word of a list, which the database checks. */
export const oneOf = <const Word extends string>(words: readonly Word[]) => p.enum(words)
