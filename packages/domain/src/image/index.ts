export { ImageError } from './ImageError.js'
export { type InspectedImage, imageProblems, inspectImage } from './imageProblems.js'
export {
  ARCHITECTURES,
  type Architecture,
  type Image,
  type ImageLayer,
  type LayerForm,
  readImage,
} from './readImage.js'
export { contentError, isFolderName, readTarHead, type TarEntry, tarRoom } from './readTar.js'
export { tarEnd, tarEntry } from './writeTar.js'
