/** Texts of the pages, extracted by `npm run messages`. */
export default {
  locales: ['en'],
  sourceLocale: 'en',
  catalogs: [{ path: 'src/locales/{locale}', include: ['src'] }],
}
