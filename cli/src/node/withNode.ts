import { createProvider, type Provider, type ProviderNode } from '@aiigo/sdk'
import { CliError, type Input, usageError } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import { type Session, type SessionNeeds, withSession } from '../session/openSession.js'

/** A session of a provider. */
export interface ProviderSession extends Session {
  readonly provider: Provider
}

/** Does something with the wallet that is signed in, as a provider. */
export function withProvider<T>(
  context: Context,
  input: Input,
  needs: SessionNeeds,
  work: (session: ProviderSession) => Promise<T>,
): Promise<T> {
  return withSession(context, input, needs, (session) =>
    work({ ...session, provider: createProvider(session.connection) }),
  )
}

/** A node of the wallet by its id or its name. @throws CliError `NODE_UNKNOWN`, `USAGE` for a name of several */
export async function findNode({ command, signal }: Context, provider: Provider, word: string): Promise<ProviderNode> {
  const nodes = await provider.nodes({ signal })
  const found = nodes.filter(({ id, name }) => id.toLowerCase() === word.toLowerCase() || name === word)
  const [node] = found
  if (!node) {
    throw new CliError(
      'NODE_UNKNOWN',
      `expected a node of ${provider.address}, got ${JSON.stringify(word)}`,
      'see your nodes: aiigo node list; see whose wallet this is: aiigo whoami',
    )
  }
  if (found.length > 1) {
    throw usageError(
      command,
      `expected one node, ${found.length} have the name ${word}`,
      `name it by its id: ${found.map(({ id }) => id).join(', ')}`,
    )
  }
  return node
}

/** Does something with one node of the wallet, which is the word NODE. */
export function withNode<T>(
  context: Context,
  input: Input,
  work: (session: ProviderSession & { readonly node: ProviderNode }) => Promise<T>,
): Promise<T> {
  const word = input.required('NODE')
  return withProvider(context, input, 'chain', async (session) =>
    work({ ...session, node: await findNode(context, session.provider, word) }),
  )
}
