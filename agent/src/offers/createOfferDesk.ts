import { AiigoError, executorOf, inputBytesOf, type JobTerms } from '@aiigo/domain'
import type { CheckWork, Offer, Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { Assignments } from '../assignment/createAssignments.js'
import type { Caps } from '../caps/capsSchema.js'
import type { Checks } from '../check/createChecks.js'
import type { ExecutorRegistry } from '../executor/index.js'
import type { DiskWatch } from '../machine/createDiskWatch.js'
import type { NodeIdentity } from '../registration/nodeIdentity.js'
import { retry } from '../waiting/retry.js'
import { createCapacity } from './createCapacity.js'
import { decideOffer } from './decideOffer.js'
import { shareOf } from './shareOf.js'

/**
 * How long a signed acceptance is good: long enough to be relayed, short enough not to bind a node for long. Seconds.
 */
const ACCEPTANCE_SECONDS = 300

export interface OfferDeskDeps {
  readonly provider: Pick<
    Provider,
    'address' | 'now' | 'openWork' | 'checkOffer' | 'checkWork' | 'accept' | 'decline' | 'refuseCheck'
  >
  readonly assignments: Assignments
  readonly checks: Checks
  readonly executors: ExecutorRegistry
  readonly identity: NodeIdentity
  readonly disk: Pick<DiskWatch, 'look' | 'freeMiB'>
  /** The owner's limits. */
  readonly caps: Caps
  /** Bytes of files that were fetched and stored today. */
  readonly bytesToday: () => number
  /** Whether the node takes work now. */
  readonly mayWork: () => boolean
  readonly log: Logger
  readonly signal: AbortSignal
}

export interface OfferDesk {
  /** Offers that were accepted, and jobs that run. */
  readonly open: number
  /** Takes in an offer from the platform; the same offer twice changes nothing. */
  handle(offer: Offer): void
  /** Takes in a re-run for a check; the same one twice changes nothing. */
  handleCheck(work: CheckWork): void
  /** Compares with what the platform has open: takes up what was missed, forgets what has ended. */
  reconcile(): Promise<void>
  /** From now on every offer is declined. */
  stopAccepting(): void
}

/** Answers offers and starts assignments. */
export function createOfferDesk(deps: OfferDeskDeps): OfferDesk {
  const { provider, assignments, checks, executors, identity, disk, caps, bytesToday, mayWork, log, signal } = deps
  const { nodeId, chainSpec, asks, description } = identity
  const capacity = createCapacity(
    Math.min(description.units, caps.units ?? description.units),
    Math.min(Number(description.spec.memoryMiB), caps.memoryMiB ?? Number.POSITIVE_INFINITY),
  )
  /** Offers answered or being answered, and assignments; forgotten when the platform lists them no more. */
  const known = new Set<string>()
  let accepting = true

  async function accept(offer: Offer, { resources }: JobTerms): Promise<void> {
    // One expiry for all tries: the platform knows a repeated acceptance by its signature.
    const expiry = Math.floor(provider.now() / 1_000) + ACCEPTANCE_SECONDS
    await retry(() => provider.accept(offer, { expiry, signal }), {
      what: 'accepting an offer',
      log,
      signal,
      until: offer.expiresAt * 1_000,
      now: provider.now,
    })
    log.info({ offerId: offer.id, jobId: offer.jobId, rate: offer.rate, units: resources.units }, 'accepted an offer')
  }

  async function consider(offer: Offer): Promise<void> {
    await disk.look()
    const terms = {
      nodeId,
      provider: provider.address,
      resourceType: chainSpec.resourceType,
      asks,
      freeUnits: capacity.freeUnits,
      freeMemoryMiB: capacity.freeMemoryMiB,
      freeDiskMiB: disk.freeMiB - capacity.promisedDiskMiB,
      executors: executors.names,
      accepting: accepting && mayWork(),
      caps,
      use: { jobs: capacity.held, diskMiB: capacity.promisedDiskMiB, bytesToday: bytesToday() },
    }
    const decision = decideOffer(offer, provider.checkOffer(offer), terms, Math.floor(provider.now() / 1_000))
    if (!decision.accept) {
      log.info({ offerId: offer.id, jobId: offer.jobId, reason: decision.reason }, 'declining an offer')
      await provider.decline(offer.id, decision.reason)
      return
    }
    // Taken at once, before anything is awaited: the next offer must not count on it too.
    capacity.take(offer.id, shareOf(decision.terms))
    try {
      await accept(offer, decision.terms)
    } catch (error) {
      capacity.free(offer.id)
      throw error
    }
  }

  function begin(offer: Offer): void {
    const checked = provider.checkOffer(offer)
    if ('reason' in checked) {
      log.error(
        { offerId: offer.id, reason: checked.reason },
        'giving back an assignment that is not what was accepted',
      )
      assignments.start(offer, null, (end) => log.info({ offerId: offer.id, end }, 'an assignment is over'))
      return
    }
    const { units, memoryMiB } = checked.terms.resources
    if (!capacity.take(offer.id, shareOf(checked.terms))) {
      log.warn({ offerId: offer.id, units, memoryMiB }, 'running an assignment beyond the configured units or memory')
    }
    assignments.start(offer, checked.spec, (end) => {
      capacity.free(offer.id)
      log.info({ offerId: offer.id, end }, 'an assignment is over')
    })
  }

  function handleCheck(work: CheckWork): void {
    if (work.nodeId !== nodeId) return
    if (work.spec === null) {
      checks.end(work.id)
      return
    }
    if (checks.knows(work.id)) return
    const refusal = startCheck(work)
    if (refusal === null) return
    log.warn({ check: work.id, jobId: work.jobId, reason: refusal }, 'refusing a check')
    provider.refuseCheck(work.id, refusal).catch((error: unknown) => {
      log.warn({ err: error, check: work.id }, 'could not refuse a check')
    })
  }

  /** @returns why this node does not run it; null when it does */
  function startCheck(work: CheckWork): string | null {
    const checked = provider.checkWork(work)
    if ('reason' in checked) return checked.reason
    if (!accepting || !mayWork()) return 'the node takes no new work at the moment'
    const { spec } = checked
    if (!executors.names.includes(executorOf(spec.program))) return `the node runs ${executors.names.join(', ')}`
    if (spec.resources.type === 'GPU' && spec.program.kind === 'container') return 'GPUs are not given to re-runs'
    const share = shareOf({ ...spec, inputs: spec.inputs.map((input) => ({ size: inputBytesOf(input) })) })
    if (share.diskMiB > disk.freeMiB - capacity.promisedDiskMiB) return `no ${share.diskMiB} MiB of disk are free`
    if (!capacity.take(work.id, share)) return 'no units or no memory are free'
    checks.start(work, spec, () => capacity.free(work.id))
    return null
  }

  function close(offerId: string): void {
    assignments.end(offerId)
    if (!assignments.runningOfferIds.includes(offerId)) capacity.free(offerId)
  }

  function handle(offer: Offer): void {
    if (offer.nodeId !== nodeId) return
    switch (offer.state) {
      case 'OFFERED': {
        if (known.has(offer.id) || offer.expiresAt * 1_000 <= provider.now()) return
        known.add(offer.id)
        consider(offer).catch((error: unknown) => {
          if (signal.aborted) return
          const reason = error instanceof AiigoError ? error.message : error
          log.warn({ offerId: offer.id, reason }, 'could not answer an offer')
        })
        return
      }
      case 'ACCEPTED': {
        const checked = provider.checkOffer(offer)
        if ('terms' in checked) capacity.take(offer.id, shareOf(checked.terms))
        known.add(offer.id)
        return
      }
      case 'ASSIGNED':
      case 'EXECUTING':
        known.add(offer.id)
        begin(offer)
        if (offer.stopRequested) assignments.stop(offer.id)
        return
      case 'SUBMITTED':
      case 'SUCCEEDED':
        // Submitted; the assignment ends without further action.
        return
      default:
        close(offer.id)
    }
  }

  return {
    get open() {
      return capacity.held
    },
    handle,
    handleCheck,
    async reconcile() {
      const before = [...known]
      const begun = checks.runningIds
      const { offers: open, checks: work } = await provider.openWork([nodeId])
      const listed = new Set(open.map(({ id }) => id))
      for (const offerId of before) {
        if (listed.has(offerId) || assignments.runningOfferIds.includes(offerId)) continue
        capacity.free(offerId)
        known.delete(offerId)
      }
      // One that was begun since may be missing in the answer.
      const begunSince = checks.runningIds.filter((id) => !begun.includes(id))
      checks.keepOnly(new Set([...work.map(({ id }) => id), ...begunSince]))
      for (const offer of open) handle(offer)
      for (const run of work) handleCheck(run)
    },
    stopAccepting() {
      accepting = false
    },
  }
}
