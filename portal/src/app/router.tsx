import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { HomePage } from '../pages/home/HomePage.js'
import { NotFoundPage } from './NotFoundPage.js'
import { PageError } from './PageError.js'
import { Shell } from './Shell.js'

interface RouterContext {
  queryClient: QueryClient
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NotFoundPage,
  errorComponent: PageError,
})

const home = createRoute({ getParentRoute: () => rootRoute, path: '/', component: HomePage })
const newJob = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/new',
  component: lazyRouteComponent(() => import('../pages/new-job/NewJobPage.js'), 'NewJobPage'),
})
const jobs = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs',
  component: lazyRouteComponent(() => import('../pages/jobs/JobsPage.js'), 'JobsPage'),
})
const job = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/$jobId',
  component: lazyRouteComponent(() => import('../pages/job/JobPage.js'), 'JobPage'),
})
const market = createRoute({
  getParentRoute: () => rootRoute,
  path: '/market',
  component: lazyRouteComponent(() => import('../pages/market/MarketPage.js'), 'MarketPage'),
})
const account = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/account/AccountPage.js'), 'AccountPage'),
})

const routeTree = rootRoute.addChildren([home, newJob, jobs, job, market, account])

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultErrorComponent: PageError,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
