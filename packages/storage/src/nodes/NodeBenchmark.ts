import { BENCHMARK_STAGES, BENCHMARK_STATES, type BenchmarkPart } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant, oneOf } from '../db/columns.js'
import { Node } from './Node.js'

const NodeBenchmarkSchema = defineEntity({
  name: 'NodeBenchmark',
  tableName: 'node_benchmark',
  properties: {
    /** Id of the challenge. */
    id: p.uuid().primary(),
    /** The node that is measured. */
    nodeId: p.manyToOne(Node).mapToPk().fieldName('node_id'),
    /** Its owner when the challenge was given, lower case. */
    provider: p.text(),
    /** OPEN: being answered. ANSWERED: to be checked. CHECKED: counts. VOID: a check differed. EXPIRED: late. */
    state: oneOf(BENCHMARK_STATES),
    /** The stage that was given last. */
    stage: oneOf(BENCHMARK_STAGES),
    /** When that stage was given; its time runs from here. */
    stageGivenAt: instant(),
    /** Seed of the processor's work, 64 hex digits. */
    cpuSeed: p.text(),
    /** Seed of the memory's work, 64 hex digits; null until that is given. */
    memorySeed: p.text().nullable(),
    /** Seed of the stored bytes, 64 hex digits; null until the transfer is given. */
    transferSeed: p.text().nullable(),
    /** Parts of the processor's work. */
    cpuParts: p.integer(),
    /** Parts of the memory's work. */
    memoryParts: p.integer(),
    /** Digest of each part, 16 hex digits; null before they are answered. */
    cpuDigests: p.json<string[]>().nullable(),
    /** Digest of each part, 16 hex digits; null before they are answered. */
    memoryDigests: p.json<string[]>().nullable(),
    /** Multiplications with additions of 32-bit words a second, by the platform's clock. */
    cpuOperationsPerSecond: counter().nullable(),
    /** Memory that is moved, MiB a second, by the platform's clock. */
    memoryMibPerSecond: p.integer().nullable(),
    /** To the blob store, KiB a second; both ways together take the time that the platform saw. Null: not measured. */
    networkUpKibPerSecond: p.integer().nullable(),
    /** From the blob store, KiB a second; see above. */
    networkDownKibPerSecond: p.integer().nullable(),
    /** Durable writes, MiB a second, as the node says. */
    diskWriteMibPerSecond: p.integer().nullable(),
    /** Reads past the system's memory, MiB a second, as the node says. */
    diskReadMibPerSecond: p.integer().nullable(),
    /** Of the owner's image of a GPU benchmark, GFLOP/s, as the node says; null without a GPU or an image. */
    gpuGflops: p.integer().nullable(),
    /** When the challenge was given. */
    askedAt: instant(),
    /** Until when it can be answered. */
    expiresAt: instant(),
    /** When the last stage was answered; its age is counted from here. */
    answeredAt: instant().nullable(),
    /** The parts that are computed again; null before the draw. */
    checkParts: p.json<BenchmarkPart[]>().nullable(),
    /** When the worker looks at the check; null when it is over. */
    lookAt: instant().nullable(),
    /** The platform node that checks, or has checked; null: the worker. */
    checkerId: p.text().nullable(),
    /** The digests of a platform node that differed; a second computation decides. */
    differingDigests: p.json<string[]>().nullable(),
    /** When the check ended. */
    checkedAt: instant().nullable(),
    /** Why it is VOID, for people. */
    reason: p.text().nullable(),
  },
  indexes: [
    {
      name: 'node_benchmark_node',
      properties: ['nodeId', 'askedAt'],
      columns: [{ name: 'nodeId' }, { name: 'askedAt', sort: 'desc' }],
    },
    { name: 'node_benchmark_asked', properties: ['askedAt'] },
    { name: 'node_benchmark_open', properties: ['expiresAt'], where: `"state" = 'OPEN'` },
    { name: 'node_benchmark_look', properties: ['lookAt'], where: `"look_at" is not null` },
  ],
  uniques: [{ name: 'node_benchmark_one_open', properties: ['nodeId'], where: `"state" = 'OPEN'` }],
})

/** A benchmark of a node: the challenge, the answer, its check. The functions beside this file alone write it. */
export class NodeBenchmark extends NodeBenchmarkSchema.class {}
NodeBenchmarkSchema.setClass(NodeBenchmark)
