import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createJobKey, type JobKey, sealBytes } from '@aiigo/sealing'
import { createFileGrants } from '@aiigo/service'
import { makeJobSpec } from '@aiigo/storage/testing'
import { expect, test } from '@jest/globals'
import { createProgramCheck } from './programCheck.js'

const PROGRAM = fileURLToPath(new URL('../../../../examples/toolchains/assemblyscript/program.wasm', import.meta.url))
const BUYER = `0x${'b0'.repeat(20)}`

test('a program that was sealed to another key is refused, although the same bytes were good for a job before', async () => {
  const [own, other] = [await createJobKey(), await createJobKey()]
  const stored = await sealBytes(new Uint8Array(await readFile(PROGRAM)), own.recipient)
  let reads = 0
  const send = async () => {
    reads++
    return new Response(stored)
  }
  const check = createProgramCheck('http://blobs.invalid', createFileGrants('s'.repeat(32)), send)
  const spec = ({ recipient }: JobKey) => makeJobSpec({ files: { privacy: 'platform', recipient } })
  expect(await check(spec(own), BUYER, own)).toEqual([])
  expect(await check(spec(own), BUYER, own)).toEqual([])
  expect(reads).toBe(1)
  expect(await check(spec(other), BUYER, other)).toMatchObject([{ code: 'PROGRAM_NOT_SEALED' }])
})

test('a buyer with many programs lets another buyer’s come between, and what is known waits for nothing', async () => {
  const bytes = new Uint8Array(await readFile(PROGRAM))
  const asked: string[] = []
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  const send = async (url: string | URL | Request) => {
    asked.push(String(url).split('/').at(-1) ?? '')
    if (asked.length > 1) await opened
    return new Response(bytes)
  }
  const check = createProgramCheck('http://blobs.invalid', createFileGrants('s'.repeat(32)), send)
  const spec = (cid: string) => {
    const made = makeJobSpec()
    return { ...made, program: { ...made.program, cid } }
  }
  expect(await check(spec('known'), BUYER, null)).toEqual([])
  const many = Array.from({ length: 8 }, (_, i) => check(spec(`many${i}`), BUYER, null))
  const other = check(spec('other'), `0x${'c1'.repeat(20)}`, null)
  expect(await check(spec('known'), BUYER, null)).toEqual([])
  open()
  expect(await other).toEqual([])
  await Promise.all(many)
  // The second was next in line when the other came.
  expect(asked.slice(0, 5)).toEqual(['known', 'many0', 'many1', 'other', 'many2'])
})
