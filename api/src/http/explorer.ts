import type { RequestHandler } from 'express'

// A page of our own in place of Apollo's or GraphiQL: nothing is loaded from elsewhere, so it works offline, and no
// style or script is inline, so the strictest content security policy holds (docs/decisions/api.md).

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

const html = (docs: boolean): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>AIIGO Marketplace API</title><link rel="stylesheet" href="/explorer.css"></head>
<body><header><h1>AIIGO Marketplace API</h1><p>Ctrl+Enter sends. <a href="#types" id="show">Types</a>${docs ? ' <a href="/docs/graphql/index.html">Reference</a>' : ''}</p></header>
<main><section><label for="query">Operation</label><textarea id="query" spellcheck="false"></textarea>
<label for="variables">Variables (JSON)</label><textarea id="variables" spellcheck="false"></textarea>
<label for="token">Authorization</label><input id="token" placeholder="Bearer …" autocomplete="off">
<button id="send">Send</button></section>
<section><label for="answer">Answer</label><pre id="answer" tabindex="0"></pre></section></main>
<section id="types"></section><script src="/explorer.js"></script></body></html>`

const CSS = `body{margin:0;font:14px system-ui,sans-serif;color:#1d2430;background:#f6f7f9}
header{padding:8px 16px;background:#1d2430;color:#fff}h1{margin:0;font-size:16px}header p{margin:4px 0 0}header a{color:#9cf}
main{display:grid;grid-template-columns:1fr 1fr;gap:16px;padding:16px}label{display:block;margin:8px 0 4px}
textarea,input{box-sizing:border-box;width:100%;font:13px ui-monospace,monospace;border:1px solid #c3c9d4;padding:8px}
#query{height:45vh}#variables{height:12vh}button{margin-top:12px;padding:8px 20px}
pre{margin:0;padding:8px;overflow:auto;height:72vh;background:#fff;border:1px solid #c3c9d4}
#types{padding:0 16px}@media(max-width:800px){main{grid-template-columns:1fr}}`

const SCRIPT = `'use strict'
const of = (id) => document.getElementById(id)
of('query').value = '{\\n  platform { chainId feeBps paymentTokens { symbol decimals } block }\\n}'
async function ask(query, variables) {
  const token = of('token').value.trim()
  const response = await fetch('/graphql', { method: 'POST', body: JSON.stringify({ query, variables }),
    headers: { 'content-type': 'application/json', ...(token ? { authorization: token } : {}) } })
  return response.json()
}
async function send() {
  of('answer').textContent = '…'
  try {
    const variables = of('variables').value.trim()
    of('answer').textContent = JSON.stringify(await ask(of('query').value, variables ? JSON.parse(variables) : {}), null, 2)
  } catch (error) { of('answer').textContent = String(error) }
}
const named = (type) => type.kind === 'NON_NULL' ? named(type.ofType) + '!' : type.kind === 'LIST' ? '[' + named(type.ofType) + ']' : type.name
async function types() {
  const ref = 'type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }'
  const { data, errors } = await ask('{ __schema { types { name fields { name description args { name ' + ref + ' } ' + ref + ' } } } }')
  const list = data ? data.__schema.types.filter((type) => type.fields && !type.name.startsWith('__')) : []
  of('types').replaceChildren(...list.map((type) => {
    const details = document.createElement('details')
    const summary = document.createElement('summary')
    summary.textContent = type.name
    const text = document.createElement('pre')
    text.textContent = type.fields.map((field) => field.name +
      (field.args.length ? '(' + field.args.map((arg) => arg.name + ': ' + named(arg.type)).join(', ') + ')' : '') +
      ': ' + named(field.type) + (field.description ? '  # ' + field.description.replace(/\\s+/g, ' ') : '')).join('\\n')
    details.append(summary, text)
    return details
  }))
  if (errors) of('types').textContent = errors[0].message
}
of('send').addEventListener('click', send)
of('show').addEventListener('click', () => void types())
document.addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send() })
`

const FILES = new Map([
  ['/explorer.css', { type: 'text/css', text: CSS }],
  ['/explorer.js', { type: 'text/javascript', text: SCRIPT }],
])

/**
 * A page for browsers at GET /graphql, with its two files.
 * @param docs whether the docs are served, which it then links to
 */
export function explorer({ docs }: { docs: boolean }): RequestHandler {
  const page = html(docs)
  return (request, response, next) => {
    if (request.method !== 'GET') return next()
    const asksForPage =
      request.path === '/graphql' && request.query.query === undefined && isBrowser(request.headers.accept)
    const file = asksForPage ? { type: 'text/html', text: page } : FILES.get(request.path)
    if (!file) return next()
    response.set({ 'content-security-policy': CSP, 'content-type': `${file.type}; charset=utf-8` }).send(file.text)
  }
}

const isBrowser = (accept = ''): boolean => accept.includes('text/html')
