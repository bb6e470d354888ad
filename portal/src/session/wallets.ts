import type { Address } from 'viem'

/** The subset of EIP-1193 that wallets of a browser bring. */
export interface Eip1193Provider {
  request(call: { method: string; params?: readonly unknown[] | object }): Promise<unknown>
  on?(event: string, listener: (value: unknown) => void): void
  removeListener?(event: string, listener: (value: unknown) => void): void
}

/** A wallet that the browser offers (EIP-6963). */
export interface InjectedWallet {
  /** Reverse domain name of the wallet's maker; the same on each visit. */
  readonly id: string
  readonly name: string
  readonly provider: Eip1193Provider
}

/** A wallet of the local chain, whose keys are public. */
export interface DevelopmentWallet {
  readonly name: string
  readonly address: Address
}

/** Which wallet was used last, so that a reload opens it again. */
export type WalletChoice =
  | { readonly kind: 'development'; readonly address: Address }
  | { readonly kind: 'injected'; readonly id: string }

/** Name of the choice in the browser's storage, which all tabs share. */
export const CHOICE_KEY = 'aiigo.wallet'

export function readChoice(): WalletChoice | null {
  try {
    const choice = JSON.parse(localStorage.getItem(CHOICE_KEY) ?? 'null') as WalletChoice | null
    return choice?.kind === 'development' || choice?.kind === 'injected' ? choice : null
  } catch {
    return null
  }
}

export function writeChoice(choice: WalletChoice | null): void {
  if (choice) localStorage.setItem(CHOICE_KEY, JSON.stringify(choice))
  else localStorage.removeItem(CHOICE_KEY)
}

interface Announced extends Event {
  readonly detail: {
    readonly info: { readonly rdns: string; readonly name: string }
    readonly provider: Eip1193Provider
  }
}

/**
 * The browser's wallets. They answer an event (EIP-6963) at once; a wallet of the older kind is `window.ethereum`.
 */
export function injectedWallets(): readonly InjectedWallet[] {
  const found = new Map<string, InjectedWallet>()
  const onAnnounce = (event: Event): void => {
    const { info, provider } = (event as Announced).detail
    found.set(info.rdns, { id: info.rdns, name: info.name, provider })
  }
  addEventListener('eip6963:announceProvider', onAnnounce)
  dispatchEvent(new Event('eip6963:requestProvider'))
  removeEventListener('eip6963:announceProvider', onAnnounce)
  const legacy = (globalThis as { ethereum?: Eip1193Provider }).ethereum
  if (found.size === 0 && legacy)
    found.set('window.ethereum', { id: 'window.ethereum', name: 'Browser wallet', provider: legacy })
  return [...found.values()]
}
