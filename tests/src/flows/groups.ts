// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of job files look alike
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { JobDocument } from '@aiigo/client'
import { parseSubmission } from '@aiigo/domain'
import type { Buyer, GroupProgress, SubmittedGroup } from '@aiigo/sdk'
import { archiveGroupResult, downloadGroupResult, type LoadedGroup, loadSubmission, uploadGroup } from '@aiigo/sdk/node'
import { describe, expect, it } from '@jest/globals'
import { bestLine, countLine, preparedNumbers, verifyClassifier, verifyMandelbrot } from '../independent/index.js'
import type { Marketplace } from '../testkit/marketplace.js'

const exampleAt = (path: string): string => fileURLToPath(new URL(`../../../examples/${path}`, import.meta.url))
const folder = exampleAt('sweep/')
const run = promisify(execFile)

const HEAD = {
  version: 1,
  name: 'Divisors',
  program: { wasm: 'sweep.wasm', public: true },
  resources: { type: 'CPU', memoryMiB: 16 },
  limits: { seconds: 30, outputMiB: 1 },
  budget: { token: 'ETH', amount: '0.0001' },
  deadlines: { assignSeconds: 3_600 },
}

function groupOf(more: object): LoadedGroup {
  const submission = parseSubmission(JSON.stringify({ ...HEAD, ...more }))
  if (submission.kind !== 'group') throw new Error('expected a group')
  return { group: submission.group, folder }
}

/** Puts the deposits of a group into the balance, and signs for them. */
async function pays(buyer: Buyer, group: SubmittedGroup): Promise<void> {
  for (const { token, amount } of group.deposits) await buyer.deposit(token, amount)
  await buyer.fundGroup(group)
}

async function follows(buyer: Buyer, groupId: string): Promise<GroupProgress[]> {
  const seen: GroupProgress[] = []
  for await (const progress of buyer.watchGroup(groupId)) seen.push(progress)
  return seen
}

/** The states of a group's jobs by their names. */
async function statesOf(buyer: Buyer, groupId: string): Promise<Record<string, string>> {
  const { members } = await buyer.group(groupId)
  return Object.fromEntries(
    members.map(({ key, element, state }) => [element === null ? key : `${key}/${element}`, state]),
  )
}

