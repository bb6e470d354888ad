import { BigInt, Bytes, log } from '@graphprotocol/graph-ts'
import { Provider } from '../../generated/schema'

/** A wallet's first node makes it a provider. The caller counts and saves it. */
export function createProvider(wallet: Bytes, createdAt: BigInt): Provider {
  const provider = new Provider(wallet)
  provider.nodeCount = 0
  provider.tasksCompleted = 0
  provider.tasksFailed = 0
  provider.slashed = BigInt.zero()
  provider.createdAt = createdAt
  return provider
}

/** A provider that must exist; null (and a log line) if it does not. */
export function loadProvider(wallet: Bytes, because: string): Provider | null {
  const provider = Provider.load(wallet)
  if (provider == null) log.error('{}: provider {} has no registration', [because, wallet.toHexString()])
  return provider
}

/** One more task that was paid. */
export function countCompletedTask(wallet: Bytes): void {
  const provider = loadProvider(wallet, 'countCompletedTask')
  if (provider == null) return
  provider.tasksCompleted += 1
  provider.save()
}

/** One more attempt that was given back or timed out, or a dispute lost. */
export function countFailedTask(wallet: Bytes): void {
  const provider = loadProvider(wallet, 'countFailedTask')
  if (provider == null) return
  provider.tasksFailed += 1
  provider.save()
}
