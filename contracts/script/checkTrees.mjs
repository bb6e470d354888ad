// Compares each `.tree` of test/unit with the tests of its suite. A tree has roots (`Contract::function`), branches
// (`when …`, `given …`, `after …`), leaves (`it should …`), and below each leaf the names of its tests. Every leaf
// names a test of the suite, and every test is named by a leaf. A test titled `RevertWhen` or `RevertGiven` belongs to
// a leaf that reverts. Part of lint; alone: node contracts/script/checkTrees.mjs. It prints one sentence per problem
// and exits with 1.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../test/unit/', import.meta.url))
const LINE = /^((?:[│ ] {3})*)[├└]── (\S.*)$/
const TEST = /^test\w*$/

/** @returns {{ roots: { text: string, children: object[] }[], problems: string[] }} */
function parseTree(text) {
  const roots = []
  const problems = []
  let path = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const match = line.match(LINE)
    const node = { text: match ? match[2] : line.trim(), line: index + 1, children: [] }
    const depth = match ? match[1].length / 4 + 1 : 0
    if (depth > path.length) {
      problems.push(`line ${index + 1}: is indented deeper than a child of the line above`)
      continue
    }
    path = path.slice(0, depth)
    if (depth === 0) roots.push(node)
    else path.at(-1).children.push(node)
    path.push(node)
  }
  return { roots, problems }
}

/**
 * Finds the differences between a tree and its suite.
 * @param {string} tree text of the `.tree`
 * @param {string} suite source of the `.t.sol`
 * @returns {string[]} one sentence each
 */
export function findTreeProblems(tree, suite) {
  const tests = new Set([...suite.matchAll(/^\s*function (test\w*)\(/gm)].map(([, name]) => name))
  const { roots, problems } = parseTree(tree)
  const named = new Set()
  const visit = (node, isRoot) => {
    const { text, line, children } = node
    if (TEST.test(text) && !isRoot) {
      problems.push(`line ${line}: ${text} stands outside of a leaf; put it below the "it should …" that it tests`)
    } else if (/^it should /.test(text)) {
      if (children.length === 0) problems.push(`line ${line}: "${text}" names no test`)
      for (const test of children) {
        named.add(test.text)
        if (!tests.has(test.text)) problems.push(`line ${test.line}: the suite has no test ${test.text}`)
        if (test.children.length > 0) problems.push(`line ${test.line}: a test has no lines below it`)
      }
    } else {
      if (!isRoot && !/^(when|given|after) /.test(text))
        problems.push(`line ${line}: expected "when …", "given …", "after …" or "it should …", got "${text}"`)
      if (children.length === 0) problems.push(`line ${line}: "${text}" has no leaf`)
      for (const child of children) visit(child, false)
    }
  }
  for (const root of roots) visit(root, true)
  for (const test of tests) if (!named.has(test)) problems.push(`no leaf names ${test}`)
  return [...problems, ...findRevertProblems(roots)]
}

/** A test titled `RevertWhen` or `RevertGiven` belongs to leaves that revert. */
function findRevertProblems(nodes) {
  return nodes.flatMap(({ text, children }) => {
    if (!/^it should /.test(text)) return findRevertProblems(children)
    if (/\brevert\b|\bnot\b/.test(text)) return []
    return children
      .filter((test) => /_Revert(When|Given)/.test(test.text))
      .map((test) => `line ${test.line}: ${test.text} expects a revert, its leaf says "${text}"`)
  })
}

/** Runs the check on small pairs with known problems, so that a check that finds nothing fails. */
function findSelfTestProblems() {
  const suite = '    function test_A() external {\n    function test_B_RevertWhen_C(uint256 c) external {\n'
  const good =
    'X::y\n├── when c\n│   └── it should revert\n│       └── test_B_RevertWhen_C\n└── it should a\n    └── test_A\n'
  const cases = [
    ['an agreeing pair', good, suite, 0],
    ['a test without a leaf', good.replace('    └── test_A\n', '    └── test_B_RevertWhen_C\n'), suite, 2],
    ['a leaf without a test', good.replace('    └── test_A\n', ''), suite, 2],
    ['a leaf whose test is gone', good, suite.replace('test_A', 'test_D'), 2],
    ['a branch without a leaf', `${good}\nX::z\n└── when d\n`, suite, 1],
  ]
  return cases
    .filter(([, tree, source, count]) => findTreeProblems(tree, source).length !== count)
    .map(([name]) => `contracts/script/checkTrees.mjs: its own check of ${name} fails`)
}

/** @returns {string[]} one sentence for each problem of any tree */
export function findAllTreeProblems() {
  const files = readdirSync(folder)
  const suites = files.filter((file) => file.endsWith('.t.sol')).map((file) => file.slice(0, -'.t.sol'.length))
  const trees = files.filter((file) => file.endsWith('.tree')).map((file) => file.slice(0, -'.tree'.length))
  const read = (file) => readFileSync(`${folder}${file}`, 'utf8')
  return [
    ...findSelfTestProblems(),
    ...trees.filter((name) => !suites.includes(name)).map((name) => `contracts/test/unit/${name}.tree has no suite`),
    ...suites.flatMap((name) =>
      trees.includes(name)
        ? findTreeProblems(read(`${name}.tree`), read(`${name}.t.sol`)).map(
            (problem) => `contracts/test/unit/${name}.tree: ${problem}`,
          )
        : [`contracts/test/unit/${name}.t.sol has no tree`],
    ),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = findAllTreeProblems()
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
