import { createOperator, type Operator } from '@aiigo/sdk'
import type { Input } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import { type Session, type SessionNeeds, withSession } from '../session/openSession.js'

/** Does something with the wallet that is signed in, as an operator of the platform. */
export function withOperator<T>(
  context: Context,
  input: Input,
  needs: SessionNeeds,
  work: (session: Session & { readonly operator: Operator }) => Promise<T>,
): Promise<T> {
  return withSession(context, input, needs, (session) =>
    work({ ...session, operator: createOperator(session.connection) }),
  )
}
