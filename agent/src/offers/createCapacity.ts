export interface Capacity {
  readonly freeUnits: number
  readonly freeMemoryMiB: number
  /** Sets units and memory aside for an offer; false when they are not there. Taking again changes nothing. */
  take(offerId: string, units: number, memoryMiB: number): boolean
  free(offerId: string): void
}

/** The promised share of the node: an offer holds its share from before its acceptance until its job has ended. */
export function createCapacity(units: number, memoryMiB: number): Capacity {
  const taken = new Map<string, { units: number; memoryMiB: number }>()
  const sum = (key: 'units' | 'memoryMiB'): number => [...taken.values()].reduce((total, held) => total + held[key], 0)
  return {
    get freeUnits() {
      return units - sum('units')
    },
    get freeMemoryMiB() {
      return memoryMiB - sum('memoryMiB')
    },
    take(offerId, wantedUnits, wantedMemoryMiB) {
      if (taken.has(offerId)) return true
      if (wantedUnits > this.freeUnits || wantedMemoryMiB > this.freeMemoryMiB) return false
      taken.set(offerId, { units: wantedUnits, memoryMiB: wantedMemoryMiB })
      return true
    },
    free: (offerId) => void taken.delete(offerId),
  }
}
