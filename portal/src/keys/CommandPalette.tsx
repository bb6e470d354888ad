import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useId, useState } from 'react'
import styles from './Keyboard.module.css'
import { ModalBox } from './ModalBox.js'
import { useCommands } from './useCommands.js'

interface CommandPaletteProps {
  onClose: () => void
  onShowKeys: () => void
}

const SHOWN = 30

/** Everything that can be gone to or done from anywhere, found by typing. */
export function CommandPalette({ onClose, onShowKeys }: CommandPaletteProps) {
  const { t } = useLingui()
  const list = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const commands = useCommands(text, onShowKeys)
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = commands
    .filter(({ title, kind, more = '' }) => {
      const all = `${title} ${kind}`.toLowerCase()
      // Two letters are in every id; whoever means an id writes more of it.
      return words.every((word) => all.includes(word) || (word.length > 3 && more.toLowerCase().includes(word)))
    })
    .slice(0, SHOWN)
  const chosen = found[Math.min(active, found.length - 1)]
  const run = (command: (typeof found)[number] | undefined): void => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ...{ ArrowDown: (active + 1) % Math.max(1, found.length), Home: 0, End: found.length - 1 },
      ArrowUp: (active + found.length - 1) % Math.max(1, found.length),
    }
    const next = steps[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setActive(next)
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(chosen)
    } else if (event.key === 'Tab') {
      // The field is all that takes the focus here.
      event.preventDefault()
    }
  }
  return (
    <ModalBox label={t`Search and commands`} onClose={onClose}>
      <input
        className={styles.input}
        role="combobox"
        aria-label={t`Page, job, node or command`}
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen ? `${list}-${found.indexOf(chosen)}` : undefined}
        placeholder={t`Page, job, node or command`}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={t`Found`} className={styles.list} tabIndex={-1}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field above
          <div
            key={command.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            className={styles.option}
            onPointerMove={() => setActive(index)}
            onClick={() => run(command)}
          >
            <span>{command.title}</span>
            <span className={styles.kind}>{command.kind}</span>
          </div>
        ))}
        {found.length === 0 && (
          <div role="option" aria-selected="false" aria-disabled="true" tabIndex={-1} className={styles.none}>
            {t`Nothing is called so.`}
          </div>
        )}
      </div>
    </ModalBox>
  )
}
