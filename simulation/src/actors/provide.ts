import type { Viewer } from '@aiigo/api'
import {
  acceptanceTypedData,
  assignmentOf,
  type Deployment,
  indexedTaskSchema,
  powVerifierAbi,
  resultTypedData,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { solveEasyChallenge } from '@aiigo/chain/testing'
import { contentIdOf, type JobSpec, pause } from '@aiigo/domain'
import type { RegisteredNode } from '@aiigo/worker/testing'
import type { Hex, TypedDataDomain } from 'viem'
import type { Indexer } from '../chain/createIndexer.js'
import type { FaultKind, Faults } from '../createFaults.js'
import type { Random } from '../kernel/createRandom.js'
import type { CheckpointWitness } from '../oracle/createCheckpointWitness.js'
import { isPassing, sha256 } from './buy.js'
import { createRechecks } from './check.js'
import type { Client } from './createClient.js'
import type { PersonsWallet } from './createWalletOf.js'
import { exitCodeOf, outputOf, reportOf } from './runOf.js'

interface Provider {
  deployment: Deployment
  indexer: Indexer
  node: RegisteredNode
  /** Whether it is one of the platform's. */
  isOwned: boolean
  wallet: PersonsWallet
  client: Client
  domain: TypedDataDomain
  random: Random
  faults: Faults
  /** The blob store. */
  blobs: Map<string, Uint8Array>
  /** Offers whose output is forged: other bytes are stored than were signed. */
  forgeries: Set<string>
  /** Offers of checked jobs whose result is made up, and fits what was signed. */
  inventions: Set<string>
  witness: CheckpointWitness
  now(): number
}

type Offer = Awaited<ReturnType<Parameters<Parameters<Client>[1]>[0]['offers']['open']>>[number]

/** Of the contract's view of a challenge. */
interface Challenge {
  status: number
  seed: Hex
  target: bigint
  nonceCount: number
}

/** The ways in which an agent deals with an offer. */
type Conduct = 'WORKS' | 'DECLINES' | 'IGNORES' | 'SIGNS_WRONGLY' | 'VANISHES' | 'FORGES' | 'IS_LATE' | 'MAKES_UP'

/** A result that the API has taken. */
interface Delivery {
  at: number
  usage: bigint
  resultHash: Hex
  signature: Hex
  /** Whether it went to the chain from the agent's wallet. */
  isSent?: boolean
}

/** A challenge's state in the contract. */
const OPEN = 1
const ANSWER_AGAIN_MS = 8_000
const HEARTBEAT_MS = 4_500
const LOOK_MS = [2_000, 5_000] as const
const ABSENCE_MS = 40_000
/** A delivered result that the platform does not relay goes to the chain from the agent's wallet after so long. */
const RELAY_MS = 60_000
/** Its length in the acceptance, seconds. */
const ACCEPTANCE_SECONDS = 90

/** Whether the result of an assigned job is compared with others. */
const isChecked = ({ spec }: Offer): boolean => ((spec as JobSpec | null)?.verification.mode ?? 'NONE') !== 'NONE'

/** Does what one node's agent does: heartbeats, acceptances, work and results; by faults also what it should not do. */
export async function provide(provider: Provider): Promise<void> {
  const {
    node,
    isOwned,
    wallet,
    client,
    domain,
    random,
    faults,
    blobs,
    forgeries,
    inventions,
    witness,
    now,
    deployment,
    indexer,
  } = provider
  const viewer: Viewer = { address: wallet.address.toLowerCase(), via: 'session', expiresAt: null }
  const verifier = { address: deployment.addresses.PowVerifier, abi: powVerifierAbi } as const
  const recheck = createRechecks({ nodeId: node.id, viewer, wallet, client, domain, random, faults, blobs, now })
  const conducts = new Map<string, Conduct>()
  const startedAt = new Map<string, number>()
  const delivered = new Map<string, Delivery>()
  /** Numbers of the versions of checkpoints that were sent, by offer. */
  const versions = new Map<string, number>()
  const resumed = new Set<string>()
  const shown = new Set<string>()
  const challenges = new Map<string, { isIgnored: boolean; answeredAt: number }>()
  let absentUntil = 0
  let beatAt = 0
  let running: string[] = []

  function conductOf(id: string): Conduct {
    const known = conducts.get(id)
    if (known) return known
    let drawn: Conduct = 'WORKS'
    if (faults.comes('agentSilent')) drawn = random.pick(['DECLINES', 'IGNORES'] as const)
    else if (faults.comes('agentLies')) drawn = random.pick(['SIGNS_WRONGLY', 'FORGES', 'IS_LATE'] as const)
    else if (faults.comes('agentVanishes')) drawn = 'VANISHES'
    conducts.set(id, drawn)
    return drawn
  }

  /** Counts a fault of an offer's conduct when it first shows. */
  function show(id: string, kind: FaultKind): void {
    if (shown.has(id)) return
    shown.add(id)
    faults.count(kind)
  }

  async function answer(offer: Offer): Promise<void> {
    const conduct = conductOf(offer.id)
    if (conduct === 'IGNORES' || conduct === 'DECLINES') show(offer.id, 'agentSilent')
    if (conduct === 'SIGNS_WRONGLY') show(offer.id, 'agentLies')
    if (conduct === 'IGNORES') return
    if (conduct === 'DECLINES') {
      await client('declineOffer', ({ offers }) => offers.decline(viewer, offer.id, 'busy'))
      return
    }
    const expiry = Math.floor(now() / 1000) + ACCEPTANCE_SECONDS
    const rate = conduct === 'SIGNS_WRONGLY' ? offer.rate + 1n : offer.rate
    const message = { taskId: offer.taskId as Hex, attempt: offer.attempt, nodeId: node.id, rate, expiry }
    const signature = await wallet.account.signTypedData(acceptanceTypedData(domain, message))
    const input = { offerId: offer.id, attempt: offer.attempt, expiry, signature }
    await client('acceptOffer', ({ offers }) => offers.accept(viewer, input))
  }

  async function work(offer: Offer): Promise<void> {
    const conduct = conductOf(offer.id)
    if ((offer.spec as JobSpec | null)?.checkpoint) await checkpoint(offer)
    if (conduct === 'VANISHES') {
      show(offer.id, 'agentVanishes')
      absentUntil = now() + ABSENCE_MS
      return
    }
    const started = startedAt.get(offer.id)
    if (started === undefined) {
      startedAt.set(offer.id, now())
      // A result that is not checked could be made up by anybody.
      const invents = conduct === 'WORKS' && isChecked(offer) && faults.comes('agentInvents')
      if (invents) conducts.set(offer.id, 'MAKES_UP')
      if (random.chance(0.8)) {
        await client('reportProgress', ({ offers }) =>
          offers.reportProgress(viewer, offer.id, { phase: 'RUNNING', percent: 10 }),
        )
      }
      return
    }
    if (conduct === 'IS_LATE' || conduct === 'FORGES') show(offer.id, 'agentLies')
    if (conduct === 'MAKES_UP') show(offer.id, 'agentInvents')
    if (conduct === 'IS_LATE') return
    if (now() - started > 1_500) await deliver(offer, conduct)
  }

  /** Goes on from what the platform has, then sends a version at each look. */
  async function checkpoint(offer: Offer): Promise<void> {
    const { id, jobId, attempt } = offer
    if (!resumed.has(id)) {
      const known = witness.newest(jobId)
      const given = await client('offer.checkpoint', ({ offers }) => offers.checkpoint(offer))
      resumed.add(id)
      witness.resumes(jobId, given, known)
    }
    const sequence = (versions.get(id) ?? 0) + 1
    versions.set(id, sequence)
    // Longer than any other file, so that a missing one has another size.
    const content = new TextEncoder().encode(`checkpoint ${sequence} of ${id}`.padEnd(200))
    const digest = sha256(content)
    const input = { sequence, cid: contentIdOf(digest), sha256: digest, size: content.byteLength }
    blobs.set(input.cid, content)
    const version = { ...input, jobId, attempt }
    witness.sends(version)
    const { storedSequence, userErrors } = await client('reportCheckpoint', ({ offers }) =>
      offers.reportCheckpoint(viewer, id, input),
    )
    if (storedSequence === sequence && userErrors.length === 0) witness.confirmed(version)
  }

  async function deliver(offer: Offer, conduct: Conduct): Promise<void> {
    const spec = offer.spec as JobSpec | null
    const forges = conduct === 'FORGES'
    const invents = conduct === 'MAKES_UP'
    const own = (words: string): Uint8Array => new TextEncoder().encode(`${words} ${offer.id}`)
    // Honest runs of one job share a file in the store, which a forger must not spoil.
    const content = invents ? own('made up for') : forges ? own('said of') : outputOf(spec, offer.id)
    if (invents) inventions.add(offer.id)
    const digest = sha256(content)
    const output = { name: 'out.txt', cid: contentIdOf(digest), sha256: digest, size: content.byteLength }
    if (forges) forgeries.add(offer.id)
    blobs.set(output.cid, forges ? own('forged') : content)
    const usage = 1n
    const exitCode = exitCodeOf(spec)
    const manifest = {
      ...{ jobId: offer.jobId, attempt: offer.attempt, nodeId: node.id, usage: usage.toString(), exitCode },
      outcome: 'EXITED',
      outputs: [output],
      ...(isChecked(offer) ? { printed: reportOf(content, exitCode).printed } : {}),
      log: { firstLine: 1, lines: 0, bytes: 0, sha256: sha256(new Uint8Array()), truncated: false },
    }
    const bytes = new TextEncoder().encode(JSON.stringify(manifest))
    const manifestSha256 = sha256(bytes)
    const manifestCid = contentIdOf(manifestSha256)
    blobs.set(manifestCid, bytes)
    const resultHash = `0x${manifestSha256}` as Hex
    const result = { taskId: offer.taskId as Hex, attempt: offer.attempt, nodeId: node.id, usage, resultHash }
    const signature = await wallet.account.signTypedData(resultTypedData(domain, result))
    const input = { manifestCid, manifestSha256, usage, exitCode, outputs: [output], signature }
    witness.delivers(offer.jobId, offer.attempt)
    delivered.set(offer.id, { at: now(), usage, resultHash, signature })
    await client('submitResult', ({ offers }) => offers.submitResult(viewer, offer.id, input as never))
  }

  /** As the agent's result relay: the contract takes a result from any sender. */
  async function relay(offer: Offer): Promise<void> {
    const own = delivered.get(offer.id)
    if (!own || own.isSent || conductOf(offer.id) === 'FORGES') return
    const left = (offer.dueAt?.getTime() ?? Number.POSITIVE_INFINITY) - own.at
    if (now() - own.at < Math.min(RELAY_MS, left / 2)) return
    const task = indexer.view().tasks.get(offer.taskId)?.entity
    const assignment = task && assignmentOf(indexedTaskSchema.parse(task))
    if (assignment?.attempt !== offer.attempt || assignment.nodeId !== node.id) return
    own.isSent = true
    const marketplace = { address: deployment.addresses.TaskMarketplace, abi: taskMarketplaceAbi } as const
    const args = [offer.taskId, assignment, own.usage, own.resultHash, own.signature]
    await wallet.call(marketplace, 'submitResult', args)
  }

  /** Answers a challenge that is open, and again where the chain has taken the answer back. */
  async function prove(): Promise<void> {
    for (const { entity } of [...indexer.view().challenges.values()]) {
      if (entity.state !== 'OPEN' || (entity.node as { id: string }).id !== node.id) continue
      const known = challenges.get(entity.id)
      const own = known ?? { isIgnored: faults.comes('agentSilent'), answeredAt: 0 }
      challenges.set(entity.id, own)
      if (own.isIgnored && !known) faults.count('agentSilent')
      if (own.isIgnored || now() - own.answeredAt < ANSWER_AGAIN_MS) continue
      const open = (await wallet.read(verifier, 'challenge', [entity.id])) as Challenge
      if (open.status !== OPEN) continue
      const { seed, target, nonceCount } = open
      own.answeredAt = now()
      const words = { seed, target, nonceCount, nodeId: node.id, provider: wallet.address }
      await wallet.call(verifier, 'answer', [entity.id, solveEasyChallenge(words)])
    }
  }

  for (;;) {
    await pause(random.between(...LOOK_MS))
    if (now() < absentUntil) continue
    try {
      if (now() >= beatAt) {
        beatAt = now() + HEARTBEAT_MS
        const beat = { nodeId: node.id, runningOfferIds: running, roundTripMs: 5, generation: 1 }
        await client('heartbeat', ({ nodes }) => nodes.heartbeat(viewer, beat))
      }
      const open = await client('offers', ({ offers }) => offers.open(viewer, [node.id]))
      running = open.filter(({ state }) => state === 'ASSIGNED' || state === 'EXECUTING').map(({ id }) => id)
      for (const offer of open) {
        if (offer.state === 'OFFERED') await answer(offer)
        else if (offer.state === 'ASSIGNED' || offer.state === 'EXECUTING') await work(offer)
        else if (offer.state === 'SUBMITTED') await relay(offer)
        if (now() < absentUntil) break
      }
      if (isOwned) await recheck()
      await prove()
    } catch (error) {
      if (!isPassing(error)) throw error
    }
  }
}
