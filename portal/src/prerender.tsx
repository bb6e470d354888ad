import { i18n } from '@lingui/core'
import { createMemoryHistory } from '@tanstack/react-router'
import { renderToStaticMarkup } from 'react-dom/server'
import { App } from './app/App.js'
import { createQueryClient } from './app/queryClient.js'
import { createAppRouter } from './app/router.js'
import { messages } from './locales/en.po'

/**
 * The first page as a visitor without a wallet sees it before any data has come, as HTML. The build puts it into the
 * page, so that the browser shows it while the scripts still load.
 */
export async function prerender(): Promise<string> {
  i18n.loadAndActivate({ locale: 'en', messages })
  const queryClient = createQueryClient()
  const router = createAppRouter(queryClient, createMemoryHistory({ initialEntries: ['/'] }))
  await router.load()
  return renderToStaticMarkup(<App router={router} queryClient={queryClient} />)
}
