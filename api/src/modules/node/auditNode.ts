import { type Deployment, LOCAL_CHAIN_ID, marketplaceDomain, typeAuditTypedData } from '@aiigo/chain'
import { AUDIT_STATEMENT, needsAudit, type Problem } from '@aiigo/domain'
import { inTransaction, Node, recordTypeAudit, type Storage } from '@aiigo/storage'
import { type Hex, hashTypedData } from 'viem'
import type { VerifySignature } from '../../chain/verifySignature.js'
import type { Viewer } from '../../graphql/context.js'
import { storableText } from '../../graphql/storableText.js'
import type { AuditNodeInput } from './node.type.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  verifySignature: VerifySignature
  now: () => number
}

const YEAR_MS = 366 * 86_400_000

export type AuditNode = (viewer: Viewer, input: AuditNodeInput) => Promise<{ node: Node } | { problem: Problem }>

/** Records an operator's signed word that a node is of its type. The word stands for the node as it is registered. */
export function createAuditNode({ storage, deployment, verifySignature, now }: Deps): AuditNode {
  const domain = marketplaceDomain(deployment.chainId, deployment.addresses.TaskMarketplace)
  const problem = (code: string, field: string, message: string) => ({
    problem: { code, field: `input.${field}`, message },
  })

  return async function auditNode({ address }, { nodeId, statement, expiresAt: until, signature }) {
    const node = await storage.fork().findOne(Node, { id: nodeId, registered: true })
    if (!node) return problem('NODE_UNKNOWN', 'nodeId', `expected a node that is registered on chain, got ${nodeId}`)
    const { resourceType, units } = node
    if (!needsAudit(resourceType)) {
      const text = `expected a node of a type that only an audit shows, got ${resourceType}, which its proof of work shows`
      return problem('AUDIT_INVALID', 'nodeId', text)
    }
    if (statement.length < AUDIT_STATEMENT.least || statement !== storableText(statement, AUDIT_STATEMENT.most)) {
      const text = `expected ${AUDIT_STATEMENT.least} to ${AUDIT_STATEMENT.most} printable characters that say what was looked at`
      return problem('AUDIT_INVALID', 'statement', text)
    }
    const expiresAt = new Date(until)
    const lastMs = now() + YEAR_MS
    if (expiresAt.getTime() % 1_000 !== 0 || expiresAt.getTime() <= now() || expiresAt.getTime() > lastMs) {
      const text = `expected whole seconds in the future, at most ${new Date(lastMs).toISOString()}, got ${expiresAt.toISOString()}`
      return problem('AUDIT_INVALID', 'expiresAt', text)
    }
    const { hardware, tflops } = node.spec
    const spec = { ...(hardware ? { hardware } : {}), ...(tflops === undefined ? {} : { tflops }) }
    const message = { nodeId: nodeId as Hex, resourceType, units, details: spec, statement }
    const typedData = typeAuditTypedData(domain, { ...message, expiresAt: BigInt(expiresAt.getTime()) / 1_000n })
    const checked = await verifySignature(address, hashTypedData(typedData), signature as Hex)
    if ('reason' in checked) {
      const text = `expected the caller's EIP-712 TypeAudit of ${units} ${resourceType} units, details ${typedData.message.details}; ${checked.reason}`
      return problem('BAD_SIGNATURE', 'signature', text)
    }
    // On a local chain nobody looks at a device.
    const method = deployment.chainId === LOCAL_CHAIN_ID ? 'DEVELOPMENT' : 'AUDIT'
    const audit = { nodeId, resourceType, units, spec, method, auditor: address, statement, expiresAt } as const
    const recorded = await inTransaction(storage, (em) =>
      recordTypeAudit(em, { ...audit, signature: checked.signature }),
    )
    if (!recorded) {
      return problem('NODE_CHANGED', 'nodeId', 'expected the node to stay as it was; it changed meanwhile, look again')
    }
    return { node: await storage.fork().findOneOrFail(Node, { id: nodeId }) }
  }
}
