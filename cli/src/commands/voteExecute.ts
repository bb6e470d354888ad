import { moveProposal } from '../dao/moveProposal.js'

export default moveProposal('execute')
