export { verifyKmeans } from './kmeans.js'
export { verifyMandelbrot } from './mandelbrot.js'
export { verifyVisits } from './visits.js'
export { verifyWordStatistics } from './wordStatistics.js'