/** Several jobs as one submission, through the whole system. */
export function describeGroups(market: () => Marketplace): void {
  describe('groups of jobs', () => {
    it('run a sweep of 50 with one deposit, one progress and one archive, as another computation has it', async () => {
      const buyer = await market().buyer()
      const divisors = Array.from({ length: 10 }, (_, i) => i + 2)
      const shifts = [0, 1, 2, 3, 4]
      const loaded = groupOf({
        sweep: { divisor: divisors, shift: shifts },
        args: ['count', '${divisor}', '${shift}'],
        inputs: [{ path: join(await numbersFile(market()), 'numbers.txt'), as: 'numbers.txt' }],
        outputs: ['count.txt'],
      })
      const clientRequestId = crypto.randomUUID()
      const uploaded = await uploadGroup(buyer, loaded)
      const group = await buyer.submitGroup(uploaded, { clientRequestId })
      expect(group.jobs).toHaveLength(50)
      expect(group.deposits).toEqual([{ token: group.jobs[0]?.request.token, amount: 50n * 10n ** 14n }])
      expect((await buyer.submitGroup(uploaded, { clientRequestId })).groupId).toBe(group.groupId)
      await expect(buyer.fundGroup(group)).rejects.toThrow(/BALANCE_TOO_LOW|5000000000000000 base units/)
      await pays(buyer, group)
      const began = performance.now()
      const seen = await follows(buyer, group.groupId)
      const seconds = (performance.now() - began) / 1_000
      const last = seen.at(-1)
      expect(last).toMatchObject({ total: 50, done: 50, succeeded: 50, share: 1 })
      // Each of the jobs moves six times; the news of them comes once a second at most, after the first.
      expect(seen.length).toBeLessThan(seconds + 3)
      const target = await market().folder()
      const results = await downloadGroupResult(buyer, group.groupId, target)
      const expected = divisors.flatMap((divisor) => shifts.map((shift) => countLine(200, divisor, shift)))
      expect(results.map(({ element }) => element)).toEqual(expected.map((_, i) => i))
      const found = await Promise.all(expected.map((_, i) => readFile(join(target, `job/${i}/count.txt`), 'utf8')))
      expect(found.map((line) => line.trim())).toEqual(expected)
      const { members } = await buyer.group(group.groupId)
      const cost = members.reduce((sum, member) => sum + BigInt(member.cost ?? 0), 0n)
      expect(BigInt(last?.amounts[0]?.cost ?? 0)).toBe(cost)

      const archive = join(await market().folder(), 'results.tar')
      expect(await archiveGroupResult(buyer, group.groupId, archive)).toHaveLength(50)
      const unpacked = await market().folder()
      await run('tar', ['-xf', archive, '-C', unpacked])
      expect((await readFile(join(unpacked, 'job/49/count.txt'), 'utf8')).trim()).toBe(expected[49])
    }, 900_000)

    it('run a graph by `needs`, whose outputs are inputs, and name what they took in the manifests', async () => {
      const buyer = await market().buyer()
      const loaded = (await loadSubmission(join(folder, 'job.yaml'))) as LoadedGroup
      const group = await buyer.submitGroup(await uploadGroup(buyer, loaded))
      expect(group.jobs).toHaveLength(10)
      // Each may be paid alone, too: what it needs gives it more time.
      const alone = await Promise.all(group.jobs.map(({ jobId }) => buyer.submitted(jobId)))
      expect(alone.map(({ taskId }) => taskId)).toEqual(group.jobs.map(({ taskId }) => taskId))
      await pays(buyer, group)
      await follows(buyer, group.groupId)
      expect(new Set(Object.values(await statesOf(buyer, group.groupId)))).not.toContain('CANCELLED')
      const target = await market().folder()
      const results = await downloadGroupResult(buyer, group.groupId, target)
      expect(await readFile(join(target, 'prepare/numbers.txt'), 'utf8')).toBe(preparedNumbers(2_000))
      const lines = [2, 3, 5, 7].flatMap((divisor) => [0, 1].map((shift) => countLine(2_000, divisor, shift)))
      for (const [i, line] of lines.entries()) {
        expect((await readFile(join(target, `count/${i}/count.txt`), 'utf8')).trim()).toBe(line)
      }
      expect((await readFile(join(target, 'best/best.txt'), 'utf8')).trim()).toBe(bestLine(lines))
      const best = results.find(({ key }) => key === 'best')
      const manifest = JSON.parse(new TextDecoder().decode(best?.manifest))
      const counts = results.filter(({ key }) => key === 'count')
      const { members } = await buyer.group(group.groupId)
      expect(manifest.taken).toEqual(
        counts.map(({ jobId, files, manifestSha256, element }) => ({
          as: `counts/${element}/count.txt`,
          from: members.find((member) => member.jobId === jobId)?.specHash,
          path: 'count.txt',
          sha256: files[0]?.sha256,
          manifestSha256,
        })),
      )
      const { job } = await buyer.client.execute(JobDocument, { id: best?.jobId ?? '' })
      expect(job?.state).toBe('VERIFYING')
    }, 900_000)

    it('render a set of images, each of which another program decodes and computes anew', async () => {
      const buyer = await market().buyer()
      const target = await runs(buyer, 'mandelbrot/frames.yaml', await market().folder())
      const spans = [3, 1.5, 0.75, 0.4, 0.2, 0.1, 0.05, 0.025]
      for (const [i, span] of spans.entries()) {
        const view = { size: 128, limit: 255, centreX: -0.745, centreY: 0.113, span }
        verifyMandelbrot(await readFile(join(target, `job/${i}/mandelbrot.png`)), view)
      }
    }, 900_000)

    it('train models and evaluate them, as another method finds them', async () => {
      const buyer = await market().buyer()
      const target = await runs(buyer, 'classifier/job.yaml', await market().folder())
      const text = (path: string) => readFile(join(target, path), 'utf8')
      const models = await Promise.all([0, 1, 2, 3, 4, 5].map((i) => text(`train/${i}/model.txt`)))
      const [train, test, report] = await Promise.all(
        ['prepare/train.csv', 'prepare/test.csv', 'evaluate/report.json'].map(text),
      )
      verifyClassifier({ train: train ?? '', test: test ?? '', models, report: report ?? '' })
    }, 900_000)

    it('end the jobs behind one that fails, and do again what is missing on what has succeeded', async () => {
      const buyer = await market().buyer()
      const loaded = groupOf({
        jobs: {
          prepare: { args: ['prepare', '50'], outputs: ['numbers.txt'] },
          broken: { needs: ['prepare'], args: ['fail'] },
          behind: { needs: ['broken'], args: ['prepare', '1'] },
          last: { needs: ['behind'], args: ['prepare', '1'] },
          count: {
            array: 2,
            args: ['count', '3', '${index}'],
            inputs: [{ from: 'prepare', path: 'numbers.txt', as: 'numbers.txt' }],
            outputs: ['count.txt'],
          },
          best: {
            args: ['best'],
            inputs: [{ from: 'count', path: 'count.txt', as: 'counts/' }],
            outputs: ['best.txt'],
          },
        },
      })
      const group = await buyer.submitGroup(await uploadGroup(buyer, loaded))
      const second = group.jobs.find(({ key, element }) => key === 'count' && element === 1)
      if (!second) throw new Error('expected count[1]')
      await buyer.cancel(second.jobId)
      await pays(buyer, {
        ...group,
        jobs: group.jobs.filter((job) => !['best', 'count'].includes(job.key) || job.element === 0),
      })
      await follows(buyer, group.groupId)
      const { members } = await buyer.group(group.groupId)
      const broken = members.find(({ key }) => key === 'broken')
      expect(await statesOf(buyer, group.groupId)).toMatchObject({
        ...{ behind: 'CANCELLED', last: 'CANCELLED', best: 'CANCELLED', 'count/1': 'CANCELLED' },
      })
      expect(broken?.exitCode).toBe(3)
      expect(members.find(({ key }) => key === 'behind')).toMatchObject({
        reasonCode: 'NEED_FAILED',
        reason: `the needed job broken (job ${broken?.jobId}) ended with exit code 3`,
      })
      expect(members.find(({ key }) => key === 'last')).toMatchObject({ reasonCode: 'NEED_FAILED' })

      const retried = await buyer.retryGroup(group.groupId)
      expect(retried.jobs.map(({ key, element }) => [key, element])).toEqual(
        [
          ['count', 1],
          ['broken', null],
          ['behind', null],
          ['last', null],
          ['best', null],
        ].sort((a, b) => order(a) - order(b)),
      )
      await pays(buyer, retried)
      await follows(buyer, retried.groupId)
      expect(await statesOf(buyer, retried.groupId)).toMatchObject({ behind: 'CANCELLED', best: 'VERIFYING' })
      const target = await market().folder()
      await downloadGroupResult(buyer, retried.groupId, target)
      const lines = [0, 1].map((shift) => countLine(50, 3, shift))
      expect((await readFile(join(target, 'best/best.txt'), 'utf8')).trim()).toBe(bestLine(lines))

      function order([key, element]: (string | number | null)[]): number {
        return members.findIndex((member) => member.key === key && member.element === element)
      }
    }, 900_000)
  })
}

/** Has a group of an example run. @returns the folder with its results */
async function runs(buyer: Buyer, example: string, target: string): Promise<string> {
  const group = await buyer.submitGroup(
    await uploadGroup(buyer, (await loadSubmission(exampleAt(example))) as LoadedGroup),
  )
  await pays(buyer, group)
  expect((await follows(buyer, group.groupId)).at(-1)).toMatchObject({ succeeded: group.jobs.length })
  expect(await downloadGroupResult(buyer, group.groupId, target)).toHaveLength(group.jobs.length)
  return target
}

/** A folder with 200 numbers of the example. */
async function numbersFile(market: Marketplace): Promise<string> {
  const target = await market.folder()
  await writeFile(join(target, 'numbers.txt'), preparedNumbers(200))
  return target
}
