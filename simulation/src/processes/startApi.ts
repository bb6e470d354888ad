import {
  CHECK_MS,
  type CheckService,
  createAuditNode,
  createBlobCheck,
  createChainFacts,
  createCheckService,
  createFileCheck,
  createForgetFiles,
  createGroupService,
  createJobService,
  createNodeService,
  createOfferService,
  createSubgraphExecutor,
  createTakersCheck,
  createTaskLookup,
  createVerifySignature,
  type GroupService,
  type JobService,
  type NodeService,
  type OfferService,
} from '@aiigo/api'
import { createReader, type Deployment } from '@aiigo/chain'
import { every } from '@aiigo/domain'
import { createLiveIndex, startMatchIndex } from '@aiigo/matching'
import { keyOfSecret } from '@aiigo/sealing'
import { createFileGrants, type Logger } from '@aiigo/service'
import { createNodeChangeReader, recordSign, type Storage } from '@aiigo/storage'
import type { Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { BLOB_URL, CONFIRMATIONS, FILE_GRANT_SECRET, rpcUrlOf, SUBGRAPH_URL } from './settings.js'

/** The services behind the API's operations. */
export interface Services {
  jobs: JobService
  groups: GroupService
  offers: OfferService
  nodes: NodeService
  checks: CheckService
}

interface Surroundings {
  deployment: Deployment
  operatorKey: Hex
  openStorage(): Promise<Storage>
  log: Logger
  /** Given the services once they answer. */
  onReady(services: Services): void
}

const SIGN_MS = 5_000

/** The API without HTTP: its services, put together as its modules do. */
export async function startApi(name: string, surroundings: Surroundings): Promise<void> {
  const { deployment, operatorKey, openStorage, log, onReady } = surroundings
  const warn = (what: string) => (error: unknown) => log.warn({ err: error }, what)
  const storage = await openStorage()
  const now = Date.now
  const chain = createChainFacts(createReader(deployment.chainId, rpcUrlOf(name)), deployment, now)
  const checkReader = createReader(deployment.chainId, rpcUrlOf(name), { timeoutMs: CHECK_MS, retries: 0 })
  const verifySignature = createVerifySignature(checkReader)
  const matchIndex = await createLiveIndex({
    changes: createNodeChangeReader(storage),
    startIndex: startMatchIndex,
    keepsLasting: true,
    onError: warn('a node could not be indexed'),
  })
  const { execute } = createSubgraphExecutor({
    url: SUBGRAPH_URL,
    onFailure: warn('the subgraph failed'),
    onBytes: () => undefined,
  })
  const fileKey = await keyOfSecret('the secret of the simulation that keys are kept under')
  const grants = createFileGrants(FILE_GRANT_SECRET)
  const matcher = privateKeyToAddress(operatorKey)
  const selling = {
    ...{ storage, deployment, chain, verifySignature, now, fileKey, retentionDays: 1 },
    // Programs are no part of the simulation.
    checkProgram: async () => [],
    checkTakers: createTakersCheck({ storage, chain, matchIndex, now }),
    rules: {
      ...{ fileRecipient: fileKey.recipient, blobUrl: BLOB_URL, rpcUrl: null, matcher },
      ...{ minWindowSeconds: 5, transferGraceSeconds: 5, developmentWallets: [] },
    },
  }
  onReady({
    jobs: createJobService({
      ...selling,
      confirmations: CONFIRMATIONS,
      findTask: createTaskLookup(execute),
      checkBlobs: createBlobCheck(BLOB_URL, grants),
    }),
    groups: createGroupService({ ...selling, checkFiles: createFileCheck(BLOB_URL, grants) }),
    offers: createOfferService({
      ...{ storage, deployment, verifySignature, now },
      checkFiles: createFileCheck(BLOB_URL, grants),
      forget: createForgetFiles(BLOB_URL, grants, now),
      retentionDays: 1,
    }),
    checks: createCheckService({
      ...{ storage, deployment, verifySignature, now, fileKey, retentionSeconds: 86_400 },
      checkFiles: createFileCheck(BLOB_URL, grants),
      // Files are stored as they are.
      checkSeals: async () => [],
    }),
    nodes: createNodeService({ storage, auditNode: createAuditNode({ storage, deployment, verifySignature, now }) }),
  })
  await every(
    SIGN_MS,
    new AbortController().signal,
    () => recordSign(storage.fork(), 'API'),
    warn('the sign of life could not be given'),
  )
}
