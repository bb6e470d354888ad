import type { Hex, Reading } from '@aiigo/domain'
import type { TypedDataDomain } from 'viem'

/** The work that a reading was taken for. The task id binds the whole job: it is the digest of its request. */
export interface ReadingWork {
  readonly taskId: Hex
  /** The on-chain attempt of the node. */
  readonly attempt: number
  readonly nodeId: Hex
  readonly sensor: string
}

const types = {
  Reading: [
    { name: 'taskId', type: 'bytes32' },
    { name: 'attempt', type: 'uint8' },
    { name: 'nodeId', type: 'bytes8' },
    { name: 'sensor', type: 'string' },
    { name: 'sequence', type: 'uint32' },
    { name: 'at', type: 'string' },
    { name: 'value', type: 'string' },
    { name: 'unit', type: 'string' },
  ],
} as const

/** Typed data by which a node says what a sensor showed at a moment. No contract takes it. */
export function readingTypedData(
  domain: TypedDataDomain,
  { taskId, attempt, nodeId, sensor }: ReadingWork,
  { sequence, at, value, unit }: Omit<Reading, 'signature'>,
) {
  const message = { taskId, attempt, nodeId, sensor, sequence, at, value: JSON.stringify(value), unit }
  return { domain, types, primaryType: 'Reading', message } as const
}
