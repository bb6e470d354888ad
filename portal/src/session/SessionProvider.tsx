import { ShownPlatformDocument } from '@aiigo/client'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { visitor } from '../app/api.js'
import type { Session } from './openSession.js'
import { CHOICE_KEY, readChoice, type WalletChoice, writeChoice } from './wallets.js'

export type SessionState =
  | { readonly status: 'signedOut'; readonly error: unknown }
  | { readonly status: 'opening' }
  | { readonly status: 'signedIn'; readonly session: Session }

interface SessionVerbs {
  readonly state: SessionState
  signIn(choice: WalletChoice): Promise<void>
  signOut(): Promise<void>
}

/** The API knows the session no more: it was signed out elsewhere, or is too old. */
class SessionEnded extends Error {
  readonly code = 'SIGNED_OUT'
  constructor() {
    super('Nothing was lost: sign in again to go on.')
  }
}

const SessionContext = createContext<SessionVerbs | null>(null)

/** Keeps the wallet that is signed in. The wallet's code is loaded when it is used first, or was used at the last visit. */
export function SessionProvider({ queryClient, children }: { queryClient: QueryClient; children: ReactNode }) {
  const [state, setState] = useState<SessionState>(() =>
    readChoice() ? { status: 'opening' } : { status: 'signedOut', error: null },
  )
  // The last call wins: an earlier wallet that opens later is closed.
  const turn = useRef(0)
  const current = useRef<Session | null>(null)

  const end = useCallback(async () => {
    const session = current.current
    current.current = null
    queryClient.removeQueries({ queryKey: ['mine'] })
    await session?.close()
  }, [queryClient])

  const signIn = useCallback(
    async (choice: WalletChoice) => {
      turn.current += 1
      const mine = turn.current
      setState({ status: 'opening' })
      await end()
      try {
        const [{ openSession }, { platform }] = await Promise.all([
          import('./openSession.js'),
          visitor.execute(ShownPlatformDocument, {}),
        ])
        const session = await openSession(choice, platform.chainId, () => {
          // Its own sign-out has taken another turn by now; while it opens, an ended session only means a new prompt.
          if (mine !== turn.current || current.current === null) return
          turn.current += 1
          writeChoice(null)
          setState({ status: 'signedOut', error: new SessionEnded() })
          void end()
        })
        if (mine !== turn.current) return void session.close()
        writeChoice(choice)
        current.current = session
        setState({ status: 'signedIn', session })
      } catch (error) {
        if (mine === turn.current) setState({ status: 'signedOut', error })
      }
    },
    [end],
  )

  const signOut = useCallback(async () => {
    turn.current += 1
    const session = current.current
    writeChoice(null)
    setState({ status: 'signedOut', error: null })
    await session?.connection.client.setSession(null).catch(() => undefined)
    await end()
  }, [end])

  useEffect(() => {
    const choice = readChoice()
    if (choice && turn.current === 0) void signIn(choice)
  }, [signIn])

  useEffect(() => {
    // Another tab signed in or out: one person, one wallet. That tab has told the API already.
    const onStorage = ({ key }: StorageEvent): void => {
      if (key !== CHOICE_KEY) return
      const choice = readChoice()
      if (choice) return void signIn(choice)
      turn.current += 1
      setState({ status: 'signedOut', error: null })
      void end()
    }
    // A visit that began without the network goes on when it is back.
    const onOnline = (): void => {
      const choice = readChoice()
      if (choice && current.current === null) void signIn(choice)
    }
    addEventListener('storage', onStorage)
    addEventListener('online', onOnline)
    return () => {
      removeEventListener('storage', onStorage)
      removeEventListener('online', onOnline)
    }
  }, [signIn, end])

  const verbs = useMemo(() => ({ state, signIn, signOut }), [state, signIn, signOut])
  return <SessionContext value={verbs}>{children}</SessionContext>
}

/** The session and its verbs. */
export function useSession(): SessionVerbs {
  const verbs = use(SessionContext)
  if (!verbs) throw new Error('expected a SessionProvider around this component')
  return verbs
}
