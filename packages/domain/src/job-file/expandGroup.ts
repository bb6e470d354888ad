// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of job files look alike
import { fillPlaceholders } from './fillPlaceholders.js'
import { JobFileError, type JobFileProblem } from './JobFileError.js'
import { type GroupJob, type JobGroupFile, jobNameOf } from './JobGroupFile.js'
import { jobFileSchema } from './jobFileSchema.js'
import { JOB_LIMITS } from './limits.js'
import { verificationSchema } from './parts.js'
import { problem, problemsFromIssues, type SourcePlaces } from './problemsFromIssues.js'

type Path = readonly PropertyKey[]

/** A step as it is written, and checked as far as that needs no values. */
export interface GroupStep {
  readonly key: string
  /** Where it stands in the file. */
  readonly path: Path
  /** Fields of a job, unchecked. */
  readonly job: Readonly<Record<string, unknown>>
  /** Fields that stand at the top of the file. */
  readonly fieldsFromTop: ReadonlySet<string>
  readonly needs: readonly string[]
  readonly array?: number | undefined
  readonly sweep?: Readonly<Record<string, readonly (string | number | boolean)[]>> | undefined
}

interface Group {
  readonly name: string
  readonly steps: readonly GroupStep[]
}

/** A job of a step: its number and the texts that placeholders stand for. */
interface Element {
  /** Within the step; null for a step of one job. */
  readonly index: number | null
  /** Index of the array's element that it is a replica of; `index` for a job that is no replica of one. */
  readonly of: number | null
  readonly parameters: Readonly<Record<string, string>>
}

/** A step with its elements. */
interface SizedStep extends GroupStep {
  readonly elements: readonly Element[]
}

/** A reference to a step: all of its elements, one of them, or the one with the index of the referring element. */
interface Reference {
  readonly key: string
  readonly which: 'all' | 'same' | number
}

const REFERENCE = /^([A-Za-z][A-Za-z0-9_-]*)(?:\[(same|0|[1-9][0-9]{0,3})\])?$/

function referenceOf(text: string): Reference | null {
  const found = REFERENCE.exec(text)
  if (!found) return null
  const [, key = '', which] = found
  return { key, which: which === undefined ? 'all' : which === 'same' ? 'same' : Number(which) }
}

/**
 * The jobs of a file of several: every combination of each sweep, with its texts filled in, in an order in which each
 * job comes after those that it needs.
 * @throws JobFileError with every problem; of an array, those of its first element that has some
 */
export function expandGroup({ name, steps }: Group, places: SourcePlaces): JobGroupFile {
  const problems: JobFileProblem[] = []
  const report = (path: Path, expected: string, got: string, advice: string): void => {
    const text = path.reduce<string>(
      (all, key) => (typeof key === 'number' ? `${all}[${key}]` : all === '' ? String(key) : `${all}.${String(key)}`),
      '',
    )
    problems.push(problem({ code: 'BROKEN_RULE', path: text, expected, got, advice, line: places.lineOf(path) }))
  }
  const stop = (): void => {
    if (problems.length > 0) throw new JobFileError(problems)
  }

  const sized = steps.map((step): SizedStep => ({ ...step, elements: elementsOf(step, places, report) }))
  const total = sized.reduce((sum, { elements }) => sum + elements.length, 0)
  const { groupJobs, groupNeeds } = JOB_LIMITS
  if (steps.length === 0) report(['jobs'], 'at least one step', 'none', 'add one')
  if (total > groupJobs) report([], `at most ${groupJobs} jobs in all`, `${total}`, 'submit them in several groups')
  stop()

  const byKey = new Map(sized.map((step) => [step.key, step]))
  const check = (step: SizedStep, text: string, path: Path): Reference | null => {
    const reference = referenceOf(text)
    const needed = reference && byKey.get(reference.key)
    if (!reference || !needed) {
      const others = [...byKey.keys()].filter((key) => key !== step.key).join(', ') || 'none'
      report(path, `a step of this file (${others}), train[3] or train[same]`, JSON.stringify(text), 'correct it')
      return null
    }
    if (needed === step) {
      report(path, 'another step', JSON.stringify(text), 'remove it')
      return null
    }
    const isArray = needed.elements[0]?.index !== null
    const size = sizeOf(needed)
    if (reference.which === 'same' && !(isArray && isSized(step) && size === sizeOf(step))) {
      const sizes = `${needed.key} has ${isArray ? size : 'none'}, ${step.key} ${isSized(step) ? sizeOf(step) : 'none'}`
      report(path, 'two arrays of the same size for [same]', sizes, 'make them of one size, or name one element')
      return null
    }
    if (typeof reference.which === 'number' && !(isArray && reference.which < size)) {
      const expected = isArray ? `an index from 0 to ${size - 1}` : `${needed.key} without an index`
      report(path, expected, JSON.stringify(text), 'correct it')
      return null
    }
    return reference
  }

  const needsOf = new Map<string, Reference[]>()
  for (const step of sized) {
    const listed = step.needs.map((text, index) => check(step, text, [...step.path, 'needs', index]))
    const { inputs } = step.job
    const taken = (Array.isArray(inputs) ? inputs : []).map((input: unknown, index) => {
      const from = (input as { from?: unknown } | null)?.from
      if (typeof from !== 'string') return null
      const path = [...step.path, 'inputs', index, 'from']
      const reference = check(step, from, path)
      const needed = reference && byKey.get(reference.key)
      if (!needed || !isReplicatedArray(needed)) return reference
      const expected = `a step that is no array of replicas: ${needed.key} has ${replicasOf(needed.job)} of each element, and which of them match is known after this job has begun`
      report(path, expected, JSON.stringify(from), `take its files in another submission, or only need it (needs)`)
      return null
    })
    needsOf.set(
      step.key,
      [...listed, ...taken].filter((reference) => reference !== null),
    )
  }
  stop()
  const order = orderOf(sized, needsOf, report)
  stop()

  const jobs: GroupJob[] = []
  for (const step of order) jobs.push(...jobsOf(step, byKey, needsOf.get(step.key) ?? [], { places, problems, report }))
  stop()
  const needs = jobs.reduce((sum, job) => sum + job.needs.length, 0)
  if (needs > groupNeeds) {
    const advice = 'join the files of an array in one step, and let the others take that'
    report([], `at most ${groupNeeds} needs of jobs in all`, `${needs}`, advice)
  }
  stop()
  const [first] = jobs as [GroupJob, ...GroupJob[]]
  return { name, privacy: first.file.privacy, jobs }
}

