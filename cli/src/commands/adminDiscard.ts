import { moveQueueJob } from '../admin/moveQueueJob.js'

export default moveQueueJob('discard')
