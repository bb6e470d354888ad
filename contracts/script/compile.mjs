// Compiles the contracts when their sources changed.
import { compileContracts } from '../dist/index.js'

const compiled = await compileContracts({ log: console.log })
console.log(compiled ? 'compiled' : 'up to date')
