import { expect, test } from '@jest/globals'
import { verifyMessage } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { lockedAccount } from './lockedAccount.js'

const account = privateKeyToAccount(generatePrivateKey())

test('the password is asked for with the first signature, once for many', async () => {
  let asked = 0
  const locked = lockedAccount(account.address, async () => {
    asked++
    return account
  })
  expect([locked.address, asked]).toEqual([account.address, 0])
  const [signature] = await Promise.all([locked.signMessage({ message: 'a' }), locked.signMessage({ message: 'b' })])
  expect(await verifyMessage({ address: account.address, message: 'a', signature })).toBe(true)
  expect(asked).toBe(1)
})

test('after a wrong password it is asked for again', async () => {
  let asked = 0
  const locked = lockedAccount(account.address, async () => {
    if (asked++ === 0) throw new Error('wrong')
    return account
  })
  await expect(locked.signMessage({ message: 'a' })).rejects.toThrow('wrong')
  await expect(locked.signMessage({ message: 'a' })).resolves.toMatch(/^0x/)
})
