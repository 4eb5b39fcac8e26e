/** What every script of static/ finds on the page, for the types in their comments. Editors read it; nothing runs it. */

// Django's catalogue of translations, from /admin/words.js. Only pages of the newsroom have it.

declare function gettext(words: string): string
declare function ngettext(one: string, many: string, count: number): string
/** Puts the values into the places of the words: %s by order, %(name)s by name. */
declare function interpolate(words: string, values: unknown[] | Record<string, unknown>, isNamed?: boolean): string

/** A photo of the library, as its pages answer it. */
interface Photo {
  number: number
  /** of its file */
  name: string
  address: string
  thumbnail: string
  caption: string
  credit: string
  alt: string
  warnings: string[]
  /** whether its thumbnail is made */
  is_ready: boolean
  /** its card in the library, as HTML; only of one that was just added */
  card?: string
}

/** What is typed into the story form and not saved, as this browser keeps it. */
interface BrowserCopy {
  /** milliseconds since 1970 */
  at: number
  /** the number of the save that the page came with */
  basedOn: string
  typed: Record<string, string>
  /** when the newsroom kept just these words, as it prints the time */
  keptAt?: string
  /** the name of a sending under way when it was kept */
  sending?: string
}

/** What the newsroom answers a page that says it is open. */
interface DraftAnswer {
  others: { name: string; is_unsaved: boolean }[]
  saves: number
  saved_at: string
  saved_by: string | null
  changed_at: string
  closed?: string
  came?: string
  refused?: string
}
