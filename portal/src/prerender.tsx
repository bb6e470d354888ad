import { i18n } from '@lingui/core'
import { createMemoryHistory } from '@tanstack/react-router'
import { renderToStaticMarkup } from 'react-dom/server'
import { App } from './app/App.js'
import { createQueryClient } from './app/queryClient.js'
import { createAppRouter } from './app/router.js'
import { messages } from './locales/en.po'
import { writeChoice } from './session/wallets.js'

/** Pages that look the same to a visitor. The others belong to a wallet: they wait for the one of the last visit. */
const FOR_VISITORS = ['/', '/market', '/jobs/new', '/govern']

export interface DrawnPage {
  /** Such as `/market`. */
  readonly address: string
  /** The module that the page is loaded from, from the portal's folder; undefined when it is in the first script. */
  readonly source: string | undefined
  readonly html: string
}

/**
 * Every page whose address has no id in it, as it is before any data has come. The build puts them into its pages, so
 * that the browser shows one while the scripts still load.
 */
export async function prerender(): Promise<DrawnPage[]> {
  i18n.loadAndActivate({ locale: 'en', messages })
  const pages: DrawnPage[] = []
  for (const address of addresses()) {
    writeChoice(FOR_VISITORS.includes(address) ? null : { kind: 'development', address: `0x${'0'.repeat(40)}` })
    const queryClient = createQueryClient()
    const router = createAppRouter(queryClient, createMemoryHistory({ initialEntries: [address] }))
    await router.load()
    const source = router.state.matches.at(-1)?.staticData.source
    pages.push({ address, source, html: renderToStaticMarkup(<App router={router} queryClient={queryClient} />) })
  }
  return pages
}

function addresses(): string[] {
  const { routesByPath } = createAppRouter(createQueryClient(), createMemoryHistory())
  return Object.keys(routesByPath).filter((path) => !path.includes('$'))
}
