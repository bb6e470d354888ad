// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of job files look alike
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import Ajv2020 from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { JobFileError } from './JobFileError.js'
import { type GroupJob, type JobGroupFile, jobNameOf } from './JobGroupFile.js'
import { parseJobFile } from './parseJobFile.js'
import { parseSubmission } from './parseSubmission.js'
import { replicatedElement } from './replicas.js'

const JOB = `
version: 1
name: Rates
program: { wasm: a.wasm }
outputs: [out.json]
resources: { type: CPU }
budget: { token: ETH, amount: "0.001" }
`

const GRAPH = `
version: 1
name: Training
program: { wasm: all.wasm }
resources: { type: CPU }
budget: { token: ETH, amount: "0.001" }
limits: { seconds: 60 }
jobs:
  evaluate:
    args: [evaluate]
    inputs: [{ from: train, path: model.json, as: models/ }]
    outputs: [best.json]
  prepare:
    inputs: [{ path: data.csv, as: data.csv }]
    outputs: [train.bin]
  train:
    needs: [prepare]
    sweep: { rate: [0.10, "0.2"], depth: [2, 4] }
    args: [train, "\${rate}", "\${depth}", "\${index}"]
    limits: { seconds: 120 }
    inputs: [{ from: prepare, path: train.bin, as: train.bin }]
    outputs: [model.json]
  check:
    array: 4
    args: ["\${index}"]
    inputs: [{ from: "train[same]", path: model.json, as: model.json }]
    outputs: [report-a.txt]
`

function groupOf(text: string): JobGroupFile {
  const found = parseSubmission(text)
  if (found.kind !== 'group') throw new Error('expected a group')
  return found.group
}

function problemsOf(text: string): string[] {
  try {
    parseSubmission(text)
  } catch (error) {
    if (error instanceof JobFileError) return error.problems.map(({ path, message }) => `${path}: ${message}`)
    throw error
  }
  return []
}

const named = (jobs: readonly GroupJob[]) => new Map(jobs.map((job) => [jobNameOf(job.key, job.element), job]))

