import type { Ruling } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { TokenAmount } from '../market/TokenAmount.js'
import { Notice } from '../ui/Notice.js'
import { RULING } from './rulings.js'

interface RulingNoticeProps {
  ruling: Ruling
  /** The buyer's bond, in base units of the token. */
  bond?: { readonly paid: string; readonly returned: string | null; readonly token: string }
}

/** The end of a dispute: who was right, and where the money went. */
export function RulingNotice({ ruling, bond }: RulingNoticeProps) {
  const { t } = useLingui()
  const { title, effect } = RULING[ruling]
  return (
    <Notice
      tone="info"
      title={
        <>
          <Trans>Ruling</Trans>: {t(title)}
        </>
      }
    >
      <p>{t(effect)}</p>
      {bond && (
        <p>
          <Trans>
            Bond: <TokenAmount amount={bond.paid} token={bond.token} />, given back:{' '}
            <TokenAmount amount={bond.returned} token={bond.token} />
          </Trans>
        </p>
      )}
    </Notice>
  )
}
