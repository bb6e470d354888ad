import type { Search } from './search.js'
import { createSearch } from './search.js'

const script = document.querySelector<HTMLScriptElement>('script[data-search]')
const of = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(`ui-${id}`) as Kind

themeSwitch()
copyButtons()
searchDialog()
showCurrentPage()

/** The system's theme, light, dark, in turn. */
function themeSwitch(): void {
  const KEY = 'aiigo.theme'
  const NEXT: Record<string, string> = { system: 'light', light: 'dark', dark: 'system' }
  const SIGNS: Record<string, string> = { system: '◐', light: '☀', dark: '☾' }
  const button = of<HTMLButtonElement>('theme')
  const { dataset } = document.documentElement
  const show = (): void => {
    const theme = dataset.theme ?? 'system'
    button.textContent = SIGNS[theme] ?? ''
    button.setAttribute('aria-label', `Theme: ${theme === 'system' ? 'as the system' : theme}. Change it.`)
  }
  button.addEventListener('click', () => {
    const theme = NEXT[dataset.theme ?? 'system'] ?? 'system'
    if (theme === 'system') {
      localStorage.removeItem(KEY)
      delete dataset.theme
    } else {
      localStorage.setItem(KEY, theme)
      dataset.theme = theme
    }
    show()
  })
  button.hidden = false
  show()
}

function copyButtons(): void {
  if (!navigator.clipboard) return
  for (const block of document.querySelectorAll<HTMLElement>('pre')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'copy'
    button.textContent = 'Copy'
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.querySelector('code')?.textContent ?? '')
      button.textContent = 'Copied'
    })
    const frame = document.createElement('div')
    frame.className = 'code'
    block.replaceWith(frame)
    frame.append(block, button)
  }
}

function searchDialog(): void {
  const dialog = of<HTMLDialogElement>('results')
  const field = of<HTMLInputElement>('words')
  const found = of('found')
  const count = of('count')
  let search: Promise<Search> | undefined
  const open = (): void => {
    if (dialog.open) return
    search ??= createSearch(script?.dataset.search ?? '')
    search.catch(() => {
      search = undefined
      count.textContent = 'The index could not be loaded; open the search again.'
    })
    dialog.showModal()
    field.select()
  }
  const show = async (): Promise<void> => {
    const words = field.value
    const loaded = await search
    // A later word may have come first.
    if (!loaded || words !== field.value) return
    const results = words.trim() ? loaded.find(words) : []
    count.textContent = words.trim() ? (results.length === 1 ? '1 result' : `${results.length} results`) : ''
    found.replaceChildren(
      ...results.slice(0, 30).map(({ address, page, heading, text }) => {
        const link = document.createElement('a')
        link.href = new URL(address, new URL(script?.dataset.root ?? '', location.href)).href
        const title = document.createElement('strong')
        title.textContent = heading ? `${page} › ${heading}` : page
        const excerpt = document.createElement('span')
        excerpt.textContent = text
        link.append(title, excerpt)
        link.addEventListener('click', () => dialog.close())
        const item = document.createElement('li')
        item.append(link)
        return item
      }),
    )
  }
  field.addEventListener('input', () => void show().catch(() => undefined))
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    found.querySelector('a')?.click()
  })
  dialog.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const links = [...found.querySelectorAll('a')]
    const at = links.indexOf(document.activeElement as HTMLAnchorElement) + step
    const next = at < 0 ? field : links[at]
    next?.focus()
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.addEventListener('keydown', (event) => {
    const isWriting = event.target instanceof HTMLInputElement
    const isKey = (event.key === '/' && !isWriting) || (event.key === 'k' && (event.ctrlKey || event.metaKey))
    if (!isKey) return
    event.preventDefault()
    open()
  })
  const button = of<HTMLButtonElement>('search')
  button.addEventListener('click', open)
  button.hidden = false
}

/** The sidebar is longer than the window. */
function showCurrentPage(): void {
  const sidebar = of('sidebar')
  const current = sidebar.querySelector<HTMLElement>('[aria-current]')
  if (current) sidebar.scrollTop = current.offsetTop - sidebar.clientHeight / 2
}
