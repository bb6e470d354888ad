import { startStack } from '@aiigo/devstack'
import { NotRetryableError } from '@aiigo/domain'
import type { DemoConfig } from './config.js'

export interface FoundStack {
  readonly apiUrl: string
  readonly ethereumRpcUrl: string
  /** Whether the demo started it, and so has to stop it. */
  readonly own: boolean
  /** Rejects when a part of the stack that the demo started ends without being stopped. */
  readonly crashed: Promise<never>
  /** Stops a stack of one's own; does nothing to another's. */
  stop(): Promise<void>
}

/** Whether a platform answers there. */
async function answers(apiUrl: string): Promise<boolean> {
  try {
    const response = await fetch(apiUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ platform { chainId } }' }),
      signal: AbortSignal.timeout(5_000),
    })
    const answer = (await response.json()) as { data?: { platform?: { chainId?: number } } }
    return typeof answer.data?.platform?.chainId === 'number'
  } catch {
    return false
  }
}

/**
 * A running platform, or one that is started for the occasion.
 * @throws NotRetryableError `API_UNREACHABLE` when AIIGO_API_URL names one that does not answer; StackError of a failed
 * start.
 */
export async function findStack(
  config: DemoConfig,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<FoundStack> {
  const { apiUrl, ethereumRpcUrl } = config
  if (await answers(apiUrl)) {
    say(`using the platform at ${apiUrl}`)
    return { apiUrl, ethereumRpcUrl, own: false, crashed: new Promise(() => undefined), stop: async () => undefined }
  }
  if (config.external) {
    throw new NotRetryableError(
      'API_UNREACHABLE',
      `expected the platform at AIIGO_API_URL ${apiUrl}, it does not answer; correct the URL or unset it`,
    )
  }
  say(`nothing answers at ${apiUrl}: starting the whole system`)
  const stack = await startStack({ ...config.stack, onProgress: say, signal })
  return {
    apiUrl: stack.urls.api,
    ethereumRpcUrl: stack.urls.ethereumRpc,
    own: true,
    crashed: stack.crashed.then((crash) => Promise.reject(crash)),
    stop: () => stack.stop(),
  }
}
