import { createReader, partnerBondsAbi } from '@aiigo/chain'
import type { Stack } from '@aiigo/devstack'
import { createTestClient, encodeAbiParameters, type Hex, http, keccak256, pad, toHex } from 'viem'

/** The contract's bonds, without API and subgraph. */
export function viewBonds({ chainId, urls, deployment }: Stack) {
  const reader = createReader(chainId, urls.ethereumRpc)
  const contract = { address: deployment.addresses.PartnerBonds, abi: partnerBondsAbi } as const
  const of = (nodeId: Hex) => reader.readContract({ ...contract, functionName: 'bondOf', args: [nodeId] })
  return {
    of,
    async terms() {
      return { minimum: await reader.readContract({ ...contract, functionName: 'minimumBond' }) }
    },
    /**
     * Ends the unbonding time of a bond, which is days, by its storage word: the chain's time is shared with jobs. The
     * word is amount (96 bits), slaBps (16), availableAt (40), from the low end; its slot is looked for.
     */
    async makeDue(nodeId: Hex): Promise<void> {
      const { amount, slaBps, availableAt } = await of(nodeId)
      const word = (until: number) => pad(toHex(amount | (BigInt(slaBps) << 96n) | (BigInt(until) << 112n)))
      for (let index = 0n; index < 32n; index++) {
        const key = [pad(nodeId, { dir: 'right' }), index] as const
        const slot = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], key))
        if ((await reader.getStorageAt({ address: contract.address, slot })) !== word(availableAt)) continue
        const control = createTestClient({ mode: 'anvil', transport: http(urls.ethereumRpc) })
        await control.setStorageAt({ address: contract.address, index: slot, value: word(1) })
        return
      }
      throw new Error(`the contract has no word of the bond of ${nodeId}`)
    },
  }
}
