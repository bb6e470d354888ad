import type { CaseSummary } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import styles from './VoteSteps.module.css'

/** How many steps are behind the arbitrator. */
const DONE: Record<CaseSummary['state'], number> = {
  ...{ TO_COMMIT: 0, COMMITTED: 1, TO_REVEAL: 1, REVEALED: 2, MISSED: 2, DECIDED: 3 },
}

/** Commit, open, ruling: which is done, and which is next. */
export function VoteSteps({ state }: { state: CaseSummary['state'] }) {
  const done = DONE[state]
  const steps = [
    { key: 'commit', title: <Trans>Commit</Trans> },
    { key: 'open', title: <Trans>Open</Trans> },
    { key: 'ruling', title: <Trans>Ruling</Trans> },
  ]
  return (
    <ol className={styles.steps}>
      {steps.map(({ key, title }, index) => (
        <li
          key={key}
          className={index < done ? styles.done : undefined}
          aria-current={index === done ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            {index < done && state !== 'MISSED' ? '✓' : index + 1}
          </span>
          {title}
        </li>
      ))}
    </ol>
  )
}
