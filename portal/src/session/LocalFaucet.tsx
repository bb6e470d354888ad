import { chainOf } from '@aiigo/chain'
import { dispense, GIFTS, GIVER, type GiftToken } from '@aiigo/sdk/local'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createWalletClient, custom } from 'viem'
import { usePlatform } from '../market/usePlatform.js'
import { Button } from '../ui/Button.js'
import { ErrorNotice } from '../ui/ErrorNotice.js'
import { developmentProvider } from './developmentProvider.js'
import styles from './LocalFaucet.module.css'
import type { Session } from './openSession.js'
import type { DevelopmentWallet } from './wallets.js'

interface LocalFaucetProps {
  session: Session
  tokens: readonly GiftToken[]
}

/** Gives the wallet money of the local chain, which is worth nothing; on every other chain there is none. */
export function LocalFaucet({ session, tokens }: LocalFaucetProps) {
  const queryClient = useQueryClient()
  const { data: platform } = usePlatform()
  const wallets = (platform?.developmentWallets ?? []) as readonly DevelopmentWallet[]
  const giver = wallets.find(({ name }) => name === GIVER)
  const gift = useMutation({
    mutationFn: async (token: GiftToken) => {
      if (!giver) return
      const { address: account } = giver
      const transport = custom(developmentProvider(account))
      const wallet = createWalletClient({ account, chain: chainOf(session.chainId, ''), transport })
      await dispense(session.connection, { to: session.address, token, giver: wallet })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['mine', session.address] }),
  })
  // The wallet that gives needs no gift.
  if (!giver || giver.address.toLowerCase() === session.address.toLowerCase()) return null
  return (
    <div className={styles.faucet}>
      {tokens.map((token) => (
        <Button key={token} busy={gift.isPending} onClick={() => gift.mutate(token)}>
          <Trans>
            Get {GIFTS[token]} {token}
          </Trans>
        </Button>
      ))}
      <span className={styles.hint}>
        <Trans>Money of this local chain is free.</Trans>
      </span>
      {gift.error && <ErrorNotice error={gift.error} />}
    </div>
  )
}
