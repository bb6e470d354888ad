import { defineCommand } from '../Command.js'

const SHELLS = ['bash', 'zsh', 'fish'] as const

export default defineCommand({
  arguments: [{ name: 'SHELL', about: 'bash, zsh or fish', choices: SHELLS }],
  examples: [
    'source <(aiigo completion bash)',
    'aiigo completion bash > ~/.local/share/bash-completion/completions/aiigo',
    'aiigo completion fish > ~/.config/fish/completions/aiigo.fish',
  ],
  schemas: () => import('../schemas/completion.js'),
  async run({ tree: commands }, input) {
    const [{ completionTree }, { bashCompletion }, { zshCompletion }, { fishCompletion }] = await Promise.all([
      import('../completion/completionTree.js'),
      import('../completion/bashCompletion.js'),
      import('../completion/zshCompletion.js'),
      import('../completion/fishCompletion.js'),
    ])
    const shell = input.required('SHELL') as (typeof SHELLS)[number]
    const tree = await completionTree(commands)
    const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }
    return { shell, script: scripts[shell](tree) }
  },
  show({ script }, output) {
    output.text(script)
  },
})
