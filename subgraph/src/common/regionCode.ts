import { Bytes } from '@graphprotocol/graph-ts'

/** ASCII region code without its zero padding: `0x4555000000000000` → `EU`. */
export function regionCode(region: Bytes): string {
  let code = ''
  for (let i = 0; i < region.length; i++) {
    if (region[i] == 0) break
    code += String.fromCharCode(region[i])
  }
  return code
}
