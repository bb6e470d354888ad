import type { OfferedCommand } from './completionTree.js'

/** A text between single quotes; the colon ends a word in the lists of `_describe`. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
const described = (word: string, about: string): string =>
  quote(`${word.replaceAll(':', '\\:')}${about === '' ? '' : `:${about}`}`)
const quoted = (words: readonly string[]): string => words.map((word) => quote(word)).join('|')

/** The script for zsh: `source <(aiigo completion zsh)`. */
export function zshCompletion(tree: readonly OfferedCommand[]): string {
  const withValue = [
    ...new Set(tree.flatMap(({ options }) => options.filter((option) => option.takesValue).map(({ name }) => name))),
  ]
  const names = tree.map(({ name }) => name).filter((name) => name !== '')
  const cases = tree.map(({ name, words, options }) => {
    const values = options
      .filter(({ choices }) => choices.length > 0)
      .map((option) => `        (${option.name}) offered=(${option.choices.map(quote).join(' ')}) ;;`)
    return [
      `    (${quote(name)})`,
      `      commands=(${words.map(({ word, about }) => described(word, about)).join(' ')})`,
      `      options=(${options.map((option) => described(option.name, option.about)).join(' ')})`,
      ...(values.length > 0 ? ['      case $previous in', ...values, '      esac'] : []),
      '      ;;',
    ].join('\n')
  })
  return `#compdef aiigo
# Completion of aiigo for zsh: source <(aiigo completion zsh)
_aiigo() {
  local command='' word at previous=\${words[CURRENT-1]}
  local -a commands options offered
  for ((at = 2; at < CURRENT; at++)); do
    word=\${words[at]}
    case $word in
      (${quoted(withValue)}) ((at++)) ;;
      (-*) ;;
      (*)
        case "\${command:+$command }$word" in
          (${quoted(names)}) command="\${command:+$command }$word" ;;
        esac
        ;;
    esac
  done
  case $command in
${cases.join('\n')}
  esac
  if (( \${#offered} )); then
    compadd -a offered
  elif [[ $previous == (${quoted(withValue)}) ]]; then
    _files
  elif [[ \${words[CURRENT]} == -* ]]; then
    _describe option options
  elif (( \${#commands} )); then
    _describe command commands
  else
    _files
  fi
}
compdef _aiigo aiigo
`
}
