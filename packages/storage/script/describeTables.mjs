// docs/tables.md: every table as its entity declares it; what a column means is the docblock of its property.
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'

const HEAD = `# Tables

Generated from the entities of [\`packages/storage\`](../packages/storage/README.md) by \`npm run generate\`; do not edit.
A job's life cycle, which these tables hold, is in [job-flow.md](job-flow.md). Functions of the database are the files of
\`packages/storage/sql\`.

- Times are \`timestamptz(6)\`. Amounts in base units are \`numeric(78,0)\`, any uint256. Wallets are lower case, 0x and 40
  hex digits.
- A trigger is named with the function that it runs.
`

/**
 * @param orm MikroORM of the package
 * @throws Error naming every property without a docblock
 */
export function describeTables(orm) {
  const entities = [...orm.getMetadata().getAll().values()]
  const sources = globSync('src/*/[A-Z]*.ts', { cwd: new URL('..', import.meta.url) }).sort()
  let text = HEAD
  let domain = ''
  const undocumented = []
  for (const path of sources) {
    const entity = entities.find(({ className }) => className === basename(path, '.ts'))
    if (!entity) continue
    const source = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
    if (dirname(path) !== domain) {
      domain = dirname(path)
      text += `\n## ${basename(domain)}\n`
    }
    text += describe(entity, source, undocumented)
  }
  if (undocumented.length > 0) {
    throw new Error(
      `expected a docblock (meaning, unit) on each entity and property, there is none on ${undocumented.join(', ')}`,
    )
  }
  return text
}

function describe(entity, source, undocumented) {
  const columns = entity.props.map((property) => {
    const column = property.fieldNames[0]
    const meaning = docblock(source, new RegExp(`\\n    ${property.name}:`))
    if (meaning === '') undocumented.push(`${entity.className}.${property.name}`)
    return `| \`${column}\` | ${typeOf(property)} | ${property.nullable ? 'null' : ''} | ${meaning} |\n`
  })
  const rules = [
    `primary key ${list(entity.primaryKeys.map((key) => columnOf(entity, key)))}`,
    ...entity.props.flatMap(foreignKey),
    ...entity.props
      .filter((property) => property.unique && !property.targetMeta)
      .map((p) => `unique \`${p.fieldNames[0]}\``),
    ...entity.uniques.map((unique) => indexText(entity, 'unique', unique)),
    ...entity.props
      .filter(({ index }) => index)
      .map((p) => indexText(entity, 'index', { name: p.index, properties: p.name })),
    ...entity.indexes.map((index) => indexText(entity, 'index', index)),
    ...entity.checks.filter(({ property }) => !property).map(({ expression }) => `check \`${oneLine(expression)}\``),
    ...entity.triggers.map(
      ({ name, expression }) => `trigger \`${name}\`: \`${/execute function (\w+)/.exec(expression)[1]}\``,
    ),
  ]
  const about = docblock(source, new RegExp(`\\nexport class ${entity.className} `))
  if (about === '') undocumented.push(entity.className)
  return `\n### \`${entity.tableName}\`\n\n${about}\n\n| column | type | | meaning |\n|---|---|---|---|\n${columns.join('')}\n${rules
    .map((rule) => `${wrap(`- ${rule}`)}\n`)
    .join('')}`
}

function typeOf(property) {
  const type = `\`${property.columnTypes[0]}\``
  const words = property.items ? `: ${property.items.join(', ')}` : ''
  const given = property.defaultRaw === undefined ? '' : `, default \`${property.defaultRaw}\``
  return `${type}${words}${given}`
}

function foreignKey(property) {
  if (!property.targetMeta) return []
  const unique = property.kind === '1:1' ? 'unique, ' : ''
  return [
    `${unique}\`${property.fieldNames[0]}\` references \`${property.targetMeta.tableName}\` (${list(property.referencedColumnNames)})`,
  ]
}

function indexText(entity, kind, { name, properties, columns, expression, where }) {
  if (expression) return `${kind} \`${name}\`: \`${oneLine(expression).replace(/^.*? on "\w+" /, '')}\``
  const sortOf = (key) => (columns?.find((column) => column.name === key)?.sort ? ' desc' : '')
  const keys = [properties].flat().map((key) => `\`${columnOf(entity, key)}\`${sortOf(key)}`)
  return `${kind} \`${name ?? ''}\` (${keys.join(', ')})${where ? ` where \`${oneLine(where)}\`` : ''}`
}

/** At most 120 characters a line. */
function wrap(text) {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line === '') lines[lines.length - 1] = lines.length === 1 ? word : `  ${word}`
    else if (line.length + 1 + word.length <= 120) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`  ${word}`)
  }
  return lines.join('\n')
}

const columnOf = (entity, key) => entity.properties[key]?.fieldNames[0] ?? key
const list = (names) => names.map((name) => `\`${name}\``).join(', ')
const oneLine = (text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|')

/** The docblock that ends right before a place of the source; empty when there is none. */
function docblock(source, place) {
  const at = place.exec(source)?.index ?? 0
  const before = source.slice(0, at).trimEnd()
  if (!before.endsWith('*/')) return ''
  const text = before.slice(before.lastIndexOf('/**') + 3, -2)
  return oneLine(text.replace(/^\s*\*/gm, '')).trim()
}
