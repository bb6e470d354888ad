// tier: parts
import { expect, test } from '@jest/globals'
import { freePorts, portsFrom } from './ports.js'

test('blocks of ports do not overlap, also where none of their ports is bound yet', async () => {
  const blocks = await Promise.all(Array.from({ length: 20 }, () => freePorts(40)))
  const all = blocks.flatMap((ports) => [
    ...Object.values(ports),
    ...Array.from({ length: 39 }, (_, index) => ports.agents + 1 + index),
  ])
  expect(new Set(all).size).toBe(20 * (Object.keys(portsFrom(0)).length + 39))
})

test('more agents than a block has ports for are refused', async () => {
  await expect(freePorts(60)).rejects.toThrow('expected fewer agents')
})
