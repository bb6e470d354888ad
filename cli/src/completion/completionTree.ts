import { type CommandTree, longName, type OptionSpec, takesValue } from '@aiigo/terminal'

/** An option that a shell can offer. */
export interface OfferedOption {
  /** '--out' */
  readonly name: string
  readonly about: string
  readonly takesValue: boolean
  readonly choices: readonly string[]
}

/** A command, or a word that holds commands, that a shell can offer. */
export interface OfferedCommand {
  /** 'balance deposit'; '' for `aiigo` itself. */
  readonly name: string
  readonly about: string
  /** Words that may come next, with a line about each. */
  readonly words: readonly { readonly word: string; readonly about: string }[]
  readonly options: readonly OfferedOption[]
}

/** All that a shell can offer behind `aiigo`. */
export async function completionTree({
  commands: listed,
  groups: held,
  options: everywhere,
}: CommandTree): Promise<readonly OfferedCommand[]> {
  const offered = ({ flags, about, choices }: OptionSpec): OfferedOption => ({
    ...{ name: longName(flags), about, takesValue: takesValue(flags), choices: choices ?? [] },
  })
  const always = [...everywhere.map(offered), offered({ flags: '--help', about: 'show help' })]
  const wordsBehind = (name: string) =>
    listed
      .filter((command) => command.name.startsWith(`${name} `))
      .map((command) => ({ ...{ word: command.name.slice(name.length + 1), about: command.summary } }))
  const commands = await Promise.all(
    listed.map(async ({ name, summary, load }) => {
      const { default: command } = await load()
      const choices = (command.arguments ?? []).flatMap((argument) => argument.choices ?? [])
      return {
        name,
        about: summary,
        words: [...wordsBehind(name), ...choices.map((word) => ({ word, about: '' }))],
        options: [...(command.options ?? []).map(offered), ...always],
      }
    }),
  )
  const groups = Object.entries(held).map(([name, { summary }]) => ({
    ...{ name, about: summary, words: wordsBehind(name), options: always },
  }))
  const first = [...commands, ...groups]
    .filter(({ name }) => !name.includes(' '))
    .map(({ name, about }) => ({ word: name, about }))
  const root = {
    name: '',
    about: '',
    words: first,
    options: [...always, offered({ flags: '--version', about: 'print the version' })],
  }
  return [root, ...groups, ...commands]
}
