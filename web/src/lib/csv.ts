/** Tables as Chinese Excel opens them: UTF-8 with a byte order mark, CRLF. */

export type Cell = string | number | boolean | null | undefined;

const BYTE_ORDER_MARK = '\uFEFF';

export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(cell).join(','));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function cell(value: Cell): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value !== 'string') {
    return String(value);
  }
  // A spreadsheet would run a text that begins like a formula; a Chinese one reads the wide signs alike.
  const text = /^[=+\-@＝＋－＠\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hands a text to the browser as a file. */
export function download(name: string, content: BlobPart, type: string): void {
  save(name, new Blob([content], { type }));
}

/** Hands a file to the browser. */
export function save(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export function downloadCsv(
  name: string,
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  download(`${name.replaceAll(/[\\/:*?"<>|\s]+/g, '_')}.csv`, csv(header, rows), 'text/csv;charset=utf-8');
}
