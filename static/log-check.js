// Checks a story against the log of all versions, with this browser's own SHA-256 and Ed25519, and the words on the
// pages of its latest versions against what their digests are made over.
//
// Reads: data-log-check, the address of the chain as data; data-log-keys, that of the keys; the sentences data-whole,
//   data-broken, data-reworded, data-unsigned and data-unable. Writes: the text of [data-log-check].
// Reads: data-log-witnessed and data-log-witnesses, the addresses of the head that others cosigned and of their keys; the
//   sentences data-cosigned, data-forged, data-none and data-unable. Writes: the text of [data-log-witnessed].

const HEAD = "story number follows designator amends credit language urgency words dated_on filed_at".split(" ")
const SINCE = { 2: "digest_format", 3: "moved_at", 4: "came_from" } // fields of a head, by the first format with them
const OF_ANOTHER_DIGEST = ["phrases", "reason"] // kinds of entries that have no digest of a version
const KEY_ID_LENGTH = 10 // letters of the id of a key between its name and itself: eight and a plus on either side
const COSIGNED_FROM = 8 // bytes of the time before a cosignature
const place = document.querySelector("[data-log-check]")
const witnessPlace = document.querySelector("[data-log-witnessed]")
const bytesOf = (words) => new TextEncoder().encode(words)
const unbase = (encoded) => Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
const bare = (words) => words.replace(/\s+/gu, "") // blanks count for nothing
const pathOf = (address) => new URL(address).pathname + new URL(address).search
const parse = (html) => new DOMParser().parseFromString(html, "text/html")
const isSame = (one, other) => hex(one) === hex(other)
const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()))

/** Return a value as JSON with sorted keys and no blanks. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (value === null || typeof value !== "object") return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`
}

/** Return the pages of a chain put together: its filings, and its entries in the log with the head of each page. */
async function readChain(address) {
  let latest // those of the first page
  const filings = []
  const entries = []
  for (let next = address; next; ) {
    const page = await (await fetch(next)).json()
    filings.push(...page.filings)
    latest ??= page.filings
    for (const entry of page.log?.entries ?? []) entries.push({ ...entry, checkpoint: page.log.checkpoint })
    next = page.next && pathOf(page.next)
  }
  return { filings: filings.sort((one, other) => one.number - other.number), latest, entries }
}

/** Return the number of the first version whose digest does not fit; 0 for none. */
async function brokenDigest(filings) {
  let previous = ""
  for (const filing of filings) {
    const since = Object.entries(SINCE).filter(([format]) => Number(format) <= filing.digest_format)
    const head = Object.fromEntries([...HEAD, ...since.map(([, name]) => name)].map((name) => [name, filing[name]]))
    const sealed = canonical({ head, content: filing.content_digest, previous })
    if (hex(await sha256(bytesOf(sealed))) !== filing.digest) return filing.number
    previous = filing.digest
  }
  return 0
}

/** Return whether what the content digest of a version is made over has that digest, and its page these words. */
async function isAsFiled({ url, content_url, content_digest, phrases_taken_down }) {
  const bytes = await (await fetch(pathOf(content_url))).arrayBuffer()
  const digest = phrases_taken_down.at(-1)?.content_after ?? content_digest
  if (hex(await sha256(bytes)) !== digest) return false
  const filed = JSON.parse(new TextDecoder().decode(bytes))
  const article = parse(await (await fetch(pathOf(url))).text()).querySelector("article")
  const wordsOf = (selector) => bare(article.querySelector(selector)?.textContent ?? "")
  const body = bare(parse(filed.body_html).body.textContent)
  const dateline = bare(filed.dateline)
  return (
    wordsOf("h1").endsWith(bare(filed.headline)) &&
    [dateline + body, `${dateline}–${body}`].includes(wordsOf(".copy")) &&
    ["byline", "endmark"].every((name) => wordsOf(`p.${name}`) === bare(filed[name])) &&
    ["wrong", "right"].every((name) => bare(article.textContent).includes(bare(filed[name])))
  )
}

