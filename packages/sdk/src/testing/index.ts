export { makeJobSpec, makeOffer, makeTaskRequest } from './makeOffer.js'
