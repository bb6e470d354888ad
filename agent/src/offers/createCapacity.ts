/** The share of a node that a job takes. */
export interface Share {
  readonly units: number
  readonly memoryMiB: number
  readonly diskMiB: number
}

export interface Capacity {
  /** Offers and jobs that hold a share. */
  readonly held: number
  readonly freeUnits: number
  readonly freeMemoryMiB: number
  /** Disk space that is promised; what is free besides changes with the disk. */
  readonly promisedDiskMiB: number
  /** Sets a share aside for an offer; false when its units or memory are not there. Taking again changes nothing. */
  take(offerId: string, share: Share): boolean
  free(offerId: string): void
}

/** The promised share of the node: an offer holds its share from before its acceptance until its job has ended. */
export function createCapacity(units: number, memoryMiB: number): Capacity {
  const taken = new Map<string, Share>()
  const sum = (key: keyof Share): number => [...taken.values()].reduce((total, held) => total + held[key], 0)
  return {
    get held() {
      return taken.size
    },
    get freeUnits() {
      return units - sum('units')
    },
    get freeMemoryMiB() {
      return memoryMiB - sum('memoryMiB')
    },
    get promisedDiskMiB() {
      return sum('diskMiB')
    },
    take(offerId, share) {
      if (taken.has(offerId)) return true
      if (share.units > this.freeUnits || share.memoryMiB > this.freeMemoryMiB) return false
      taken.set(offerId, share)
      return true
    },
    free: (offerId) => void taken.delete(offerId),
  }
}
