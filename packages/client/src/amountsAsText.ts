/** For `JSON.stringify`: a bigint goes out as the API's scalar `BigInt` wants it, as decimal text. */
export function amountsAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
