const KEY = 'aiigo.theme'
/** An event of the window: another theme is shown. */
export const THEME_CHANGED = 'aiigo:theme'

export type Theme = 'system' | 'light' | 'dark'

/** The theme that the reader chose; the system's unless one was chosen. */
export function readTheme(): Theme {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Shows a theme and keeps it for the next visit. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') {
    localStorage.removeItem(KEY)
    delete document.documentElement.dataset.theme
  } else {
    localStorage.setItem(KEY, theme)
    document.documentElement.dataset.theme = theme
  }
  dispatchEvent(new Event(THEME_CHANGED))
}
