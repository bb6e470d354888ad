import { Argument, Option, Command as Parser } from 'commander'
import type { Command, CommandTree, ListedCommand } from './Command.js'
import { wordsOf } from './globalOptions.js'
import type { Program } from './Program.js'

/** A call of a command, as it was parsed. */
export interface Call {
  readonly listed: ListedCommand
  readonly command: Command
  /** Of arguments by their names, of options by theirs in camel case. */
  readonly values: Readonly<Record<string, unknown>>
}

/** `aiigo help quote` is `aiigo quote --help`. */
export const withoutHelpWord = (argv: readonly string[]): readonly string[] =>
  argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv

/** The command that a call means; undefined where it means none. */
export function findCommand({ commands, options }: CommandTree, argv: readonly string[]): ListedCommand | undefined {
  const [first, second] = wordsOf(withoutHelpWord(argv), options)
  return commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first)
}

function addOptions(parser: Parser, options: Command['options'] = []): void {
  for (const { flags, about, choices } of options) {
    const option = new Option(flags, about)
    parser.addOption(choices ? option.choices(choices) : option)
  }
}

/** Words of a command in help and in messages: `JOB`, `[JOB]`, `[TOKEN...]`. */
function addArguments(parser: Parser, specs: Command['arguments'] = []): void {
  for (const { name, about, isOptional, isList, choices } of specs) {
    const word = isList ? `${name}...` : name
    const argument = new Argument(isOptional ? `[${word}]` : `<${word}>`, about)
    parser.addArgument(choices ? argument.choices(choices) : argument)
  }
}

/** How the parser writes and ends. */
export interface ParserOutput {
  /** Writes help and version. */
  out(text: string): void
  width(): number
}

/**
 * The parser, with the options of the one command that is called; the others are names with a line about them.
 * @param onCall told of the parsed call
 */
export async function buildProgram(
  { name, version, about, help, tree }: Omit<Program<never>, 'readSettings' | 'advise'>,
  argv: readonly string[],
  { out, width }: ParserOutput,
  onCall: (call: Call) => void,
): Promise<Parser> {
  const called = findCommand(tree, argv)
  const program = new Parser(name)
  const configure = (parser: Parser): Parser =>
    parser
      .exitOverride()
      .configureOutput({
        writeOut: out,
        writeErr: () => undefined,
        getOutHelpWidth: width,
        getOutHasColors: () => false,
      })
      .configureHelp({ showGlobalOptions: true })
      .showSuggestionAfterError(true)
  configure(program)
    .description(about)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addHelpCommand(
      new Parser('help').argument('[COMMAND]').description('show help of a command').helpGroup('This program:'),
    )
    .usage('COMMAND [words and options]')
    .addHelpText('after', help)
  addOptions(program, tree.options)

  const parents = new Map<string, Parser>()
  const parserFor = (name: string, summary: string, group: string): Parser => {
    const [first = name, second] = name.split(' ')
    const parent = second === undefined ? program : (parents.get(first) ?? holderOf(first))
    const parser = configure(parent.command(second ?? first)).helpCommand(false)
    parser.summary(summary).description(sentence(summary))
    if (second === undefined) {
      parser.helpGroup(`${group}:`)
      parents.set(first, parser)
    }
    return parser
  }
  /** A word that only holds commands. */
  const holderOf = (name: string): Parser => {
    const { summary, group } = tree.groups[name] ?? { summary: name, group: 'Commands' }
    return parserFor(name, summary, group)
  }

  for (const listed of tree.commands) {
    const parser = parserFor(listed.name, listed.summary, listed.group)
    if (listed !== called) continue
    const { default: command } = await listed.load()
    addArguments(parser, command.arguments)
    addOptions(parser, command.options)
    if (command.examples)
      parser.addHelpText('after', `\nExamples:\n${command.examples.map((text) => `  ${text}`).join('\n')}`)
    parser.action((...given: unknown[]) => {
      const words = Object.fromEntries((command.arguments ?? []).map(({ name }, index) => [name, given[index]]))
      onCall({ listed, command, values: { ...parser.optsWithGlobals(), ...words } })
    })
  }
  return program
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
