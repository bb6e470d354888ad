import './app/noEval.js'
import './ui/tokens.css'
import './ui/base.css'
import { i18n } from '@lingui/core'
import { startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.js'
import { createQueryClient } from './app/queryClient.js'
import { registerWorker } from './app/registerWorker.js'
import { reloadOnOldChunk } from './app/reloadOnOldChunk.js'
import { createAppRouter } from './app/router.js'
import { applyTheme, readTheme } from './app/theme.js'
import { messages } from './locales/en.po'

applyTheme(readTheme())
reloadOnOldChunk()
registerWorker()
i18n.loadAndActivate({ locale: 'en', messages })
const queryClient = createQueryClient()
const root = document.getElementById('root')
if (!root) throw new Error('expected an element with the id root in index.html')
const router = createAppRouter(queryClient)
const app = <App router={router} queryClient={queryClient} />
// As a transition React draws in pieces of some milliseconds, and a phone answers a touch between them.
const show = (): void => startTransition(() => createRoot(root).render(app))
// A page that the build drew stays until its module has come. (`await` here would cut the first script into twelve.)
if (root.hasChildNodes()) void router.load().finally(show)
else show()
