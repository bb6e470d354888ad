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
const app = <App router={createAppRouter(queryClient)} queryClient={queryClient} />
// As a transition React draws in pieces of some milliseconds, and a phone answers a touch between them.
startTransition(() => createRoot(root).render(app))
