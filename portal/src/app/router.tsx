import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
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
  staticData: { source: 'src/pages/new-job/NewJobPage.tsx' },
})
const jobs = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs',
  component: lazyRouteComponent(() => import('../pages/jobs/JobsPage.js'), 'JobsPage'),
  staticData: { source: 'src/pages/jobs/JobsPage.tsx' },
})
const job = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/$jobId',
  component: lazyRouteComponent(() => import('../pages/job/JobPage.js'), 'JobPage'),
  staticData: { source: 'src/pages/job/JobPage.tsx' },
})
const group = createRoute({
  getParentRoute: () => rootRoute,
  path: '/groups/$groupId',
  component: lazyRouteComponent(() => import('../pages/group/GroupPage.js'), 'GroupPage'),
  staticData: { source: 'src/pages/group/GroupPage.tsx' },
})
const market = createRoute({
  getParentRoute: () => rootRoute,
  path: '/market',
  component: lazyRouteComponent(() => import('../pages/market/MarketPage.js'), 'MarketPage'),
  staticData: { source: 'src/pages/market/MarketPage.tsx' },
})
const provider = createRoute({
  getParentRoute: () => rootRoute,
  path: '/provider',
  component: lazyRouteComponent(() => import('../pages/provider/ProviderPage.js'), 'ProviderPage'),
  staticData: { source: 'src/pages/provider/ProviderPage.tsx' },
})
const providerNode = createRoute({
  getParentRoute: () => rootRoute,
  path: '/provider/nodes/$nodeId',
  component: lazyRouteComponent(() => import('../pages/provider/NodePage.js'), 'NodePage'),
  staticData: { source: 'src/pages/provider/NodePage.tsx' },
})
const providerDispute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/provider/disputes/$jobId',
  component: lazyRouteComponent(() => import('../pages/provider/DisputePage.js'), 'DisputePage'),
  staticData: { source: 'src/pages/provider/DisputePage.tsx' },
})
const account = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/account/AccountPage.js'), 'AccountPage'),
  staticData: { source: 'src/pages/account/AccountPage.tsx' },
})

const arbitrate = createRoute({
  getParentRoute: () => rootRoute,
  path: '/arbitrate',
  component: lazyRouteComponent(() => import('../pages/arbitrate/ArbitratePage.js'), 'ArbitratePage'),
  staticData: { source: 'src/pages/arbitrate/ArbitratePage.tsx' },
})
const arbitrationCase = createRoute({
  getParentRoute: () => rootRoute,
  path: '/arbitrate/$caseId',
  component: lazyRouteComponent(() => import('../pages/arbitrate/CasePage.js'), 'CasePage'),
  staticData: { source: 'src/pages/arbitrate/CasePage.tsx' },
})
const govern = createRoute({
  getParentRoute: () => rootRoute,
  path: '/govern',
  component: lazyRouteComponent(() => import('../pages/govern/GovernPage.js'), 'GovernPage'),
  staticData: { source: 'src/pages/govern/GovernPage.tsx' },
})
const operate = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operate',
  component: lazyRouteComponent(() => import('../pages/operate/OperatePage.js'), 'OperatePage'),
  staticData: { source: 'src/pages/operate/OperatePage.tsx' },
})

const routeTree = rootRoute.addChildren([
  home,
  newJob,
  jobs,
  job,
  group,
  market,
  provider,
  providerNode,
  providerDispute,
  account,
  arbitrate,
  arbitrationCase,
  govern,
  operate,
])

/** @param history where the address is kept; the browser's unless given */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history ? { history } : {}),
    context: { queryClient },
    defaultPreload: 'intent',
    defaultErrorComponent: PageError,
    // In the browser: it draws an inline script for a page that is made elsewhere.
    scrollRestoration: history === undefined,
  })
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The module that the page is loaded from, so that the build can name its files in the page. */
    readonly source?: string
  }
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
