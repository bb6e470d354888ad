import { Type } from '@mikro-orm/core'

/** Base-unit amounts: numeric(78,0) in the database (any uint256 fits), bigint in code. */
export class AmountType extends Type<bigint | null | undefined, string | null | undefined> {
  override convertToDatabaseValue(value: bigint | null | undefined): string | null | undefined {
    return value === null || value === undefined ? value : value.toString()
  }

  override convertToJSValue(value: string | null | undefined): bigint | null | undefined {
    return value === null || value === undefined ? value : BigInt(value)
  }

  override getColumnType(): string {
    return 'numeric(78,0)'
  }

  override compareAsType(): string {
    return 'string'
  }
}