const isSized = ({ array, sweep }: GroupStep): boolean => array !== undefined || sweep !== undefined

const isReplicatedArray = (step: GroupStep): boolean => isSized(step) && replicasOf(step.job) !== null

/** Elements of an array, each counted once, or the jobs of another step. */
const sizeOf = ({ elements }: SizedStep): number => new Set(elements.map(({ of }) => of)).size

type Report = (path: Path, expected: string, got: string, advice: string) => void

/** The jobs of a step. Replicas of an element stand after each other, and nothing in them tells which one it is. */
function elementsOf(step: GroupStep, places: SourcePlaces, report: Report): Element[] {
  const replicas = replicasOf(step.job)
  const elements = arrayOf(step, places, report)
  if (replicas === null) return elements
  return elements.flatMap(({ of, parameters }, place) =>
    Array.from({ length: replicas }, (_, replica) => {
      const index = place * replicas + replica
      return { index, of: of ?? index, parameters }
    }),
  )
}

/** The elements of an array or a sweep, or the one job of another step. */
function arrayOf({ path, array, sweep }: GroupStep, places: SourcePlaces, report: Report): Element[] {
  if (array !== undefined && sweep !== undefined) {
    report([...path, 'sweep'], 'either an array or a sweep', 'both', 'remove one')
    return []
  }
  if (array !== undefined) {
    return Array.from({ length: array }, (_, index) => ({ index, of: index, parameters: { index: String(index) } }))
  }
  if (sweep === undefined) return [{ index: null, of: null, parameters: {} }]
  const lists = Object.entries(sweep).map(([name, values]): [string, string[]] => [
    name,
    // As it is written: 0.10 is not 0.1 in a text.
    values.map((value, index) => places.writtenAt([...path, 'sweep', name, index]) ?? String(value)),
  ])
  const size = lists.reduce((product, [, values]) => product * values.length, 1)
  if (size > JOB_LIMITS.groupJobs) {
    report([...path, 'sweep'], `at most ${JOB_LIMITS.groupJobs} combinations`, `${size}`, 'sweep in several groups')
    return []
  }
  const combinations = lists.reduce<Record<string, string>[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  )
  return combinations.map((parameters, index) => {
    return { index, of: index, parameters: { ...parameters, index: String(index) } }
  })
}

/** How many replicas a step asks for; null for one whose job is not replicated, and where that is not well said. */
function replicasOf({ verification }: GroupStep['job']): number | null {
  const read = verificationSchema.safeParse(verification)
  return read.success && read.data.mode === 'REPLICATED' ? read.data.replicas : null
}

/** The steps, each after those that it needs. */
function orderOf(
  steps: readonly SizedStep[],
  needsOf: ReadonlyMap<string, readonly Reference[]>,
  report: Report,
): SizedStep[] {
  const order: SizedStep[] = []
  const done = new Set<string>()
  for (let rest = [...steps]; rest.length > 0; ) {
    const ready = rest.filter(({ key }) => (needsOf.get(key) ?? []).every((need) => done.has(need.key)))
    if (ready.length === 0) {
      const circle = rest.map(({ key }) => key).join(', ')
      report(['jobs'], 'steps of which none needs itself', `a circle within ${circle}`, 'remove a need of one of them')
      return order
    }
    for (const step of ready) done.add(step.key)
    order.push(...ready)
    rest = rest.filter(({ key }) => !done.has(key))
  }
  return order
}

