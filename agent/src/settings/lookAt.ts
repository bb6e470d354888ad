import { EarningsDocument, PlatformDocument, ShownNodeDocument } from '@aiigo/client'
import type { Context, Input } from '@aiigo/terminal'
import { askAgent } from '../control/askAgent.js'
import { nodeIdOfName } from '../registration/nodeIdentity.js'
import type { Status } from '../schemas/status.js'
import { type DayPay, describeEarnings, expectedProof } from './describeEarnings.js'
import { loadAgent } from './loadAgent.js'
import type { Settings } from './Settings.js'
import { type NodeSession, withNode } from './withNode.js'

/** Tasks and challenges that are looked through. */
const MOST = 100
/** Pay that is asked for at once: 300 days, in at most three tokens. */
const PART_MS = 300 * 86_400_000
const MOST_DAYS = 1_000

/**
 * The state of this machine: what its agent says, and what platform and chain say of its node. A platform that is away
 * leaves the agent's part.
 * @throws what `loadAgent` throws
 */
export async function lookAt(context: Context<Settings>, input: Input): Promise<Status> {
  const { config, wallet } = await loadAgent(context.settings)
  const running = await askAgent(config.AGENT_DATA_DIR, 'status')
  const nodeId = nodeIdOfName(wallet.address, config.AGENT_NAME)
  const known = { name: config.AGENT_NAME, nodeId, provider: wallet.address, running }
  try {
    const seen = await withNode(context, input, askPlatform)
    return { ...known, ...seen, trouble: null }
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string }
    // A fault of this program has no code.
    if (typeof code !== 'string') throw error
    return { ...known, node: null, earnings: null, trouble: message }
  }
}

async function askPlatform({ provider, platform, nodeId }: NodeSession) {
  const { client } = provider
  const [{ node }, { platform: rules }, owed] = await Promise.all([
    client.execute(ShownNodeDocument, { id: nodeId, first: MOST }),
    client.execute(PlatformDocument, {}),
    provider.earnings(),
  ])
  const days = node ? await allPay(provider, nodeId, Number(node.registeredAt) * 1_000) : []
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
      benchmark: node.benchmark && {
        answeredAt: node.benchmark.answeredAt,
        weightBps: node.benchmark.weightBps,
        cpuOperationsPerSecond: node.benchmark.cpuOperationsPerSecond,
        verifiedHashesPerSecond: node.benchmark.verifiedHashesPerSecond,
      },
    },
    earnings: describeEarnings(platform.paymentTokens, days, node?.tasks ?? [], owed, rules.feeBps, provider.now()),
  }
}

/** The pay of all days since a moment, in parts that the API answers. @param since milliseconds since the epoch */
async function allPay(
  { client, now }: NodeSession['provider'],
  nodeId: NodeSession['nodeId'],
  since: number,
): Promise<DayPay[]> {
  const days: DayPay[] = []
  for (let from = since; from < now(); from += PART_MS) {
    const to = new Date(Math.min(from + PART_MS, now())).toISOString()
    const variables = { nodeId, from: new Date(from).toISOString(), to, first: MOST_DAYS }
    days.push(...(await client.execute(EarningsDocument, variables)).earnings)
  }
  // A day at the border of two parts is in both.
  return [...new Map(days.map((day) => [`${day.startsAt} ${day.token}`, day])).values()]
}
