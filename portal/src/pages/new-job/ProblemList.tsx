import type { JobFileProblem } from '@aiigo/domain'
import { Plural, Trans } from '@lingui/react/macro'
import styles from './ProblemList.module.css'

/** Everything wrong with the job file, with the line and the remedy. */
export function ProblemList({ problems }: { problems: readonly JobFileProblem[] }) {
  if (problems.length === 0) return null
  return (
    <section className={styles.problems} aria-live="polite">
      <h3>
        <Plural value={problems.length} one="# thing to mend" other="# things to mend" />
      </h3>
      <ul>
        {problems.map(({ line, path, expected, got, advice }) => (
          <li key={`${line} ${path} ${expected}`}>
            {line !== null && (
              <span className={styles.line}>
                <Trans>line {line}</Trans>
              </span>
            )}
            <code>{path || <Trans>file</Trans>}</code>{' '}
            <Trans>
              expected {expected}, got {got}; {advice}
            </Trans>
          </li>
        ))}
      </ul>
    </section>
  )
}
