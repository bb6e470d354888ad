import { nextLevel, type TrustLevel } from '@aiigo/domain'
import { Trans } from '@lingui/react/macro'
import { MissingTrust } from '../../steps/MissingTrust.js'
import styles from '../../steps/MissingTrust.module.css'

interface TrustLineProps {
  node: {
    readonly trustLevel: TrustLevel
    readonly activeStake: string
    readonly powPasses: number
    readonly tasksCompleted: number
    readonly tasksFailed: number
    readonly underReview: boolean
  }
  /** AIIGO base units; null until the chain has answered. */
  minimumStake: bigint | null
}

/** The trust level, and what is missing for the next one. */
export function TrustLine({ node, minimumStake }: TrustLineProps) {
  const next = nextLevel({ ...node, activeStake: BigInt(node.activeStake) }, minimumStake ?? 0n)
  return (
    <div>
      <strong>{node.trustLevel}</strong>
      {node.underReview && (
        <p className={styles.missing}>
          <Trans>BASIC at most until the operator has closed the review.</Trans>
        </p>
      )}
      {next && <MissingTrust next={next} />}
    </div>
  )
}
