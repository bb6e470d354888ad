import type { DecodedCall } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { shortHex } from '../../format/shortHex.js'
import { TokenAmount } from '../../market/TokenAmount.js'
import { usePaymentToken } from '../../market/usePaymentToken.js'
import { GOVERNED } from './governed.js'
import styles from './ProposalsPanel.module.css'
import { UnitValue } from './UnitValue.js'

/** A call of a proposal in words, and as the contract gets it. */
export function CallWords({ call }: { call: DecodedCall }) {
  const { contract, target, functionName, args, data, value } = call
  const raw =
    functionName === null ? data : `${functionName}(${args.map((one) => `${one.name}: ${one.value}`).join(', ')})`
  return (
    <>
      <Words call={call} />
      <code className={styles.call}>
        <span title={target}>{contract ?? shortHex(target)}</span>
        {functionName === null ? ': ' : '.'}
        {raw}
      </code>
      {value > 0n && (
        <span>
          <Trans>
            with <TokenAmount amount={value} token="ETH" />
          </Trans>
        </span>
      )}
    </>
  )
}

const Account = ({ address }: { address: string }) => <code title={address}>{shortHex(address)}</code>

function Token({ address }: { address: string }) {
  return usePaymentToken(address.toLowerCase())?.symbol ?? <Account address={address} />
}

function Words({ call: { contract, functionName, args } }: { call: DecodedCall }): ReactNode {
  const { t } = useLingui()
  const governed = GOVERNED.find(
    (one) => one.functionName === functionName && one.contract.toLowerCase() === contract?.toLowerCase(),
  )
  if (governed) {
    return governed.parts.map((part, index) => (
      <strong key={part.title.id}>
        {t(part.title)}: <UnitValue value={args[index]?.value ?? ''} unit={part.unit} />
      </strong>
    ))
  }
  const [first = '', second = '', third = ''] = args.map(({ value }) => value)
  switch (functionName) {
    case 'pause':
      return (
        <strong>
          <Trans>
            Pause new tasks for <UnitValue value={first} unit="DAYS" />
          </Trans>
        </strong>
      )
    case 'unpause':
      return (
        <strong>
          <Trans>End the pause of new tasks</Trans>
        </strong>
      )
    case 'setTreasury':
      return (
        <strong>
          <Trans>
            Send the fees to <Account address={first} />
          </Trans>
        </strong>
      )
    case 'setTokenAllowed':
      return (
        <strong>
          {second === 'true' ? (
            <Trans>
              Take <Token address={first} /> for new tasks
            </Trans>
          ) : (
            <Trans>
              Take <Token address={first} /> for new tasks no longer
            </Trans>
          )}
        </strong>
      )
    case 'spend':
      return (
        <strong>
          <Trans>
            Pay <TokenAmount amount={third} token={first.toLowerCase()} /> of the treasury to{' '}
            <Account address={second} />
          </Trans>
        </strong>
      )
    case 'changeArbitrators':
      return (
        <strong>
          <Trans>
            Arbitrators: add {first || t`nobody`}, remove {second || t`nobody`}
          </Trans>
        </strong>
      )
    case 'setCouncil':
      return (
        <strong>
          <Trans>
            Guardians: {first}; {second} of them decide
          </Trans>
        </strong>
      )
    case 'grantRole':
      return (
        <strong>
          <Trans>
            Give <Account address={second} /> a role at {contract}
          </Trans>
        </strong>
      )
    case 'revokeRole':
      return (
        <strong>
          <Trans>
            Take a role at {contract} from <Account address={second} />
          </Trans>
        </strong>
      )
    default:
      return null
  }
}
