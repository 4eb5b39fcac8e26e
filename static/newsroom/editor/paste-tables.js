// The cells of pasted tables that reach over several columns or rows: copy has a cell in every place.
//
// Pure: elements of a document that belongs to no page.

/** Give the table a cell in every place, so that nothing that spans stands in another column. */
export function fillCells(table) {
  const sections = [...table.children].filter((part) => part.matches("thead, tbody, tfoot"))
  const widthOf = (row) => [...row.cells].reduce((width, cell) => width + cell.colSpan, 0)
  const width = Math.max(1, ...[...table.rows].filter((row) => row.cells.length > 1).map(widthOf))
  for (const section of sections) fillSection([...section.rows], width)
}

function fillSection(rows, width) {
  const below = [] // by column: rows that a cell above still reaches into
  for (const [place, row] of rows.entries()) {
    const cells = [...row.cells]
    const name = cells.length && cells.every((cell) => cell.matches("th")) ? "th" : "td"
    const blank = (before) => row.insertBefore(row.ownerDocument.createElement(name), before)
    let column = 0
    for (const cell of cells) {
      for (; below[column] > 0; column += 1) {
        below[column] -= 1
        blank(cell)
      }
      const columns = Math.max(Math.min(cell.colSpan, width - column), 1)
      const rowsBelow = Math.min((cell.rowSpan || rows.length) - 1, rows.length - place - 1)
      for (let at = 0; at < columns; at += 1) {
        if (at) blank(cell.nextSibling)
        below[column + at] = Math.max((below[column + at] ?? 0) - 1, rowsBelow)
      }
      column += columns
      for (const attribute of ["colspan", "rowspan"]) cell.removeAttribute(attribute)
    }
    const end = below.findLastIndex((left) => left > 0) + 1
    for (; column < end; column += 1) {
      if (below[column] > 0) below[column] -= 1
      blank(null)
    }
  }
}
