import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { solveEasyChallenge } from '@aiigo/chain/testing'
import { localAccount } from '@aiigo/contracts'
import type { Stack } from '@aiigo/devstack'
import { canonicalJson, ETH_ADDRESS, RESOURCE_TYPES, regionToBytes8 } from '@aiigo/domain'
import { connect, createProvider, type Offer, type Provider } from '@aiigo/sdk'
import { type Hex, keccak256, parseEther, stringToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** Providers' accounts of the development mnemonic, behind those of the stack's buyers. */
const FIRST_ACCOUNT = 20
const PROVIDERS = 8
const NODES_OF_EACH = 2
/** Jobs of one unit that a node takes at a time: all nodes together have twice the most that are in flight. */
const UNITS = 16
const STAKE = parseEther('1000')
/** Wei per million core-seconds. */
const RATE = 1_000_000_000_000n
/** Core-seconds that each result bills. */
export const USAGE = 1n
const START_MS = 120_000

/** Scripted nodes: everything that their agents would send but the run of a program. */
export interface Supply {
  /** Address of each provider, lower case. */
  readonly providers: readonly string[]
  /** Accepted offers by task: the last acceptance counts. */
  readonly accepted: ReadonlyMap<string, { readonly provider: string; readonly rate: bigint }>
  /** Errors of providers' calls. */
  readonly failures: readonly string[]
  stop(): Promise<void>
}

/** Registers nodes, proves their power on chain and answers every offer: acceptance, progress, manifest, result. */
export async function startSupply(stack: Stack): Promise<Supply> {
  const over = new AbortController()
  const accepted = new Map<string, { provider: string; rate: bigint }>()
  const failures: string[] = []
  const providers = await Promise.all(
    Array.from({ length: PROVIDERS }, (_, index) =>
      openProvider(stack, localAccount(FIRST_ACCOUNT + index).privateKey),
    ),
  )
  const work = providers.map(async (provider) => {
    const nodeIds: Hex[] = []
    // One after another: a registration uses the allowance that the wallet gave for it.
    for (let index = 0; index < NODES_OF_EACH; index++) nodeIds.push(await registerNode(provider, `bench ${index}`))
    for (const nodeId of nodeIds) await activate(provider, nodeId)
    return nodeIds
  })
  const nodes = await Promise.all(work)
  const loops = providers.flatMap((provider, index) => {
    const nodeIds = nodes[index] ?? []
    return [followOffers(provider, nodeIds), ...nodeIds.map((nodeId) => beat(provider, nodeId))]
  })
  await Promise.all(providers.map(untilAvailable))

  /** Heartbeats at the platform's own interval. */
  async function beat(provider: Provider, nodeId: Hex): Promise<void> {
    while (!over.signal.aborted) {
      const input = { nodeId, runningOfferIds: [], generation: 1, roundTripMs: null }
      const answer = await provider.heartbeat(input).catch((error: unknown) => failed('heartbeat', error))
      await sleep((answer?.nextHeartbeatSeconds ?? 1) * 1_000, undefined, { signal: over.signal }).catch(
        () => undefined,
      )
    }
  }

  function failed(what: string, error: unknown): undefined {
    if (!over.signal.aborted) failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
  }

  async function followOffers(provider: Provider, nodeIds: readonly Hex[]): Promise<void> {
    const done = new Set<string>()
    try {
      for await (const { offer } of provider.offers(nodeIds, { signal: over.signal })) {
        const step = `${offer.id} ${offer.state}`
        if (done.has(step)) continue
        if (offer.state === 'OFFERED') {
          done.add(step)
          void accept(provider, offer).catch((error: unknown) => failed('accepting', error))
        } else if (offer.state === 'ASSIGNED') {
          done.add(step)
          void deliver(provider, offer).catch((error: unknown) => failed('delivering', error))
        }
      }
    } catch (error) {
      failed('offers', error)
    }
  }

  async function accept(provider: Provider, offer: Offer): Promise<void> {
    accepted.set(offer.taskId, { provider: provider.address.toLowerCase(), rate: offer.rate })
    await provider.accept(offer)
  }

  return {
    providers: providers.map(({ address }) => address.toLowerCase()),
    accepted,
    failures,
    async stop() {
      over.abort()
      await Promise.all(loops)
      await Promise.all(providers.map((provider) => provider.close()))
    },
  }
}

async function openProvider(stack: Stack, privateKey: Hex): Promise<Provider> {
  const { api: apiUrl, ethereumRpc: rpcUrl } = stack.urls
  const wallet = privateKeyToAccount(privateKey)
  await stack.fundBuyer(wallet.address, 'AIIGO', STAKE * BigInt(NODES_OF_EACH))
  const provider = createProvider(await connect({ apiUrl, rpcUrl, wallet }))
  await provider.signIn()
  return provider
}

async function registerNode(provider: Provider, name: string): Promise<Hex> {
  const salt = keccak256(stringToBytes(name))
  const machine = { resourceType: 'CPU', units: UNITS, region: 'EU' } as const
  const spec = { memoryMiB: 65_536, hardware: { ramGiB: 64 }, executors: ['wasm'] }
  await provider.describe({ salt, name, ...machine, spec })
  const specHash: Hex = `0x${sha256(canonicalJson({ name, ...machine, ...spec }))}`
  const onChain = { resourceType: RESOURCE_TYPES.indexOf('CPU'), units: UNITS, region: regionToBytes8('EU'), specHash }
  await provider.register({ salt, spec: onChain, asks: [{ token: ETH_ADDRESS, rate: RATE }], stake: STAKE })
  return provider.nodeIdOf(salt)
}

/** Answers the node's first challenge and takes it to ACTIVE. */
async function activate(provider: Provider, nodeId: Hex): Promise<void> {
  let isAnswered = false
  await until(`node ${nodeId} to be active`, async () => {
    const state = (await provider.node(nodeId))?.state
    if (state === 'VERIFIED') await provider.activate(nodeId)
    if (state !== 'PENDING' || isAnswered) return state === 'ACTIVE'
    const [challenge] = await provider.challenges(nodeId)
    if (!challenge) return false
    await provider.answer(challenge.id, solveEasyChallenge({ ...challenge, provider: provider.address }))
    isAnswered = true
    return false
  })
  await provider.setAvailability(nodeId, 'AVAILABLE')
}

async function untilAvailable(provider: Provider): Promise<void> {
  await until(`the nodes of ${provider.address} to be available`, async () => {
    const nodes = await provider.nodes()
    return nodes.every(
      ({ state, availability, online }) => state === 'ACTIVE' && availability === 'AVAILABLE' && online,
    )
  })
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + START_MS; !(await isSo()); await sleep(250)) {
    if (Date.now() > end) throw new Error(`expected ${what} within ${START_MS / 1_000} s`)
  }
}

/** Hands in a result without outputs and without a log, as of a program that said nothing. */
async function deliver(provider: Provider, offer: Offer): Promise<void> {
  await provider.reportProgress(offer.id, { phase: 'RUNNING' })
  const manifest = new TextEncoder().encode(
    canonicalJson({
      version: 1,
      salt: randomBytes(16).toString('hex'),
      ...{ jobId: offer.jobId, taskId: offer.taskId, attempt: offer.attempt, nodeId: offer.nodeId },
      ...{ exitCode: 0, outcome: 'EXITED', wallSeconds: 0.01, usage: USAGE.toString(), outputs: [] },
      log: { firstLine: 1, lines: 0, bytes: 0, sha256: sha256(''), truncated: false },
    }),
  )
  const { cid: manifestCid, sha256: manifestSha256 } = await provider.store(manifest)
  const run = { manifestCid, manifestSha256, usage: USAGE, exitCode: 0, outputs: [] }
  await provider.submitResult(offer.id, await provider.signResult(offer, run))
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
