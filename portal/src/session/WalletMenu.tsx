import { Trans } from '@lingui/react/macro'
import { type ReactNode, useId, useRef, useState } from 'react'
import { shortHex } from '../format/shortHex.js'
import { usePlatform } from '../market/usePlatform.js'
import { Button } from '../ui/Button.js'
import { useSession } from './SessionProvider.js'
import styles from './WalletMenu.module.css'
import { type DevelopmentWallet, type InjectedWallet, injectedWallets } from './wallets.js'

/** Signs in with one of the wallets that are there, and out again. */
export function WalletMenu() {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const { state, signIn, signOut } = useSession()
  const { data: platform } = usePlatform()
  const [injected, setInjected] = useState<readonly InjectedWallet[]>([])
  const development = (platform?.developmentWallets ?? []) as readonly DevelopmentWallet[]
  const address = state.status === 'signedIn' ? state.session.address : null
  const name = development.find((wallet) => wallet.address.toLowerCase() === address?.toLowerCase())?.name
  const choose = (act: () => Promise<unknown>): void => {
    menu.current?.hidePopover()
    void act()
  }
  return (
    <>
      <Button
        className={styles.button}
        look={address ? 'plain' : 'primary'}
        busy={state.status === 'opening'}
        popoverTarget={id}
      >
        {state.status === 'opening' && <Trans>Opening the wallet…</Trans>}
        {state.status === 'signedOut' && <Trans>Sign in</Trans>}
        {address && (
          <span className={styles.name}>
            {name}
            <span className={name && styles.beside}>
              {name && ' · '}
              <code>{shortHex(address)}</code>
            </span>
          </span>
        )}
      </Button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className={styles.menu}
        onToggle={(event) => event.newState === 'open' && setInjected(injectedWallets())}
      >
        {injected.length > 0 && (
          <WalletGroup title={<Trans>Wallets of this browser</Trans>}>
            {injected.map(({ id, name }) => (
              <Item key={id} onChoose={() => choose(() => signIn({ kind: 'injected', id }))}>
                {name}
              </Item>
            ))}
          </WalletGroup>
        )}
        {development.length > 0 && (
          <WalletGroup title={<Trans>Development wallets of the local chain</Trans>}>
            {development.map((wallet) => (
              <Item
                key={wallet.address}
                onChoose={() => choose(() => signIn({ kind: 'development', address: wallet.address }))}
              >
                <span>{wallet.name}</span>
                <code>{shortHex(wallet.address)}</code>
              </Item>
            ))}
          </WalletGroup>
        )}
        {injected.length === 0 && development.length === 0 && (
          <p className={styles.none}>
            <Trans>No wallet was found in this browser. Install one, such as MetaMask or Rabby, and reload.</Trans>
          </p>
        )}
        {address && (
          <WalletGroup title={<Trans>This wallet</Trans>}>
            <Item onChoose={() => choose(() => navigator.clipboard.writeText(address))}>
              <Trans>Copy the address</Trans>
            </Item>
            <Item onChoose={() => choose(signOut)}>
              <Trans>Sign out</Trans>
            </Item>
          </WalletGroup>
        )}
      </div>
    </>
  )
}

function WalletGroup({ title, children }: { title: ReactNode; children: ReactNode }) {
  const heading = useId()
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className={styles.label}>
        {title}
      </h2>
      <ul className={styles.list}>{children}</ul>
    </section>
  )
}

function Item({ onChoose, children }: { onChoose: () => void; children: ReactNode }) {
  return (
    <li>
      <button type="button" className={styles.item} onClick={onChoose}>
        {children}
      </button>
    </li>
  )
}