interface Checks {
  readonly places: SourcePlaces
  readonly problems: JobFileProblem[]
  readonly report: Report
}

/** The jobs of a step. */
function jobsOf(
  step: SizedStep,
  byKey: ReadonlyMap<string, SizedStep>,
  references: readonly Reference[],
  { places, problems, report }: Checks,
): GroupJob[] {
  const jobs: GroupJob[] = []
  for (const element of step.elements) {
    const before = problems.length
    const namesOf = ({ key, which }: Reference): string[] => {
      const all = byKey.get(key)?.elements ?? []
      const wanted = which === 'same' ? element.of : which
      // All replicas of an element.
      return all.filter(({ of }) => which === 'all' || of === wanted).map(({ index }) => jobNameOf(key, index))
    }
    const filled = filledJob(step, element, { namesOf, report })
    const path = (issue: Path): Path =>
      step.fieldsFromTop.has(String(issue[0])) ? issue : [...step.path, ...filled.writtenPath(issue)]
    const result = jobFileSchema.safeParse(filled.job)
    if (!result.success) {
      const issues = result.error.issues.map((issue) => ({ ...issue, path: [...path(issue.path)] as PropertyKey[] }))
      problems.push(...problemsFromIssues(issues, rootFor(step, filled.job), places))
    }
    // The others have the same problems.
    if (problems.length > before || !result.success) return jobs
    const needs = [...new Set(references.flatMap(namesOf))]
    const { index: _, ...parameters } = element.parameters
    jobs.push({ key: step.key, element: element.index, parameters, file: result.data, needs })
  }
  return jobs
}

/** Values for messages: a step's at its place, and those of the top beside it. */
function rootFor({ path, fieldsFromTop }: GroupStep, job: Readonly<Record<string, unknown>>): unknown {
  const top = Object.fromEntries([...fieldsFromTop].map((field) => [field, job[field]]))
  const [jobs, key] = path
  return jobs === undefined ? job : { ...top, [jobs as string]: { [key as string]: job } }
}

/** A job with the values of one element. */
function filledJob(
  step: SizedStep,
  { index, parameters }: Element,
  { namesOf, report }: { namesOf: (reference: Reference) => string[]; report: Report },
): { job: Record<string, unknown>; writtenPath: (path: Path) => Path } {
  const fill = (value: unknown, path: Path, values: Readonly<Record<string, string>> = parameters): unknown => {
    if (typeof value !== 'string') return value
    return fillPlaceholders(value, values, (name) => {
      const known = Object.keys(values).map((one) => `\${${one}}`)
      const expected = known.length > 0 ? `one of ${known.join(', ')}` : 'no placeholder, as this step is one job'
      report([...step.path, ...path], expected, `\${${name}}`, `correct it, or write $\${${name}} for the text itself`)
    })
  }
  const { args, env, inputs, name } = step.job
  const filled: Record<string, unknown> = { ...step.job }
  if (Array.isArray(args)) filled.args = args.map((arg, at) => fill(arg, ['args', at]))
  if (isRecord(env)) {
    filled.env = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, fill(value, ['env', key])]))
  }
  if (index !== null && typeof name === 'string') {
    const mark = ` [${index}]`
    filled.name = `${[...name].slice(0, JOB_LIMITS.nameLength - mark.length).join('')}${mark}`
  }
  /** Of each input, that of the file which it came from. */
  const places: number[] = []
  if (Array.isArray(inputs)) {
    filled.inputs = inputs.flatMap((input: unknown, at) => {
      const made = isRecord(input) ? inputsOf(input, at) : [input]
      places.push(...made.map(() => at))
      return made
    })
  }
  const writtenPath = (path: Path): Path =>
    path[0] === 'inputs' && typeof path[1] === 'number'
      ? ['inputs', places[path[1]] ?? path[1], ...path.slice(2)]
      : path
  return { job: filled, writtenPath }

  function inputsOf(input: Record<string, unknown>, at: number): unknown[] {
    const path = fill(input.path, ['inputs', at, 'path'])
    const reference = typeof input.from === 'string' ? referenceOf(input.from) : null
    if (!reference) return [{ ...input, path }]
    const names = namesOf(reference)
    const as = input.as ?? path
    if (typeof as !== 'string') return [{ ...input, path }]
    const isFolder = as.endsWith('/')
    const isMany = reference.which === 'all' && names[0] !== reference.key
    if (isMany && !isFolder && !as.includes('${element}')) {
      const expected = 'a folder (models/) or a name with ${element}, as it stands for a file of each element'
      report(
        [...step.path, 'inputs', at, 'as'],
        expected,
        JSON.stringify(as),
        'correct it, or name one element in from',
      )
      return []
    }
    return names.map((from) => {
      const element = /\[(\d+)\]$/.exec(from)?.[1]
      const values = element === undefined ? parameters : { ...parameters, element }
      const name = fill(as, ['inputs', at, 'as'], values)
      const folder = isMany ? `${name}${element}/` : name
      return { ...input, from, path, as: isFolder ? `${folder}${path}` : name }
    })
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
