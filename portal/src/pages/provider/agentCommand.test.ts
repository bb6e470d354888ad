import { expect, test } from '@jest/globals'
import { agentCommand } from './agentCommand.js'

const machine = { rpcUrl: 'https://rpc.example', name: 'shed', region: 'EU', hasWallet: false }

test.each([
  ['http://192.168.1.5:4000', '--platform http://192.168.1.5:4000 --fingerprint FINGERPRINT \\'],
  ['http://127.0.0.1:4000', '--platform http://127.0.0.1:4000 \\'],
])('%s: a fingerprint is asked for where anyone on the way could change the contracts', (origin, words) => {
  expect(agentCommand({ ...machine, origin })).toContain(words)
})

test('a node of the chain and the key of a wallet are the provider’s own, and a name is one word', () => {
  const command = agentCommand({ ...machine, origin: 'https://m.example', rpcUrl: null, name: 'a b', hasWallet: true })
  expect(command).toContain('--rpc YOUR_NODE')
  expect(command).toContain("--name 'a b'")
  expect(command).toContain('--key-file wallet-key --password-file wallet-password')
})
