import { useLingui } from '@lingui/react/macro'
import { useSyncExternalStore } from 'react'
import { Button } from '../ui/Button.js'
import { applyTheme, readTheme, THEME_CHANGED, type Theme } from './theme.js'

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const SIGNS: Record<Theme, string> = { system: '◐', light: '☀', dark: '☾' }

/** It may change elsewhere: by a command, or in another tab. */
function subscribe(onChange: () => void): () => void {
  addEventListener(THEME_CHANGED, onChange)
  return () => removeEventListener(THEME_CHANGED, onChange)
}

export function ThemeSwitch() {
  const { t } = useLingui()
  const theme = useSyncExternalStore(subscribe, readTheme, () => 'system' as const)
  const names: Record<Theme, string> = { system: t`as the system`, light: t`light`, dark: t`dark` }
  const change = (): void => applyTheme(NEXT[theme])
  const name = names[theme]
  return (
    <Button look="quiet" onClick={change} aria-label={t`Theme: ${name}. Change it.`} title={t`Theme: ${name}`}>
      <span aria-hidden="true">{SIGNS[theme]}</span>
    </Button>
  )
}
