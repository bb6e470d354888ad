import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts, type Stack, startStack } from '@aiigo/devstack'
import { startRedis } from '@aiigo/tests/redis'
import type { Backend } from './readOptions.js'
import { type RpcMeter, startRpcMeter } from './startRpcMeter.js'

export interface PipelineStack {
  readonly stack: Stack
  readonly rpcMeter: RpcMeter
  /** Process ids of the parts whose processor time a job costs. */
  parts(): Map<string, number>
  close(): Promise<void>
}

/** Settings without the limits of single wallets and addresses, and with challenges that are solved in a blink. */
const SETTINGS = {
  ...{ COST_PER_MINUTE: '0', COST_PER_MINUTE_ANONYMOUS: '0', SIGN_INS_PER_MINUTE: '0', UPLOADS_PER_MINUTE: '100000' },
  ...{ POW_DIFFICULTY_BITS: '1', POW_NEW_INTERVAL_SECONDS: '86400' },
}

/** Starts a stack without agents, whose API and worker reach the chain through a meter. */
export async function openPipelineStack(backend: Backend, say: (line: string) => void): Promise<PipelineStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aiigo-bench-'))
  const ports = await freePorts(0)
  const rpcMeter = await startRpcMeter(ports.chain, ['api', 'worker'])
  const redis = backend === 'redis' ? await startRedis() : null
  const close = async (stack: Stack | null): Promise<void> => {
    await stack?.stop()
    await redis?.stop()
    rpcMeter.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const throughMeter = (name: string) => ({ ETHEREUM_RPC_URL: rpcMeter.urls[name] ?? '' })
    const stack = await startStack({
      ...{ dataDir, ports, upTo: 'services', agents: 0, env: SETTINGS, onProgress: say },
      serviceEnv: { api: throughMeter('api'), worker: throughMeter('worker') },
      external: redis ? { redisUrl: redis.url } : {},
    })
    return {
      stack,
      rpcMeter,
      parts() {
        const parts = new Map(stack.services().map((name) => [name, stack.pidOf(name) ?? 0]))
        if (redis) parts.set('redis', redis.pid)
        return parts
      },
      close: () => close(stack),
    }
  } catch (error) {
    await close(null)
    throw error
  }
}
