import { PlatformDocument, ShownNodeDocument } from '@aiigo/client'
import type { Context, Input } from '@aiigo/terminal'
import { askAgent } from '../control/askAgent.js'
import type { Status } from '../schemas/status.js'
import { describeEarnings, expectedProof } from './describeEarnings.js'
import { loadAgent } from './loadAgent.js'
import type { Settings } from './Settings.js'
import { type NodeSession, withNode } from './withNode.js'

/** Tasks and challenges that are looked through. */
const MOST = 100

/**
 * The state of this machine: what its agent says, and what platform and chain say of its node. A platform that is away
 * leaves the agent's part.
 * @param payMs time before now whose pay is counted, milliseconds
 * @throws what `loadAgent` throws
 */
export async function lookAt(context: Context<Settings>, input: Input, payMs: number): Promise<Status> {
  const { config, wallet } = await loadAgent(context.settings)
  const running = await askAgent(config.AGENT_DATA_DIR, 'status')
  const known = { name: config.AGENT_NAME, provider: wallet.address, running }
  try {
    return await withNode(context, input, async (session) => ({
      ...known,
      nodeId: session.nodeId,
      ...(await askPlatform(session, payMs)),
      trouble: null,
    }))
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string }
    // Without the platform there is the agent's own id, if it runs.
    if (typeof code !== 'string' || !running?.nodeId) throw error
    return { ...known, nodeId: running.nodeId as Status['nodeId'], node: null, earnings: null, trouble: message }
  }
}

async function askPlatform({ provider, platform, nodeId }: NodeSession, payMs: number) {
  const { client } = provider
  const from = new Date(provider.now() - payMs)
  const [{ node }, { platform: rules }, days, owed] = await Promise.all([
    client.execute(ShownNodeDocument, { id: nodeId, first: MOST }),
    client.execute(PlatformDocument, {}),
    provider.pay({ from, nodeId }),
    provider.earnings(),
  ])
  const issued = node?.challenges.map(({ issuedAt }) => Number(issuedAt)) ?? []
  return {
    node: node && {
      ...{ state: node.state, trustLevel: node.trustLevel, availability: node.availability, online: node.online },
      ...{ uptimeBps: node.uptimeBps, tasksCompleted: node.tasksCompleted, tasksFailed: node.tasksFailed },
      proofs: {
        ...{ passed: node.powPasses, failed: node.powFailures },
        lastAt: issued.length === 0 ? null : new Date(Math.max(...issued) * 1_000).toISOString(),
        nextAt: expectedProof(node.challenges),
      },
    },
    earnings: describeEarnings(platform.paymentTokens, days, node?.tasks ?? [], owed, rules.feeBps, provider.now()),
  }
}
