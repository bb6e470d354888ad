import { deploymentSchema } from '@aiigo/chain'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { GraphQLObjectType } from 'graphql'
import { deployment, startApi, type TestApi } from '../../testing/startApi.js'
import { createLocalSchema } from '../createLocalSchema.js'

let api: TestApi
beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

const fieldsOf = async (): Promise<string[]> => {
  const type = (await createLocalSchema()).getType('PlatformContracts') as GraphQLObjectType
  return Object.keys(type.getFields())
}

test('the platform names every contract of the deployment file, vesting wallets included', async () => {
  const { data, errors } = await api.ask(`{ platform { contracts { ${(await fieldsOf()).join(' ')} } } }`)
  expect(errors).toBeUndefined()
  const { usdc, ...contracts } = data.platform.contracts
  const { TestUSDC, ...addresses } = deployment.addresses
  const named = Object.entries(addresses).map(([name, address]) => [name[0]?.toLowerCase() + name.slice(1), address])
  const vesting = Object.entries(deployment.vesting).map(([row, address]) => [`${row}Vesting`, address])
  expect(contracts).toEqual(Object.fromEntries([...named, ...vesting]))
  expect(usdc).toBe(TestUSDC)
})

test('the deployment file of the tests has every contract that a deployment writes', () => {
  const { addresses, vesting } = deploymentSchema.shape
  // A deployment has either the real USDC or its stand-in.
  expect(Object.keys(deployment.addresses).sort()).toEqual(
    Object.keys(addresses.shape)
      .filter((name) => name !== 'USDC')
      .sort(),
  )
  expect(Object.keys(deployment.vesting).sort()).toEqual(Object.keys(vesting.shape).sort())
})
