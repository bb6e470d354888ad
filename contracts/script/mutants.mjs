// The changes that a mutation check makes in Solidity sources, and a sample of them that a seed repeats.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** No code of the protocol's behaviour in there. */
const LEFT_OUT = ['interfaces/', 'types/', 'dev/', 'libraries/Errors.sol']

const swap = (kind, pattern, table) => ({ kind, pattern, replace: (code) => table[code] })
const drop = (kind, pattern, by = () => '') => ({ kind, pattern, replace: by })

/** Fields of one type that lie beside each other. */
const OTHER_FIELD = {
  ...{ buyer: 'provider', provider: 'buyer', budget: 'cost', cost: 'budget' },
  ...{ assignedAt: 'dueAt', dueAt: 'assignBy', assignBy: 'assignedAt', active: 'unbonding', unbonding: 'active' },
  ...{ smallTaskCap: 'trustFrom', trustFrom: 'slashableFrom', slashableFrom: 'disputeBondFloor' },
  ...{ disputeBondFloor: 'smallTaskCap', feeBps: 'rebateBps', rebateBps: 'feeBps' },
}

/** Spaces around an operator distinguish it from a pointer, a path or a range. */
const RULES = [
  swap('comparison', /(?<= )(?:<=|>=|<|>|==|!=)(?= )/g, {
    '<': '<=',
    '<=': '<',
    '>': '>=',
    '>=': '>',
    '==': '!=',
    '!=': '==',
  }),
  swap('logic', /(?<=\s)(?:&&|\|\|)(?= )/g, { '&&': '||', '||': '&&' }),
  swap('arithmetic', /(?<= )[-+*/](?= )/g, { '+': '-', '-': '+', '*': '/', '/': '*' }),
  swap('assignment', /(?<= )[-+]=(?= )/g, { '+=': '-=', '-=': '+=' }),
  swap('step', /(?:\+\+|--)(?=[a-zA-Z])/g, { '++': '--', '--': '++' }),
  swap('negation', /(?<=\()!(?=[a-zA-Z])/g, { '!': '' }),
  // Not before a revert: that is the next rule's mutant.
  drop('condition', /(?<=\bif \()[^;{}]*?(?=\) (?!\{?\s*revert)[_\w{])/g, () => 'false'),
  drop('revert removed', /\brevert \w+\.\w+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\);/g, () => '{ }'),
  drop('check removed', /(?<=\n\s+)(?:\w+\.)?_?check\w+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\);/g),
  drop('modifier removed', /(?<=[)\w]\s+)(?:onlyRole\(\w+\)|only[A-Z]\w+|nonReentrant)(?=\s)/g),
  drop('deletion removed', /(?<=\n\s+)delete [^;]+;/g),
  // The right value of the wrong thing: another key, another party, another amount, the arguments the other way round.
  drop('key', /(?<=\w\[)[\w.]*[tT]oken(?=\])/g, () => 'address(0)'),
  {
    kind: 'keys swapped',
    pattern: /\[[\w.]+\]\[[\w.]+\]/g,
    replace: (code) => code.replace(/^(\[.+\])(\[.+\])$/, '$2$1'),
  },
  swap('field', new RegExp(`(?<=\\w\\.)(?:${Object.keys(OTHER_FIELD).join('|')})\\b(?!\\()`, 'g'), OTHER_FIELD),
  swap('extreme', /(?<=\bMath\.)(?:min|max)(?=\()/g, { min: 'max', max: 'min' }),
  {
    kind: 'arguments swapped',
    pattern: /(?<=\w\()[\w.]+, [\w.]+(?=[,)])/g,
    replace: (code) => code.split(', ').reverse().join(', '),
  },
  drop('statement removed', /(?<=\n\s+)_(?:credit|unlock|penalise|move|store)\w*\([^;]*\);/g),
]

/** Comments and strings blanked out, so that offsets stay. */
function codeOf(source) {
  return source.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"[^"\n]*"/g, (text) => text.replace(/[^\n]/g, ' '))
}

/**
 * Every possible mutant of the sources in a folder, in a fixed order.
 * @example findMutants('src')[0] // { path: 'Escrow.sol', line: 39, kind: 'comparison', original: '==', … }
 */
export function findMutants(folder) {
  const paths = readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.sol') && !LEFT_OUT.some((prefix) => path.startsWith(prefix)))
    .sort()
  return paths.flatMap((path) => {
    const code = codeOf(readFileSync(join(folder, path), 'utf8'))
    const found = RULES.flatMap(({ kind, pattern, replace }) =>
      [...code.matchAll(pattern)].map(({ 0: original, index }) => ({
        path,
        kind,
        original,
        replacement: replace(original),
        start: index,
        end: index + original.length,
        line: code.slice(0, index).split('\n').length,
      })),
    )
    // A modifier's own definition is no use of it; imports have no behaviour.
    const lines = code.split('\n')
    return found.filter(({ line }) => !/^\s*(?:modifier|import|using|mapping)\b/.test(lines[line - 1]))
  })
}

/** Fisher-Yates with the mulberry32 generator: the same order for the same seed, everywhere. */
export function shuffled(items, seed) {
  let state = seed >>> 0
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = result[last]
    result[last] = result[other]
    result[other] = kept
  }
  return result
}
