import { expect, it } from '@jest/globals'
import { isPrivateUrl, servingUrlOf } from './servingUrl.js'

it.each([
  ['https://node.example:4310/', 'https://node.example:4310'],
  ['HTTPS://Node.example/files/', 'https://node.example/files'],
  ['http://[::1]:80/a', 'http://[::1]/a'],
  ['http://münchen.example', 'http://xn--mnchen-3ya.example'],
])('the URL %s of a node is taken as %s', (text, url) => expect(servingUrlOf(text)).toBe(url))

it.each([
  ...['ftp://node', 'http://', 'node.example', 'http://a?', 'http://a/?x=1', 'http://a#', 'http://a/#/b', 'http://u@a'],
  ...['http://u:p@a/', 'http://@a', 'http://a\\b', 'http://a\n', 'http://a/\u0000', 'http://a/\u202e', 'http://a b'],
  `http://${'a'.repeat(3_000)}`,
])('the URL %j of a node is refused', (text) => expect(servingUrlOf(text)).toBeNull())

it.each([
  ...[
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '2130706433',
    '0.0.0.0',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.9',
    '100.64.0.1',
  ],
  ...[
    '169.254.169.254',
    '224.0.0.1',
    '[::]',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '[fd00::1]',
    '[fe80::1]',
    '[64:ff9b::7f00:1]',
  ],
  ...['localhost', 'a.localhost', 'localhost.', 'printer.local', 'metadata.google.internal'],
])('the host %s is one of a private network', (host) => expect(isPrivateUrl(`http://${host}:4310/`)).toBe(true))

it.each([
  '1.1.1.1',
  '172.32.0.1',
  '100.128.0.1',
  '[2606:4700::1111]',
  '[::ffff:1.1.1.1]',
  'node.example',
  'local.example',
])('the host %s is public', (host) => expect(isPrivateUrl(`http://${host}/`)).toBe(false))
