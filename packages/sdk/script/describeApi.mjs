// The public surface of a package as Markdown, and the examples of its docblocks as a program, from the compiler's own
// reading of the sources. A change of an export is a change of the text.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { API } from 'typescript/unstable/sync'

/** ts.SymbolFlags.Alias, ts.NodeBuilderFlags.NoTruncation | InTypeAlias: the enums of the API are not exported. */
const ALIAS = 1 << 21
const WHOLE_TYPE = 1 | (1 << 23)

/**
 * @param options.tsconfig absolute path
 * @param options.entries [{ specifier: '@aiigo/sdk', file: '/…/src/index.ts', about: 'For Node and browsers.' }]
 * @param options.verbs interfaces whose members are described one by one, by the name that examples call them by:
 * `{ Buyer: 'buyer' }`; each member needs an example
 * @param options.head Markdown of the beginning
 * @returns {{ markdown: string, examples: { name: string, code: string }[] }}
 * @throws Error naming every export without a docblock and every function or verb without an example
 */
export function describeApi({ tsconfig, entries, verbs, head }) {
  const api = new API({ cwd: join(tsconfig, '..') })
  try {
    const project = api.updateSnapshot({ openProjects: [tsconfig] }).getProject(tsconfig)
    return new Description(project, verbs).of(entries, head)
  } finally {
    api.close()
  }
}

class Description {
  examples = []
  problems = []

  constructor(project, verbs) {
    this.project = project
    this.checker = project.checker
    this.verbs = verbs
  }

  of(entries, head) {
    const sections = entries.map((entry) => this.entry(entry))
    if (this.problems.length > 0) throw new Error(this.problems.join('\n'))
    return { markdown: `${[head, ...sections].join('\n\n')}\n`, examples: this.examples }
  }

  entry({ specifier, file, about }) {
    const source = this.project.program.getSourceFile(file)
    if (!source) throw new Error(`expected ${file} in the program; its tsconfig does not include it`)
    const exports = this.checker
      .getExportsOfModule(this.checker.getSymbolAtLocation(source))
      .map((symbol) => ({ name: symbol.name, symbol: this.resolved(symbol) }))
      .map((found) => ({ ...found, declaration: this.declarationOf(found.symbol) }))
      .map((found) => ({ ...found, source: sourceOf(found.declaration) }))
    const isFunction = ({ source }) => /^(async )?function\b/.test(source.code)
    const isVerbs = ({ name }) => name in this.verbs
    const byName = (a, b) => (a.name < b.name ? -1 : 1)
    const parts = [
      exports
        .filter(isFunction)
        .sort(byName)
        .map((found) => this.function(found)),
      exports
        .filter(isVerbs)
        .sort(byName)
        .map((found) => this.interface(found)),
      exports
        .filter((found) => !isFunction(found) && !isVerbs(found))
        .sort(byName)
        .map((found) => this.type(found)),
    ]
    return [`## \`${specifier}\``, about, ...parts.flat()].join('\n\n')
  }

  resolved(symbol) {
    return symbol.flags & ALIAS ? this.checker.getAliasedSymbol(symbol) : symbol
  }

  declarationOf(symbol) {
    const found = symbol.declarations[0]?.resolve(this.project)
    if (!found) throw new Error(`expected a declaration of ${symbol.name}, there is none`)
    return found
  }

  function({ name, symbol, declaration, source }) {
    const body = declaration.body
    const signature = body ? source.code.slice(0, body.pos - source.at).trim() : source.code
    return section(3, `${name}()`, [this.prose(name, symbol), code(signature), this.tags(name, symbol, true)])
  }

  /** Verb by verb. Those of the interfaces that it extends are described there. */
  interface({ name, symbol, declaration, source }) {
    const opening = source.code.slice(0, source.code.indexOf('{')).trim()
    const members = declaration.members.map((member) => {
      const verb = this.checker.getSymbolAtLocation(member.name)
      const path = [this.verbs[name], verb.name].filter(Boolean).join('.')
      const isCall = this.checker.getSignaturesOfType(this.checker.getTypeOfSymbol(verb), 0).length > 0
      const signature = sourceOf(member).code
      return section(4, path, [
        this.prose(path, verb),
        code(signature),
        this.tags(`${name}.${verb.name}`, verb, isCall),
      ])
    })
    return [section(3, name, [this.prose(name, symbol), code(opening)]), ...members].join('\n\n')
  }

  type({ name, symbol, source }) {
    return section(3, name, [this.prose(name, symbol), code(this.typeText(name, symbol, source))])
  }

  /** As it is written, with the comments of its members; types of the API's operations as they come out. */
  typeText(name, symbol, source) {
    if (!/^type \w+ = .*(Query|Fragment|Subscription)\b/.test(source.code)) return source.code
    const type = this.checker.getDeclaredTypeOfSymbol(symbol)
    const node = this.checker.typeToTypeNode(type, undefined, WHOLE_TYPE)
    return `type ${name} = ${this.project.emitter.printNode(node).replaceAll('    ', '  ').replaceAll(/;$/gm, '')}`
  }

  prose(name, symbol) {
    const text = this.checker.getDocumentationCommentOfSymbol(symbol).trim()
    if (text === '' && !name.includes('.')) this.problems.push(`${name} has no docblock`)
    return text
  }

  tags(name, symbol, needsExample) {
    const tags = this.checker.getJsDocTagsOfSymbol(symbol)
    const texts = (tag) => tags.filter((found) => found.name === tag).map(({ text }) => text.trim())
    const examples = texts('example')
    if (needsExample && examples.length === 0) this.problems.push(`${name} has no @example`)
    for (const [index, text] of examples.entries()) {
      this.examples.push({
        name: [name.replaceAll(/\W/g, '_'), ...(index > 0 ? [index + 1] : [])].join('_'),
        code: text,
      })
    }
    const params = texts('param').map((text) => text.replace(/^(\w+)\s+(- )?/, '`$1`: '))
    const list = [
      ...params,
      ...texts('returns').map((text) => `Returns ${text}`),
      ...texts('throws').map((text) => `Throws ${text}`),
    ]
    return [
      list.map((text) => `- ${text.replaceAll('\n', '\n  ')}`).join('\n'),
      ...examples.map((text) => `Example:\n\n${code(text)}`),
    ]
  }
}

/** The declaration without `export` and its docblock. `at` is its place in the file. */
function sourceOf(node) {
  const file = readFileSync(fileOf(node), 'utf8')
  // A `const` is declared by a statement two levels up.
  const whole = node.parent?.parent?.declarationList ? node.parent.parent : node
  const text = file.slice(whole.pos, whole.end)
  const lead = /^(\s|\/\*\*[\s\S]*?\*\/|\/\/.*\n)*(export )?/.exec(text)[0].length
  const indent = /(^|\n)( *)[^\n]*$/.exec(file.slice(0, whole.pos + lead))?.[2].length ?? 0
  return {
    at: whole.pos + lead,
    code: text
      .slice(lead)
      .replaceAll(new RegExp(`^ {${indent}}`, 'gm'), '')
      .trimEnd(),
  }
}

function fileOf(node) {
  for (let at = node; at; at = at.parent) if (at.fileName) return at.fileName
  throw new Error('expected a node of a file')
}

const code = (text) => `\`\`\`ts\n${text}\n\`\`\``
const section = (level, title, parts) =>
  [`${'#'.repeat(level)} \`${title}\``, ...parts.flat()].filter((part) => part !== '').join('\n\n')
