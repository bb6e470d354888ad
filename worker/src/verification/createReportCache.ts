import type { RunReport } from '@aiigo/domain'

/** Reports of results, as their manifests have them: a manifest is named by its hash, so it never changes. */
export interface ReportCache {
  get(key: ReportKey): RunReport | undefined
  put(key: ReportKey, report: RunReport): void
}

/** A result that a wallet has stored. Another wallet's claim of the same hash is another key: it has stored nothing. */
export interface ReportKey {
  /** Wallet, in any case. */
  readonly provider: string
  /** SHA-256 of the manifest, 0x hex in any case. */
  readonly resultHash: string
}

/** Of the reports as JSON. */
const MAX_CHARACTERS = 16 * 1_048_576

/** Keeps the reports that were used last. @param maxCharacters of all together, as JSON */
export function createReportCache(maxCharacters = MAX_CHARACTERS): ReportCache {
  const kept = new Map<string, { readonly report: RunReport; readonly size: number }>()
  let total = 0
  const nameOf = ({ provider, resultHash }: ReportKey): string => `${provider} ${resultHash}`.toLowerCase()

  function remove(name: string): void {
    total -= kept.get(name)?.size ?? 0
    kept.delete(name)
  }

  return {
    get(key) {
      const name = nameOf(key)
      const found = kept.get(name)
      if (!found) return undefined
      // The last one of the map is the one that was used last.
      kept.delete(name)
      kept.set(name, found)
      return found.report
    },
    put(key, report) {
      const name = nameOf(key)
      remove(name)
      const size = JSON.stringify(report).length
      if (size > maxCharacters) return
      kept.set(name, { report, size })
      total += size
      for (const oldest of kept.keys()) {
        if (total <= maxCharacters) break
        remove(oldest)
      }
    },
  }
}
