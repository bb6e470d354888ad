import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../ui/Button.js'
import { applyTheme, readTheme, type Theme } from './theme.js'

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const SIGNS: Record<Theme, string> = { system: '◐', light: '☀', dark: '☾' }

export function ThemeSwitch() {
  const { t } = useLingui()
  const [theme, setTheme] = useState(readTheme)
  const names: Record<Theme, string> = { system: t`as the system`, light: t`light`, dark: t`dark` }
  const change = (): void => {
    applyTheme(NEXT[theme])
    setTheme(NEXT[theme])
  }
  const name = names[theme]
  return (
    <Button look="quiet" onClick={change} aria-label={t`Theme: ${name}. Change it.`} title={t`Theme: ${name}`}>
      <span aria-hidden="true">{SIGNS[theme]}</span>
    </Button>
  )
}
