export {
  type ArgumentSpec,
  type Command,
  type CommandGroup,
  type CommandTree,
  commandsWith,
  type ListedCommand,
  type OptionSpec,
  type TypedCommand,
} from './Command.js'
export type { Context, Left } from './Context.js'
export { CliError, InterruptedError, usageError } from './errors.js'
export { EXIT } from './exitCodes.js'
export { longName, OUTPUT_OPTIONS, takesValue } from './globalOptions.js'
export type { Input } from './Input.js'
export { DEFAULT_NAME } from './keystore/defaultName.js'
export { PASSWORD_OPTION } from './keystore/passwordOption.js'
export { clock } from './output/createOutput.js'
export type { Output, Progress } from './output/Output.js'
export { type Style, stateStyle } from './output/style.js'
export { TAKE_OUT_OPTIONS } from './output/takeOutOptions.js'
export type { Program } from './Program.js'
export type { Prompts } from './prompts.js'
export { run } from './run.js'
export { start } from './start.js'