describe('parseSubmission', () => {
  it('reads a file of one job as parseJobFile does, whose texts stay as they are', () => {
    const text = `${JOB}args: ["\${HOME}"]\n`
    expect(parseSubmission(text)).toEqual({ kind: 'job', file: parseJobFile(text) })
  })

  it('makes an array, with the index in arguments, environment and paths', () => {
    const text = `${JOB}array: 3\nargs: ["\${index}", "$\${index}"]\nenv: { PART: "p\${index}" }\ninputs: [{ path: "in-\${index}.csv", as: in.csv }]\n`
    const { jobs, name } = groupOf(text)
    expect(name).toBe('Rates')
    expect(jobs.map(({ key, element, file }) => [key, element, file.args, file.env.PART, file.inputs])).toEqual(
      [0, 1, 2].map((i) => ['job', i, [`${i}`, '${index}'], `p${i}`, [{ path: `in-${i}.csv`, as: 'in.csv' }]]),
    )
    expect(jobs[1]?.file.name).toBe('Rates [1]')
  })

  it('sweeps every combination, the last parameter fastest, with numbers as they are written', () => {
    const { jobs } = groupOf(
      `${JOB}sweep: { rate: [0.10, 1e3], deep: [true, x] }\nargs: ["\${rate} \${deep} \${index}"]\n`,
    )
    expect(jobs.map(({ file }) => file.args[0])).toEqual(['0.10 true 0', '0.10 x 1', '1e3 true 2', '1e3 x 3'])
    expect(jobs[0]?.parameters).toEqual({ rate: '0.10', deep: 'true' })
  })

  it('orders a graph, and takes the outputs of one element, of all, or of the one with the same index', () => {
    const { jobs, name } = groupOf(GRAPH)
    expect(name).toBe('Training')
    const order = jobs.map(({ key, element }) => jobNameOf(key, element))
    expect(new Set(order).size).toBe(10)
    for (const job of jobs) {
      const at = order.indexOf(jobNameOf(job.key, job.element))
      for (const need of job.needs) expect(order.indexOf(need)).toBeLessThan(at)
    }
    const found = named(jobs)
    expect(found.get('train[1]')?.file).toMatchObject({
      name: 'Training: train [1]',
      args: ['train', '0.10', '4', '1'],
      limits: { seconds: 120, outputMiB: 16 },
      inputs: [{ from: 'prepare', path: 'train.bin', as: 'train.bin' }],
      program: { wasm: 'all.wasm' },
    })
    expect(found.get('check[2]')?.needs).toEqual(['train[2]'])
    const all = [0, 1, 2, 3].map((i) => `train[${i}]`)
    expect(found.get('evaluate')?.needs).toEqual(all)
    expect(found.get('evaluate')?.file.limits.seconds).toBe(60)
    expect(found.get('evaluate')?.file.inputs).toEqual(
      all.map((from, i) => ({ from, path: 'model.json', as: `models/${i}/model.json` })),
    )
  })

  it('names the files of elements by ${element}', () => {
    const { jobs } = groupOf(GRAPH.replace('as: models/', 'as: "m-${element}.json"'))
    expect(
      named(jobs)
        .get('evaluate')
        ?.file.inputs.map(({ as }) => as),
    ).toEqual([0, 1, 2, 3].map((i) => `m-${i}.json`))
  })

  it.each<[string, string, string]>([
    ['an unknown placeholder', `${JOB}array: 2\nargs: ["\${idx}"]\n`, 'args[0]: expected one of ${index}, got ${idx}'],
    [
      'a placeholder in a step that is one job',
      GRAPH.replace('[evaluate]', '["${index}"]'),
      'jobs.evaluate.args[0]: expected no placeholder',
    ],
    ['an array and a sweep', `${JOB}array: 2\nsweep: { a: [1] }\n`, 'sweep: expected either an array or a sweep'],
    ['too large an array', `${JOB}array: 501\n`, 'array: expected at most 500, got 501'],
    ['an empty array', `${JOB}array: 0\n`, 'array: expected at least 1'],
    [
      'too many combinations',
      `${JOB}sweep: { a: [${Array(30).fill(1)}], b: [${Array(30).fill(1)}] }\n`,
      'sweep: expected at most 500 combinations, got 900',
    ],
    ['a sweep without parameters', `${JOB}sweep: {}\n`, 'sweep: the sweep has no parameter'],
    ['a reserved parameter', `${JOB}sweep: { index: [1] }\n`, 'sweep.index: expected'],
    ['a job of the array that is wrong', `${JOB}array: 3\nretries: 0\n`, 'retries: expected at least 1, got 0'],
    [
      'an unknown step',
      GRAPH.replace('needs: [prepare]', 'needs: [prep]'),
      'jobs.train.needs[0]: expected a step of this file (evaluate, prepare, check)',
    ],
    [
      'a circle',
      GRAPH.replace('prepare:', 'prepare:\n    needs: [evaluate]'),
      'jobs: expected steps of which none needs itself, got a circle within',
    ],
    ['itself', GRAPH.replace('needs: [prepare]', 'needs: [train]'), 'jobs.train.needs[0]: expected another step'],
    [
      'arrays of two sizes',
      GRAPH.replace('array: 4', 'array: 3'),
      'jobs.check.inputs[0].from: expected two arrays of the same size for [same], got train has 4, check 3',
    ],
    [
      'an index beyond the array',
      GRAPH.replace('train[same]', 'train[4]'),
      'jobs.check.inputs[0].from: expected an index from 0 to 3',
    ],
    [
      'an index of a step that is one job',
      GRAPH.replace('needs: [prepare]', 'needs: ["prepare[0]"]'),
      'jobs.train.needs[0]: expected prepare without an index',
    ],
    [
      'one name for many files',
      GRAPH.replace('as: models/', 'as: model.json'),
      'jobs.evaluate.inputs[0].as: expected a folder (models/)',
    ],
    [
      'a field of a step that is wrong, at its place',
      GRAPH.replace('seconds: 120', 'seconds: x'),
      'jobs.train.limits.seconds: expected a number, got "x"',
    ],
    [
      'a field of the top that is wrong, once',
      GRAPH.replace('seconds: 60', 'seconds: 0'),
      'limits.seconds: expected at least 1, got 0',
    ],
    [
      'an unknown field of a step',
      GRAPH.replace('array: 4', 'arrray: 4'),
      'jobs.check.arrray: expected only documented fields',
    ],
    [
      'a file of an array of replicas',
      GRAPH.replace('array: 4', 'array: 4\n    verification: { mode: REPLICATED }').replace(
        'outputs: [report-a.txt]',
        'outputs: [report-a.txt]\n  after:\n    inputs: [{ from: "check[0]", path: report-a.txt }]\n    outputs: [x]',
      ),
      'jobs.after.inputs[0].from: expected a step that is no array of replicas: check has 3 of each element',
    ],
    [
      'more than 500 replicas',
      `${JOB}array: 56\nverification: { mode: REPLICATED, replicas: 9 }\n`,
      ': expected at most 500 jobs in all, got 504',
    ],
    [
      'an index in a replica',
      GRAPH.replace(
        'outputs: [train.bin]',
        'outputs: [train.bin]\n    args: ["${index}"]\n    verification: { mode: REPLICATED }',
      ),
      'jobs.prepare.args[0]: expected no placeholder',
    ],
    ['a step name with dots', GRAPH.replace('evaluate:', 'eva.luate:'), 'jobs.eva.luate: expected a name of letters'],
    [
      'a name of two inputs',
      GRAPH.replace('as: train.bin }]', 'as: x }, { path: data.csv, as: X }]'),
      'jobs.train.inputs: two inputs have the same name',
    ],
    ['no steps', `${GRAPH.slice(0, GRAPH.indexOf('jobs:'))}jobs: {}\n`, 'jobs: expected at least one step'],
    [
      'a step that lacks its program',
      GRAPH.replace('program: { wasm: all.wasm }', ''),
      'jobs.evaluate.program: expected an object, got nothing',
    ],
    [
      'from in a file of one job',
      `${JOB}inputs: [{ from: a, path: b, as: c }]\n`,
      'inputs[0].from: expected a file of your machine',
    ],
  ])('refuses %s', (_what, text, expected) => {
    const problems = problemsOf(text)
    expect(problems.filter((problem) => problem.startsWith(expected))).toHaveLength(1)
  })

  it('makes the replicas of a job, which are the same but for the mark in their names', () => {
    const { jobs } = groupOf(`${JOB}verification: { mode: REPLICATED, replicas: 4 }\n`)
    expect(jobs.map(({ key, element, file }) => [key, element, file.name])).toEqual(
      [0, 1, 2, 3].map((index) => ['job', index, `Rates [${index}]`]),
    )
    expect(new Set(jobs.map(({ file }) => JSON.stringify({ ...file, name: '' }))).size).toBe(1)
    const graph = groupOf(`${GRAPH}  all:
    verification: { mode: REPLICATED }
    inputs: [{ from: prepare, path: train.bin, as: train.bin }]
    outputs: [sum.txt]
  last:
    needs: [all]
    inputs: [{ from: "all[0]", path: sum.txt, as: sum.txt }]
`).jobs
    expect(graph.filter(({ key }) => key === 'all').map(({ element, needs }) => [element, needs])).toEqual(
      [0, 1, 2].map((index) => [index, ['prepare']]),
    )
    expect(graph.find(({ key }) => key === 'last')?.needs).toEqual(['all[0]', 'all[1]', 'all[2]'])
  })

  it('makes the replicas of each element of an array, which other steps need together', () => {
    const { jobs } = groupOf(`${GRAPH}  twice:
    sweep: { rate: [1, 2], depth: [7, 8] }
    needs: ["train[same]"]
    args: ["\${rate}", "\${depth}", "\${index}"]
    verification: { mode: REPLICATED, replicas: 2 }
    outputs: [a]
  again:
    array: 4
    needs: ["twice[same]"]
    verification: { mode: REPLICATED, replicas: 3 }
    outputs: [b]
  one:
    needs: ["twice[3]"]
    outputs: [c]
  all:
    needs: [twice]
    outputs: [d]
`)
    const twice = jobs.filter(({ key }) => key === 'twice')
    expect(twice.map(({ element, needs, file }) => [element, needs, file.args])).toEqual(
      [0, 0, 1, 1, 2, 2, 3, 3].map((of, number) => [
        number,
        [`train[${of}]`],
        [['1', '1', '2', '2'][of], ['7', '8', '7', '8'][of], String(of)],
      ]),
    )
    expect(twice.map(({ element, file }) => replicatedElement(element, file.verification))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3,
    ])
    const again = jobs.filter(({ key }) => key === 'again')
    expect(again.map(({ needs }) => needs)).toEqual(
      [0, 1, 2, 3].flatMap((of) => Array(3).fill([`twice[${2 * of}]`, `twice[${2 * of + 1}]`])),
    )
    expect(named(jobs).get('one')?.needs).toEqual(['twice[6]', 'twice[7]'])
    expect(named(jobs).get('all')?.needs).toEqual(Array.from({ length: 8 }, (_, i) => `twice[${i}]`))
  })

  it('refuses more than 500 jobs, and more references than a group may have', () => {
    const wide = (array: number, more = '') =>
      GRAPH.replace('array: 4', `array: ${array}`).replace('[same]', '').replace('as: model.json }', 'as: m/ }') + more
    expect(problemsOf(wide(495))[0]).toMatch(/at most 500 jobs in all, got 501/)
    expect(problemsOf(wide(480))).toEqual([])
    const dense = `${JOB.replace('outputs: [out.json]', '')}jobs: { a: { array: 100 }, b: { array: 100, needs: [a] } }\n`
    expect(problemsOf(dense)[0]).toMatch(/at most 5000 needs of jobs in all, got 10000/)
  })

  it('and the published JSON Schema accept the same graphs and arrays', () => {
    const published = readFileSync(new URL('../../../../examples/job.schema.json', import.meta.url), 'utf8')
    const validate = new Ajv2020.default({ strict: false }).compile(JSON.parse(published))
    const example = readFileSync(new URL('../../../../examples/sweep/job.yaml', import.meta.url), 'utf8')
    for (const text of [example, GRAPH, `${JOB}array: 3\n`, `${JOB}sweep: { rate: [0.1, x, true] }\n`]) {
      expect(groupOf(text).jobs.length).toBeGreaterThan(2)
      expect(validate(parse(text)) || validate.errors).toBe(true)
    }
    for (const text of [GRAPH.replace('array: 4', 'arrray: 4'), `${JOB}array: 501\n`]) {
      expect(validate(parse(text))).toBe(false)
    }
  })

  it('says to parseJobFile that a file of several jobs is another thing', () => {
    expect(() => parseJobFile(GRAPH)).toThrow('expected a file of one job, got a file of several jobs')
    expect(() => parseJobFile(`${JOB}array: 2\n`)).toThrow('submit it as a group, or remove array')
  })
})