/** Return whether the proof of an entry leads to a root (RFC 9162, 2.1.3.2). */
async function isIncluded({ entry, index, proof }, size, root) {
  let found = await sha256(new Uint8Array([0]), bytesOf(entry))
  let at = index
  let last = size - 1
  for (const sibling of proof.map(unbase)) {
    if (at % 2 === 1 || at === last) {
      found = await sha256(new Uint8Array([1]), sibling, found)
      while (at % 2 === 0 && at > 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else found = await sha256(new Uint8Array([1]), found, sibling)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && index < size && isSame(found, root)
}

/** Return the lines under a note that one of the keys may have signed: the name, the key, and the bytes behind its id. */
async function signaturesOf(note, keys) {
  const found = []
  for (const line of note.split("\n\n")[1].trim().split("\n")) {
    const [, name, encoded] = line.split(" ")
    const signed = unbase(encoded)
    const written = keys.find((key) => key.startsWith(`${name}+${hex(signed.slice(0, 4))}+`))
    if (!written) continue
    const raw = unbase(written.slice(name.length + KEY_ID_LENGTH)).slice(1)
    const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"])
    found.push({ name, key, signed: signed.slice(4) })
  }
  return found
}

/** Return whether one of the keys has signed a note. */
async function isSigned(note, keys) {
  const message = bytesOf(`${note.split("\n\n")[0]}\n`)
  for (const { key, signed } of await signaturesOf(note, keys))
    if (await crypto.subtle.verify("Ed25519", key, signed, message)) return true
  return false
}

/** Return which sentence is true of the head that witnesses cosigned, its size, and their names. */
async function checkWitnesses(note, keys) {
  const [text] = note.split("\n\n")
  const names = []
  for (const { name, key, signed } of await signaturesOf(note, keys)) {
    const time = new DataView(signed.buffer, signed.byteOffset).getBigUint64(0)
    const message = bytesOf(`cosignature/v1\ntime ${time}\n${text}\n`)
    const isCosigned = await crypto.subtle.verify("Ed25519", key, signed.slice(COSIGNED_FROM), message)
    if (!isCosigned) return ["forged", 0, name]
    names.push(name)
  }
  return [names.length ? "cosigned" : "none", text.split("\n")[1], names.join(", ")]
}

/** Return which sentence is true of the chain, and the number of the first version that is broken. */
async function check({ filings, latest, entries }, keys) {
  const broken = await brokenDigest(filings)
  if (broken) return ["broken", broken]
  for (const proven of entries) {
    const [, size, root] = proven.checkpoint.split("\n")
    const { number, digest, kind } = JSON.parse(proven.entry)
    const filing = filings.find((one) => one.number === number)
    if (!(await isIncluded(proven, Number(size), unbase(root)))) return ["broken", number]
    if (!OF_ANOTHER_DIGEST.includes(kind) && filing && filing.digest !== digest) return ["broken", number]
  }
  const heads = [...new Set(entries.map(({ checkpoint }) => checkpoint))]
  for (const note of heads) if (!(await isSigned(note, keys))) return ["unsigned", 0]
  for (const filing of latest) if (filing.content_url && !(await isAsFiled(filing))) return ["reworded", filing.number]
  return ["whole", 0]
}

if (place) {
  const { logCheck, logKeys } = place.dataset
  try {
    const keys = (await (await fetch(logKeys)).text()).trim().split("\n")
    const [sentence, number] = await check(await readChain(logCheck), keys)
    place.textContent = place.dataset[sentence].replace("{number}", number)
  } catch {
    place.textContent = place.dataset.unable
  }
}

if (witnessPlace) {
  const { logWitnessed, logWitnesses } = witnessPlace.dataset
  try {
    const keys = (await (await fetch(logWitnesses)).text()).trim().split("\n")
    const answer = await fetch(logWitnessed)
    const [sentence, size, names] = answer.ok ? await checkWitnesses(await answer.text(), keys) : ["none", 0, ""]
    witnessPlace.textContent = witnessPlace.dataset[sentence].replace("{size}", size).replace("{names}", names)
  } catch {
    witnessPlace.textContent = witnessPlace.dataset.unable
  }
}
