/** Folders of pages whose texts are loaded with them: most visitors never open these. */
const APART = ['arbitrate', 'govern', 'operate', 'provider'].map((name) => `src/pages/${name}`)

/** Texts of the pages, extracted by `npm run messages`. */
export default {
  locales: ['en'],
  sourceLocale: 'en',
  catalogs: [
    { path: 'src/locales/{locale}', include: ['src'], exclude: APART.map((folder) => `${folder}/**`) },
    ...APART.map((folder) => ({ path: `${folder}/locales/{locale}`, include: [folder] })),
  ],
}
