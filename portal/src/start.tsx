import { i18n } from '@lingui/core'
import { startTransition } from 'react'
import type { createRoot } from 'react-dom/client'
import { App } from './app/App.js'
import { createQueryClient } from './app/queryClient.js'
import { createAppRouter } from './app/router.js'
import { messages } from './locales/en.po'

/** Draws the pages into the element `root`. As a transition, so that React draws in pieces of some milliseconds. */
export function start(create: typeof createRoot): void {
  const element = document.getElementById('root')
  if (!element) throw new Error('expected an element with the id root in index.html')
  i18n.loadAndActivate({ locale: 'en', messages })
  const queryClient = createQueryClient()
  const router = createAppRouter(queryClient)
  const root = create(element)
  startTransition(() => root.render(<App router={router} queryClient={queryClient} />))
}
