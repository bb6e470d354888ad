import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { bech32 } from '@scure/base'
import {
  createJobKey,
  createOutputMac,
  deriveJobKey,
  isRecipient,
  isSealedTo,
  keyOf,
  keyOfSecret,
  openBytes,
  openStream,
  sealBytes,
  sealStream,
  unwrapKey,
  wrapKey,
} from './index.js'

const SALT = 'ab'.repeat(16)
const SIGNATURE = `0x${'17'.repeat(65)}`

/** Opens an age file with one X25519 recipient by node:crypto alone, as the format's document says. */
function openedByNode(file: Uint8Array, identity: string): Buffer {
  const secret = Buffer.from(bech32.decodeToBytes(identity.toLowerCase()).bytes)
  const privateKey = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]),
    format: 'der',
    type: 'pkcs8',
  })
  const own = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32)
  const bytes = Buffer.from(file)
  const end = bytes.indexOf('\n--- ') + 4
  const [version, stanza, body] = bytes.subarray(0, end).toString().split('\n') as [string, string, string]
  expect(version).toBe('age-encryption.org/v1')
  expect(stanza).toMatch(/^-> X25519 /)
  const share = Buffer.from(stanza.split(' ')[2] as string, 'base64')
  const publicKey = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), share]),
    format: 'der',
    type: 'spki',
  })
  const shared = diffieHellman({ privateKey, publicKey })
  const open = (key: ArrayBuffer, nonce: Buffer, sealed: Buffer): Buffer => {
    const cipher = createDecipheriv('chacha20-poly1305', Buffer.from(key), nonce, { authTagLength: 16 })
    cipher.setAuthTag(sealed.subarray(-16))
    return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
  }
  const wrapping = hkdfSync('sha256', shared, Buffer.concat([share, own]), 'age-encryption.org/v1/X25519', 32)
  const fileKey = open(wrapping, Buffer.alloc(12), Buffer.from(body, 'base64'))
  const mac = createHmac('sha256', Buffer.from(hkdfSync('sha256', fileKey, '', 'header', 32)))
    .update(bytes.subarray(0, end))
    .digest()
  const payload = bytes.indexOf('\n', end) + 1
  expect(bytes.subarray(end, payload).toString().trim()).toBe(mac.toString('base64').replace(/=+$/, ''))
  const key = hkdfSync('sha256', fileKey, bytes.subarray(payload, payload + 16), 'payload', 32)
  const chunks: Buffer[] = []
  for (let at = payload + 16, number = 0; at < bytes.length; at += 65_552, number++) {
    const nonce = Buffer.alloc(12)
    nonce.writeUIntBE(number, 5, 6)
    nonce[11] = at + 65_552 >= bytes.length ? 1 : 0
    chunks.push(open(key, nonce, bytes.subarray(at, at + 65_552)))
  }
  return Buffer.concat(chunks)
}

const content = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, at) => (at * 31) % 251)
const streamOf = (bytes: Uint8Array, step = 10_000) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += step) controller.enqueue(bytes.slice(at, at + step))
      controller.close()
    },
  })
const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) =>
  new Uint8Array(await new Response(stream).arrayBuffer())

