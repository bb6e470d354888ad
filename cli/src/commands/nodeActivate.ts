import { moveNode } from '../node/moveNode.js'

export default moveNode('activate')
