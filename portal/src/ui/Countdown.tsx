import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { formatDuration, formatMoment } from '../format/time.js'

/** The time until a moment, counted down each second; its title is the moment. */
export function Countdown({ to }: { to: string }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const left = (Date.parse(to) - now) / 1_000
  return (
    <time dateTime={to} title={formatMoment(to)}>
      {left > 0 ? formatDuration(left) : <Trans>over</Trans>}
    </time>
  )
}