describe('sealed content', () => {
  test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('of %i bytes is opened by node:crypto too', async (size) => {
    const { identity, recipient } = await createJobKey()
    const plain = content(size)
    const sealed = await sealBytes(plain, recipient)
    expect(openedByNode(sealed, identity)).toEqual(Buffer.from(plain))
    expect(await openBytes(sealed, identity)).toEqual(plain)
    const streamed = await read(await sealStream(streamOf(plain), recipient))
    expect(streamed).toHaveLength(sealed.length)
    expect(openedByNode(streamed, identity)).toEqual(Buffer.from(plain))
    expect(await read(await openStream(streamOf(streamed), identity))).toEqual(plain)
  })

  test('looks different each time, and holds nothing of what it was', async () => {
    const { recipient } = await createJobKey()
    const plain = new TextEncoder().encode('the secret of the buyer')
    const [one, two] = [await sealBytes(plain, recipient), await sealBytes(plain, recipient)]
    expect(one).not.toEqual(two)
    expect(Buffer.from(one).includes('secret')).toBe(false)
  })

  test('is refused with another key, when a byte changed, and when its end is missing', async () => {
    const { identity, recipient } = await createJobKey()
    const other = await createJobKey()
    const sealed = await sealBytes(content(150_000), recipient)
    const changed = sealed.slice()
    changed[100_000] = (changed[100_000] as number) ^ 1
    // Exactly two whole chunks are left: each is authentic, the file is not.
    const cut = sealed.slice(0, sealed.length - (150_000 - 131_072 + 16))
    const broken = { code: 'SEAL_BROKEN', retryable: false }
    await expect(openBytes(sealed, other.identity)).rejects.toMatchObject(broken)
    for (const bytes of [changed, cut, sealed.slice(0, 100), new Uint8Array(10)]) {
      await expect(openBytes(bytes, identity)).rejects.toMatchObject(broken)
      await expect(openStream(streamOf(bytes), identity).then(read)).rejects.toMatchObject(broken)
    }
  })

  test('is told by its beginning, by the form alone where the key is not known', async () => {
    const [own, other] = [await createJobKey(), await createJobKey()]
    for (const size of [0, 100_000]) {
      const start = (await sealBytes(content(size), own.recipient)).slice(0, 1_000)
      expect(await isSealedTo(start, own.identity)).toBe(true)
      expect(await isSealedTo(start, other.identity)).toBe(false)
      expect(await isSealedTo(start, null)).toBe(true)
    }
    for (const identity of [own.identity, null]) {
      expect(await isSealedTo(new Uint8Array(), identity)).toBe(false)
      expect(await isSealedTo(content(1_000), identity)).toBe(false)
    }
    const forged = new TextEncoder().encode('age-encryption.org/v1\n-> X25519 nothing\n')
    expect(await isSealedTo(forged, own.identity)).toBe(false)
  })

  test('whose source fails fails with the error of the source', async () => {
    const { identity, recipient } = await createJobKey()
    const sealed = await sealBytes(content(300_000), recipient)
    const lost = new Error('the connection failed')
    let sent = false
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) throw lost
        sent = true
        controller.enqueue(sealed.slice(0, 100_000))
      },
    })
    await expect(openStream(stream, identity).then(read)).rejects.toBe(lost)
  })
})

