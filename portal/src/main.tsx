import './app/noEval.js'
import './ui/tokens.css'
import './ui/base.css'
import { i18n } from '@lingui/core'
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
createRoot(root).render(<App router={createAppRouter(queryClient)} queryClient={queryClient} />)
