import { concat, encodeFunctionData, type Hex, size, slice, toHex } from 'viem'
import { taskMarketplaceAbi } from './generated/abis.js'

/** A call of one of the marketplace's own functions. */
export interface MarketplaceCall {
  functionName: string
  args: readonly unknown[]
}

/**
 * Calls as the marketplace's `batch` takes them: two bytes of length, then the call. The zeroes that pad a last
 * argument of type bytes are left out: they are not read, and every byte costs gas.
 * @param calls Each below 64 KiB when encoded.
 * @example batchItems([{ functionName: 'settleWhenDue', args: [taskId, submission] }]) // '0x0184…'
 */
export function batchItems(calls: readonly MarketplaceCall[]): Hex {
  return concat(
    calls.flatMap((call) => {
      const item = encodeItem(call)
      return [toHex(size(item), { size: 2 }), item]
    }),
  )
}

function encodeItem({ functionName, args }: MarketplaceCall): Hex {
  // The name is checked by viem against the ABI when it encodes.
  const call = encodeFunctionData({ abi: taskMarketplaceAbi, functionName, args } as Parameters<
    typeof encodeFunctionData
  >[0])
  const item = taskMarketplaceAbi.find((entry) => entry.type === 'function' && entry.name === functionName)
  const last = item && 'inputs' in item ? item.inputs.at(-1) : undefined
  if (last?.type !== 'bytes') return call
  const padding = (32 - (size(args.at(-1) as Hex) % 32)) % 32
  return padding === 0 ? call : slice(call, 0, size(call) - padding)
}
