import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useEffect } from 'react'
import { SessionProvider } from '../session/SessionProvider.js'
import type { createAppRouter } from './router.js'

interface AppProps {
  router: ReturnType<typeof createAppRouter>
  queryClient: QueryClient
}

/** All pages, with what each of them stands on. */
export function App({ router, queryClient }: AppProps) {
  // The page that the build drew shows the same, and does nothing.
  useEffect(() => document.getElementById('root')?.removeAttribute('inert'), [])
  return (
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <SessionProvider queryClient={queryClient}>
            <RouterProvider router={router} />
          </SessionProvider>
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>
  )
}
