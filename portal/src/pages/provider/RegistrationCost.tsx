import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { TokenAmount } from '../../market/TokenAmount.js'
import { LocalFaucet } from '../../session/LocalFaucet.js'
import type { Session } from '../../session/openSession.js'
import { Figures } from '../../ui/Figures.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { STAKE } from './agentCommand.js'

/** Kept by the agent for gas, wei. */
const GAS_RESERVE = 10n ** 16n

/** What the registration of a machine takes, and whether the wallet has it. */
export function RegistrationCost({ session }: { session: Session }) {
  const cost = useQuery({
    queryKey: ['mine', session.address, 'registrationCost'],
    queryFn: () => session.provider.registrationCost(STAKE),
    refetchInterval: 10_000,
  })
  return (
    <Loaded query={cost} skeleton={<Skeleton lines={3} />}>
      {({ fee, stake, eth, aiigo }) => {
        const missingEth = fee + GAS_RESERVE - eth
        const missingAiigo = stake - aiigo
        return (
          <>
            <Figures
              items={[
                { name: <Trans>Registration fee</Trans>, value: <TokenAmount amount={fee} token="ETH" /> },
                { name: <Trans>Stake</Trans>, value: <TokenAmount amount={stake} token="AIIGO" /> },
                { name: <Trans>ETH in this wallet</Trans>, value: <TokenAmount amount={eth} token="ETH" /> },
                { name: <Trans>AIIGO in this wallet</Trans>, value: <TokenAmount amount={aiigo} token="AIIGO" /> },
              ]}
            />
            {(missingEth > 0n || missingAiigo > 0n) && (
              <Notice tone="info" title={<Trans>This wallet has too little for one more machine</Trans>}>
                <p>
                  {missingEth > 0n && (
                    <Trans>
                      Missing with gas: <TokenAmount amount={missingEth} token="ETH" />.
                    </Trans>
                  )}{' '}
                  {missingAiigo > 0n && (
                    <Trans>
                      Missing for the stake: <TokenAmount amount={missingAiigo} token="AIIGO" />.
                    </Trans>
                  )}
                </p>
                <Trans>The agent waits until the money is there.</Trans>
                <LocalFaucet
                  session={session}
                  tokens={[
                    ...(missingEth > 0n ? (['ETH'] as const) : []),
                    ...(missingAiigo > 0n ? (['AIIGO'] as const) : []),
                  ]}
                />
              </Notice>
            )}
          </>
        )
      }}
    </Loaded>
  )
}
