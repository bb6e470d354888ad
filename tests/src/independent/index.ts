export { verifyKmeans } from './kmeans.js'
export { EXAMPLE_VIEW, type MandelbrotView, verifyMandelbrot } from './mandelbrot.js'
export { verifyWordStatistics } from './wordStatistics.js'
