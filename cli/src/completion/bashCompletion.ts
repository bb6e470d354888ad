import type { OfferedCommand } from './completionTree.js'

/** Words that a `case` of a shell compares with. */
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' | ')

/** The script for bash: `source <(aiigo completion bash)`. */
export function bashCompletion(tree: readonly OfferedCommand[]): string {
  const withValue = [
    ...new Set(tree.flatMap(({ options }) => options.filter((option) => option.takesValue).map(({ name }) => name))),
  ]
  const names = tree.map(({ name }) => name).filter((name) => name !== '')
  const cases = tree.map(({ name, words, options }) => {
    const values = options
      .filter(({ choices }) => choices.length > 0)
      .map((option) => `        ${option.name}) offered='${option.choices.join(' ')}' ;;`)
    return [
      `    '${name}')`,
      `      words='${words.map(({ word }) => word).join(' ')}'`,
      `      options='${options.map((option) => option.name).join(' ')}'`,
      ...(values.length > 0 ? ['      case "$previous" in', ...values, '      esac'] : []),
      '      ;;',
    ].join('\n')
  })
  return `# Completion of aiigo for bash: source <(aiigo completion bash)
_aiigo() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command='' word words='' options='' offered='' at
  for ((at = 1; at < COMP_CWORD; at++)); do
    word="\${COMP_WORDS[at]}"
    case "$word" in
      ${quoted(withValue)}) ((at++)) ;;
      -*) ;;
      *)
        case "\${command:+$command }$word" in
          ${quoted(names)}) command="\${command:+$command }$word" ;;
        esac
        ;;
    esac
  done
  case "$command" in
${cases.join('\n')}
  esac
  if [[ -z "$offered" ]]; then
    case "$previous" in
      # A value of one's own, often a file.
      ${quoted(withValue)}) COMPREPLY=() && return ;;
    esac
    if [[ "$current" == -* ]]; then offered="$options"; else offered="$words"; fi
  fi
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}
complete -o default -F _aiigo aiigo
`
}
