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
