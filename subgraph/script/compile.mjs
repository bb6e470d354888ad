// node subgraph/script/compile.mjs: compiles the sources where they changed, so that build.mjs only has addresses to
// fill in.
import { compileSources } from './compileSources.mjs'

const { cached } = await compileSources()
console.log(cached ? 'unchanged' : 'compiled')
