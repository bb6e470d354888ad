import type { Config } from '../../config.js'

export interface PlatformRules {
  /** Keys of jobs come sealed to this. */
  fileRecipient: string
  /** Where clients reach the blob store. */
  blobUrl: string
  /** The chain's node as providers reach it; null where they bring one of their own. */
  rpcUrl: string | null
  /** Account that task requests name as matcher. */
  matcher: `0x${string}`
  minWindowSeconds: number
  /** Added to a job's run limit for fetching inputs and handing in results. */
  transferGraceSeconds: number
  /** Wallets of a local chain whose keys are public. */
  developmentWallets: { name: string; address: string }[]
}

/** The rules of this deployment for jobs. */
export function platformRules(config: Config, fileRecipient: string): PlatformRules {
  return {
    fileRecipient,
    blobUrl: config.BLOB_PUBLIC_URL,
    rpcUrl: config.ETHEREUM_RPC_PUBLIC_URL ?? null,
    matcher: config.MATCHER_ADDRESS,
    minWindowSeconds: config.MIN_WINDOW_SECONDS,
    transferGraceSeconds: config.TRANSFER_GRACE_SECONDS,
    developmentWallets: config.DEVELOPMENT_WALLETS,
  }
}
