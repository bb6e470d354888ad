import { Plural, Trans } from '@lingui/react/macro'
import { TokenAmount } from '../market/TokenAmount.js'
import styles from './MissingTrust.module.css'

interface MissingTrustProps {
  /** The gap to the next level; stake in AIIGO base units. */
  next: {
    readonly level: string
    readonly stake: bigint
    readonly powPasses: number
    readonly tasks: number
    readonly bond: boolean
  }
}

/** What a node needs for its next trust level. */
export function MissingTrust({ next }: MissingTrustProps) {
  return (
    <>
      <p className={styles.missing}>
        <Trans>For {next.level}:</Trans>
      </p>
      <ul className={styles.missing}>
        {next.stake > 0n && (
          <li>
            <TokenAmount amount={next.stake} token="AIIGO" /> <Trans>more stake</Trans>
          </li>
        )}
        {next.powPasses > 0 && (
          <li>
            <Plural value={next.powPasses} one="# more proof of work" other="# more proofs of work" />
          </li>
        )}
        {next.tasks > 0 && (
          <li>
            <Plural value={next.tasks} one="# more paid task" other="# more paid tasks" />
          </li>
        )}
        {next.bond && (
          <li>
            <Trans>a service level with a partner bond</Trans>
          </li>
        )}
      </ul>
    </>
  )
}
