import { JobsDocument, ShownNodesDocument } from '@aiigo/client'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { applyTheme, type Theme } from '../app/theme.js'
import { shortHex } from '../format/shortHex.js'
import { usePlatform } from '../market/usePlatform.js'
import { useSession } from '../session/SessionProvider.js'
import { type DevelopmentWallet, injectedWallets } from '../session/wallets.js'

/** Something that can be gone to or done. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly kind: string
  /** Also found by this. */
  readonly more?: string
  run(): void
}

const KNOWN = 100
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Places and actions of the visitor now. @param text So far typed; an id of a job is one more place to go. */
export function useCommands(text: string, onShowKeys: () => void): readonly Command[] {
  const { t } = useLingui()
  const router = useRouter()
  const { state, signIn, signOut } = useSession()
  const { data: platform } = usePlatform()
  const session = state.status === 'signedIn' ? state.session : null
  const { data: own } = useQuery({
    queryKey: ['mine', session?.address, 'known'],
    enabled: session !== null,
    queryFn: async ({ signal }) => {
      if (!session) return { jobs: [], nodes: [] }
      const { client } = session.connection
      const provider = session.address.toLowerCase()
      const [{ jobs }, { nodes }] = await Promise.all([
        client.execute(JobsDocument, { first: KNOWN, after: null, state: null }, { signal }),
        client.execute(ShownNodesDocument, { provider, first: KNOWN, skip: 0 }, { signal }),
      ])
      return { jobs: jobs.edges.map(({ node }) => node), nodes }
    },
    staleTime: 30_000,
  })

  const page = (to: string, title: string): Command => ({
    ...{ id: `page ${to}`, title, kind: t`page` },
    run: () => void router.navigate({ to }),
  })
  const job = (id: string, title: string): Command => ({
    ...{ id: `job ${id}`, title, kind: t`job ${id.slice(0, 8)}`, more: id },
    run: () => void router.navigate({ to: '/jobs/$jobId', params: { jobId: id } }),
  })
  const theme = (one: Theme, title: string): Command => ({
    ...{ id: `theme ${one}`, title, kind: t`theme` },
    run: () => applyTheme(one),
  })
  const typed = text.trim()
  const development = (platform?.developmentWallets ?? []) as readonly DevelopmentWallet[]
  return [
    ...(UUID.test(typed) ? [job(typed.toLowerCase(), t`Open the job ${typed}`)] : []),
    page('/jobs/new', t`New job`),
    page('/', t`Start`),
    page('/jobs', t`Jobs`),
    page('/market', t`Market`),
    page('/provider', t`Provider`),
    page('/govern', t`Govern`),
    page('/arbitrate', t`Arbitrate`),
    page('/account', t`Account`),
    ...(own?.jobs ?? []).map(({ id, name }) => job(id, name)),
    ...(own?.nodes ?? []).map(
      (node): Command => ({
        ...{ id: `node ${node.id}`, title: node.name ?? node.id, kind: t`node ${shortHex(node.id)}` },
        more: node.id,
        run: () => void router.navigate({ to: '/provider/nodes/$nodeId', params: { nodeId: node.id } }),
      }),
    ),
    ...(session ? [{ id: 'out', title: t`Sign out`, kind: t`wallet`, run: () => void signOut() }] : []),
    ...injectedWallets().map(
      ({ id, name }): Command => ({
        ...{ id: `wallet ${id}`, title: t`Sign in with ${name}`, kind: t`wallet` },
        run: () => void signIn({ kind: 'injected', id }),
      }),
    ),
    ...development.map(
      ({ name, address }): Command => ({
        ...{ id: `wallet ${address}`, title: t`Sign in as ${name}`, kind: t`wallet`, more: address },
        run: () => void signIn({ kind: 'development', address }),
      }),
    ),
    theme('light', t`Light theme`),
    theme('dark', t`Dark theme`),
    theme('system', t`Theme as the system`),
    { id: 'keys', title: t`Show the keys`, kind: t`help`, run: onShowKeys },
  ]
}
