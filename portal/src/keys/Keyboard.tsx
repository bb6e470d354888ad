import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '../ui/Button.js'
import styles from './Keyboard.module.css'
import { useKey } from './useKey.js'

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.js')).CommandPalette }))
const KeyList = lazy(async () => ({ default: (await import('./KeyList.js')).KeyList }))

/** A box in front of the page; each opening has a number. */
interface Opened {
  readonly what: 'PALETTE' | 'KEYS'
  readonly number: number
}

/** The keys that every page has, and a button for those who have none. What they open is loaded on first use. */
export function Keyboard() {
  const { t } = useLingui()
  const [open, setOpen] = useState<Opened | null>(null)
  const count = useRef(0)
  const show = useCallback((what: Opened['what']): void => setOpen({ what, number: ++count.current }), [])
  // The browser tells of a closed box some moments later. By then another may be open, which stays.
  const close = (): void => setOpen((now) => (now === open ? null : now))
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      if (!document.querySelector('dialog[open]')) show('PALETTE')
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [show])
  useKey('?', () => show('KEYS'))
  useKey('/', () => {
    const search = document.querySelector<HTMLInputElement>('main input[type="search"]')
    if (search) search.focus()
    else show('PALETTE')
  })
  return (
    <>
      <Button
        look="quiet"
        className={styles.button}
        onClick={() => show('PALETTE')}
        aria-keyshortcuts="Control+K Meta+K"
        title={t`Search and commands: Ctrl+K. All keys: ?`}
      >
        <span aria-hidden="true">⌕</span>
        <span className="visually-hidden">
          <Trans>Search and commands</Trans>
        </span>
        <kbd className={styles.hint}>
          <Trans>Ctrl K</Trans>
        </kbd>
      </Button>
      <Suspense fallback={null}>
        {open?.what === 'PALETTE' && (
          <CommandPalette key={open.number} onClose={close} onShowKeys={() => show('KEYS')} />
        )}
        {open?.what === 'KEYS' && <KeyList key={open.number} onClose={close} />}
      </Suspense>
    </>
  )
}
