import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openDeployment } from './openDeployment.js'

const NAMES = [
  ...['AiigoToken', 'StakingPool', 'NodeRegistry', 'PowVerifier', 'TaskMarketplace', 'Escrow', 'Arbitration'],
  ...['PartnerBonds', 'StakerLocks', 'AiigoTimelock', 'AiigoGovernor', 'CommunityRewards', 'BonusDistributor'],
  ...['GuardianCouncil', 'DaoTreasury'],
]
const at = (digit: string) => `0x${digit.repeat(40)}`
const deploymentAt = (digit: string) => ({
  ...{ chainId: 31_337, startBlock: 1 },
  addresses: Object.fromEntries(NAMES.map((name) => [name, at(digit)])),
  vesting: { communityRewards: at(digit), team: at(digit), privateSale: at(digit) },
})

describe('a deployment file at a URL', () => {
  let folder: string
  let server: Server
  let answer: { status: number; body: unknown }
  let place: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aiigo-agent-'))
    answer = { status: 200, body: deploymentAt('1') }
    server = createServer((_, response) => {
      response.writeHead(answer.status).end(JSON.stringify(answer.body))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    place = `http://127.0.0.1:${(server.address() as AddressInfo).port}/deployment.json`
  })
  afterEach(async () => {
    server.close()
    await rm(folder, { recursive: true })
  })
  const open = () => openDeployment({ DEPLOYMENT_FILE: place, AGENT_DATA_DIR: join(folder, 'agent') })

  test('is kept: the platform names other contracts later, and the agent trusts the first ones', async () => {
    expect((await open()).addresses.Escrow).toBe(at('1'))
    answer = { status: 200, body: deploymentAt('2') }
    expect((await open()).addresses.Escrow).toBe(at('1'))
    answer = { status: 503, body: {} }
    expect((await open()).addresses.Escrow).toBe(at('1'))
  })

  test('of another URL is another one', async () => {
    await open()
    answer = { status: 200, body: deploymentAt('2') }
    place = `${place}?other`
    expect((await open()).addresses.Escrow).toBe(at('2'))
  })

  test('that is not there yet is asked for again, and nothing is kept', async () => {
    answer = { status: 503, body: {} }
    await expect(open()).rejects.toMatchObject({ code: 'DEPLOYMENT_UNREACHABLE', retryable: true })
    answer = { status: 200, body: { chainId: 1 } }
    await expect(open()).rejects.toMatchObject({ code: 'DEPLOYMENT_MALFORMED', retryable: false })
    await expect(readdir(join(folder, 'agent'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
