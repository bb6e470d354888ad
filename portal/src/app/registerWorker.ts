/** Text that may become the address of a script, where the page's policy asks for proof (Trusted Types). */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(text: string): string },
  ): { createScriptURL(text: string): string }
}

const WORKER = '/sw.js'

/** Lets the page open without the network from the next visit on. Without a worker everything else works the same. */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  // The address is a constant: nothing else passes.
  const policy = trustedTypes?.createPolicy('aiigo-worker', { createScriptURL: () => WORKER })
  addEventListener('load', () => {
    navigator.serviceWorker.register(policy ? policy.createScriptURL(WORKER) : WORKER).catch(() => undefined)
  })
}
