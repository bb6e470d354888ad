import type { Abi, Address } from 'viem'
import type { Deployment } from '../deployContracts.js'
import { readArtifact } from '../readArtifact.js'

/** One contract that stands on a chain. */
export interface StandingContract {
  name: string
  address: Address
  abi: Abi
}

/** Every contract of ours that stands after a deployment; the vesting wallets by names of their own. */
export function everyContract({ addresses, vesting }: Deployment): StandingContract[] {
  const { USDC: _, ...system } = addresses
  return [
    ...Object.entries(system).map(([name, address]) => ({ name, address, abi: readArtifact(name).abi })),
    ...Object.entries(vesting).map(([row, address]) => ({
      name: `${row}Vesting`,
      address,
      abi: readArtifact('TokenVesting').abi,
    })),
  ]
}
