import './app/noEval.js'
import './ui/tokens.css'
import './ui/base.css'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './app/queryClient.js'
import { reloadOnOldChunk } from './app/reloadOnOldChunk.js'
import { createAppRouter } from './app/router.js'
import { applyTheme, readTheme } from './app/theme.js'
import { messages } from './locales/en.po'
import { SessionProvider } from './session/SessionProvider.js'

applyTheme(readTheme())
reloadOnOldChunk()
i18n.loadAndActivate({ locale: 'en', messages })
const queryClient = createQueryClient()
const router = createAppRouter(queryClient)
const root = document.getElementById('root')
if (!root) throw new Error('expected an element with the id root in index.html')
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <SessionProvider queryClient={queryClient}>
          <RouterProvider router={router} />
        </SessionProvider>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
)
