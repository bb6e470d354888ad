import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { projectRoot } from './paths.js'

const LIBRARY = join(projectRoot, 'packages/devstack/native/bind-loopback.so')

const addressOf = (host: string): string =>
  execFileSync(
    process.execPath,
    [
      '-e',
      `const server = require('node:net').createServer().listen(0, '${host}', () => {
         console.log(server.address().address); server.close() })`,
    ],
    { env: { LD_PRELOAD: LIBRARY }, encoding: 'utf8' },
  ).trim()

test('a program that listens on all interfaces listens on loopback with the library in it', () => {
  expect(addressOf('0.0.0.0')).toBe('127.0.0.1')
  expect(addressOf('127.0.0.1')).toBe('127.0.0.1')
})
