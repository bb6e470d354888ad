import type { OfferedCommand } from './completionTree.js'

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** The script for fish: `aiigo completion fish | source`. */
export function fishCompletion(tree: readonly OfferedCommand[]): string {
  const names = tree.map(({ name }) => name).filter((name) => name !== '')
  const withValue = [
    ...new Set(tree.flatMap(({ options }) => options.filter((option) => option.takesValue).map(({ name }) => name))),
  ]
  const lines = tree.flatMap(({ name, words, options }) => {
    const when = `complete -c aiigo -n "__aiigo_is '${name}'"`
    return [
      ...words.map(({ word, about }) => `${when} -f -a ${quote(word)}${about ? ` -d ${quote(about)}` : ''}`),
      ...options.map((option) => {
        const values = option.choices.length > 0 ? ` -f -a ${quote(option.choices.join(' '))}` : ''
        return `${when} -l ${option.name.slice(2)}${option.takesValue ? ' -r' : ''}${values} -d ${quote(option.about)}`
      }),
    ]
  })
  return `# Completion of aiigo for fish: aiigo completion fish | source
function __aiigo_is
  set -l names ${names.map(quote).join(' ')}
  set -l valued ${withValue.map(quote).join(' ')}
  set -l command ''
  set -l skip 0
  for word in (commandline -opc)[2..]
    if test $skip = 1
      set skip 0
    else if contains -- $word $valued
      set skip 1
    else if not string match -q -- '-*' $word
      set -l longer (string trim -- "$command $word")
      contains -- $longer $names; and set command $longer
    end
  end
  test "$command" = "$argv[1]"
end
${lines.join('\n')}
`
}
