// The plain boxes of a story's pictures: a line for each, the number of a photo and words. One box has the captions in
// the order of the pictures, the other the alt texts that were typed; both are sent, kept and guarded like any field.
//
// Reads: the value of a box. Writes: that value. Events: sends input from the box.

const LINE = /^\s*#?(\d+)[.:]?(?:\s+(.*))?$/

/** The words of a line, without the breaks that would make two lines of them. */
export const asLine = (words) =>
  words
    .split(/\s*\n\s*/)
    .join(" ")
    .trim()

/** A box with a line for each photo. */
export class LinesBox {
  /** @param {HTMLTextAreaElement} box */
  constructor(box) {
    this.box = box
    this.written = box.value // what stood in the box when it was last read or written here
  }

  /** Return the lines as pairs of number and words; leave out those that cannot be read. @returns {[number, string][]} */
  read() {
    this.written = this.box.value
    return this.matches().map(([, number, words]) => [Number(number), (words ?? "").trim()])
  }

  /**
   * Write a line for each pair.
   * @param {Iterable<[number, string]>} pairs
   */
  write(pairs) {
    this.box.value = [...pairs].map(([number, words]) => `${number} ${words}`.trim()).join("\n")
    this.written = this.box.value
    this.box.dispatchEvent(new Event("input", { bubbles: true }))
  }

  /** Whether every line can be read. */
  get isLegible() {
    return this.matches().length === this.box.value.split("\n").filter((line) => line.trim()).length
  }

  /** Whether another script put words into the box since it was read or written here. */
  get isStale() {
    return this.box.value !== this.written
  }

  matches() {
    return this.box.value
      .split("\n")
      .map((line) => LINE.exec(line))
      .filter(Boolean)
  }
}
