import { fileURLToPath } from 'node:url'
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compression } from 'vite-plugin-compression2'
import { serviceWorker } from './script/serviceWorker.js'

const portal = fileURLToPath(new URL('.', import.meta.url))
/** The API that `npm run dev -w @aiigo/portal` talks to; `npm start` starts it. */
const API = 'http://127.0.0.1:4000'

export default defineConfig({
  plugins: [
    react(),
    lingui({ cwd: portal }),
    babel({ presets: [linguiTransformerBabelPreset(undefined, { cwd: portal })] }),
    serviceWorker(),
    compression({ algorithms: ['gzip', 'brotliCompress'] }),
  ],
  build: {
    outDir: 'dist/site',
    target: 'es2023',
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 800,
  },
  server: { proxy: { '/graphql': { target: API, ws: true }, '/rpc': API } },
})