describe('a key', () => {
  test('wrapped to a recipient is had by its identity alone', async () => {
    const [job, node, other] = [await createJobKey(), await createJobKey(), await createJobKey()]
    const wrapped = await wrapKey(job.identity, node.recipient)
    expect(await unwrapKey(wrapped, node.identity)).toEqual(job)
    await expect(unwrapKey(wrapped, other.identity)).rejects.toMatchObject({ code: 'SEAL_BROKEN' })
    await expect(unwrapKey('not base64!', node.identity)).rejects.toMatchObject({ code: 'KEY_INVALID' })
    const noKey = Buffer.from(await sealBytes(content(10), node.recipient)).toString('base64')
    await expect(unwrapKey(noKey, node.identity)).rejects.toMatchObject({ code: 'KEY_INVALID' })
  })

  test('follows from signature and salt, as HKDF of node:crypto has it', async () => {
    const key = await deriveJobKey(SIGNATURE, SALT)
    const salt = Buffer.from(SALT, 'hex')
    const scalar = hkdfSync('sha256', Buffer.from(SIGNATURE.slice(2), 'hex'), salt, 'aiigo/job-key/1', 32)
    expect(Buffer.from(bech32.decodeToBytes(key.identity.toLowerCase()).bytes)).toEqual(Buffer.from(scalar))
    expect(await deriveJobKey(SIGNATURE, SALT)).toEqual(key)
    expect(await deriveJobKey(SIGNATURE, 'ac'.repeat(16))).not.toEqual(key)
    expect(await deriveJobKey(`0x${'18'.repeat(65)}`, SALT)).not.toEqual(key)
    await expect(deriveJobKey('0x', SALT)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' })
  })

  test('stands for a secret text, the same each time', async () => {
    expect(await keyOfSecret('s'.repeat(32))).toEqual(await keyOfSecret('s'.repeat(32)))
    expect(await keyOfSecret('s'.repeat(32))).not.toEqual(await keyOfSecret('t'.repeat(32)))
  })

  test('has a recipient that is told from other texts', async () => {
    const { identity, recipient } = await createJobKey()
    expect(isRecipient(recipient)).toBe(true)
    const last = recipient.at(-1) === 'q' ? 'p' : 'q'
    for (const text of [identity, recipient.slice(0, -1), recipient.slice(0, -1) + last, `${recipient}\n`, '']) {
      expect(isRecipient(text)).toBe(false)
    }
    const refused = keyOf('AGE-SECRET-KEY-1'.padEnd(74, 'Q'))
    await expect(refused).rejects.toMatchObject({ code: 'KEY_INVALID' })
  })
})

describe('the digest of an output', () => {
  test('is the same for the same file under one job’s key, and no plain hash', async () => {
    const [one, two] = [await createJobKey(), await createJobKey()]
    const digest = (identity: string, step: number) => {
      const mac = createOutputMac(identity)
      const bytes = content(5_000)
      for (let at = 0; at < bytes.length; at += step) mac.update(bytes.subarray(at, at + step))
      return mac.digest()
    }
    expect(digest(one.identity, 700)).toBe(digest(one.identity, 5_000))
    expect(digest(one.identity, 700)).not.toBe(digest(two.identity, 700))
    const key = hkdfSync('sha256', one.identity, '', 'aiigo/output-mac/1', 32)
    const expected = createHmac('sha256', Buffer.from(key)).update(content(5_000)).digest('hex')
    expect(digest(one.identity, 700)).toBe(expected)
    expect(expected).not.toBe(createHash('sha256').update(content(5_000)).digest('hex'))
  })
})

describe('a header with other recipients', () => {
  const stanza = `-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n`
  /** A file for the key, with stanzas for others before its own. */
  async function crowded(stanzas: number): Promise<{ file: Uint8Array; identity: string }> {
    const { identity, recipient } = await createJobKey()
    const sealed = await sealBytes(new TextEncoder().encode('x'), recipient)
    const version = 'age-encryption.org/v1\n'.length
    const others = new TextEncoder().encode(stanza.repeat(stanzas))
    return { file: Buffer.concat([sealed.subarray(0, version), others, sealed.subarray(version)]), identity }
  }

  test.each([1, 100_000])('is refused before any of %d is tried', async (stanzas) => {
    const { file, identity } = await crowded(stanzas)
    const code = 'SEAL_BROKEN'
    await expect(openBytes(file, identity)).rejects.toMatchObject({ code })
    const pulls: number[] = []
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const part = file.subarray(pulls.length * 100, (pulls.length + 1) * 100)
        pulls.push(part.length)
        if (part.length > 0) controller.enqueue(part)
        else controller.close()
      },
    })
    await expect(openStream(stream, identity)).rejects.toMatchObject({ code })
    // The rest is not even read.
    expect(pulls.length).toBeLessThan(6)
    expect(await isSealedTo(file, identity)).toBe(false)
    expect(await isSealedTo(file, null)).toBe(false)
  })

  test('is no wrapped key, however long', async () => {
    const { file, identity } = await crowded(7_000)
    const wrapped = Buffer.from(file).toString('base64')
    await expect(unwrapKey(wrapped, identity)).rejects.toMatchObject({ code: 'KEY_INVALID' })
  })
})
