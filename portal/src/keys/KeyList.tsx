import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '../ui/Button.js'
import styles from './Keyboard.module.css'
import { ModalBox } from './ModalBox.js'

/** Every key, with its effect. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const keys: readonly (readonly [string, string])[] = [
    [t`Ctrl K`, t`search and commands (⌘ K on a Mac)`],
    ['/', t`go to the search of the page`],
    ['f', t`follow the log, or stop following, on a job's page`],
    ['?', t`this list`],
    ['Esc', t`close what is open`],
  ]
  return (
    <ModalBox label={t`Keys`} onClose={onClose}>
      <div className={styles.heading}>
        <h2>
          <Trans>Keys</Trans>
        </h2>
        <Button look="quiet" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      </div>
      <dl className={styles.keys}>
        {keys.map(([key, effect]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{effect}</dd>
          </div>
        ))}
      </dl>
    </ModalBox>
  )
}
