import { ETH_ADDRESS } from '@aiigo/domain'
import { beforeEach, expect, test } from '@jest/globals'
import type { Reader } from './clients.js'
import { createSmallTaskCaps } from './createSmallTaskCaps.js'
import type { Deployment } from './deployment.js'

const OTHER = `0x${'7'.repeat(40)}`
const addresses = { TaskMarketplace: `0x${'5'.repeat(40)}` } as Deployment['addresses']

let now: number
let reads: string[]
let cap: bigint | null

beforeEach(() => {
  now = 1_000_000
  reads = []
  cap = 500n
})

const readContract = (async ({ args: [token] }: { args: [string] }) => {
  reads.push(token)
  if (cap === null) throw new Error('away')
  return { smallTaskCap: cap, trustFrom: 0n, slashableFrom: 0n, disputeBondFloor: 0n }
}) as unknown as Reader['readContract']

const create = () => createSmallTaskCaps({ readContract }, { addresses }, () => now)

test('reads each token once a minute, however many ask at a time', async () => {
  const capOf = create()
  expect(await Promise.all([capOf(ETH_ADDRESS), capOf(ETH_ADDRESS), capOf(OTHER)])).toEqual([500n, 500n, 500n])
  cap = 900n
  now += 59_999
  expect(await capOf(ETH_ADDRESS)).toBe(500n)
  now += 1
  expect(await Promise.all([capOf(ETH_ADDRESS), capOf(ETH_ADDRESS)])).toEqual([900n, 900n])
  expect(reads).toEqual([ETH_ADDRESS, OTHER, ETH_ADDRESS])
})

test('goes on with the last cap while the chain is away, and refuses to guess a first one', async () => {
  const capOf = create()
  await capOf(ETH_ADDRESS)
  cap = null
  now += 60_000
  expect(await capOf(ETH_ADDRESS)).toBe(500n)
  await expect(capOf(OTHER)).rejects.toMatchObject({ code: 'TASK_CAP_UNKNOWN' })
  cap = 7n
  expect(await capOf(OTHER)).toBe(7n)
})
