import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ETH_ADDRESS, JobFileError, parseJobFile } from '@aiigo/domain'
import { problemsOf } from '@aiigo/sdk'
import { uploadJob } from '@aiigo/sdk/node'
import { expect, it } from '@jest/globals'
import { verifyVisits } from '../independent/index.js'
import { hasTool } from '../testkit/hasTool.js'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys, expectMoneyToAddUp, THE_WHOLE_WAY } from './buys.js'

const VISITS = fileURLToPath(new URL('../../../examples/visits/visits.csv', import.meta.url))

/** A job in a container, from its file to the provider's pay. */
export function describeContainers(market: () => Marketplace): void {
  const isHere = ['podman', 'runc', 'busybox'].every((tool) => hasTool(tool, 'a job in a container'))

  it('a container job is sealed, run by a node that runs containers, and paid', async () => {
    if (!isHere) return
    const bought = await buys(market(), await market().buyer(), await market().example('visits'))
    expect(bought.states).toEqual(THE_WHOLE_WAY)
    expect(bought.result).toMatchObject({ exitCode: 0, outcome: 'EXITED' })
    verifyVisits(bought.bytes, await readFile(VISITS))
    expect(() => verifyVisits(Buffer.from(`${bought.bytes}/more,1,0,0\n`), Buffer.from('none'))).toThrow(
      'expected line',
    )
    expect(bought.log).toEqual(expect.arrayContaining([expect.stringMatching(/\(container\)/), '10 pages']))
    const agent = market().stack.agents.find(({ name }) => name === 'community-1')
    expect((await market().chain.settled(bought.taskId)).nodeId).toBe(agent && market().stack.nodeIdOf(agent))
    await expectMoneyToAddUp(market(), bought, ETH_ADDRESS)
  })

  it('a container job for a processor that no node has is refused before it is paid for', async () => {
    if (!isHere) return
    const buyer = await market().buyer()
    const uploaded = await uploadJob(buyer, await market().example('visits'))
    if (uploaded.spec.program.kind !== 'container') throw new Error('expected the spec of a container')
    const architecture = process.arch === 'x64' ? 'arm64' : 'amd64'
    const spec = { ...uploaded.spec, program: { ...uploaded.spec.program, architecture } } as const
    const problems = problemsOf(await buyer.submit({ ...uploaded, spec }).catch((error: unknown) => error))
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'spec.program.architecture', message: expect.stringContaining('is made') }),
      ]),
    )
  })

  it('an image of a registry is refused with the way to make an archive of it', () => {
    const text = `version: 1
name: x
program:
  container: { image: "registry.example/tool@sha256:${'0'.repeat(64)}" }
resources: { type: CPU }
budget: { token: ETH, amount: "1" }`
    expect(() => parseJobFile(text)).toThrow(JobFileError)
    expect(() => parseJobFile(text)).toThrow('podman save --format oci-archive')
  })
}
