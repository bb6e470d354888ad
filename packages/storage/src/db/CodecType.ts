import type { JsonCodec } from '@aiigo/domain'
import { JsonType, type Platform, type TransformContext } from '@mikro-orm/core'

/** A jsonb column whose value has a codec of the domain: its form in code, checked whenever it is read or written. */
export class CodecType<T> extends JsonType {
  constructor(private readonly codec: JsonCodec<T, unknown>) {
    super()
  }

  override convertToDatabaseValue(value: unknown, platform: Platform, context?: TransformContext): string | null {
    const json = value === null || value === undefined ? value : this.codec.toJson(value as T)
    return super.convertToDatabaseValue(json, platform, context)
  }

  override convertToJSValue(value: unknown, platform: Platform, context?: TransformContext): unknown {
    const json: unknown = super.convertToJSValue(value, platform, context)
    return json === null || json === undefined ? json : this.codec.fromJson(json)
  }
}
